/* Layers on images in two orders of their loops. `direct` has channels last, as one writes them by
   hand; `channels_first` has the loops that code generators write for ONNX files, one output at a
   time, with the bounds of the padding checked inside. */

typedef struct {
    int height, width, channels;
} shape;

/* A sequence is an image of width 1. */
typedef struct {
    int height, width, stride_y, stride_x, top, left;
} window;

#define MOST_CHANNELS 64

INLINE direct_convolution(shape in, shape out, window k, const float *restrict x,
                         const float *restrict weights, const float *restrict biases,
                         float *restrict y) {
    for (int oy = 0; oy < out.height; oy++)
        for (int ox = 0; ox < out.width; ox++) {
            float sums[MOST_CHANNELS];
            for (int f = 0; f < out.channels; f++)
                sums[f] = biases[f];
            for (int ky = 0; ky < k.height; ky++) {
                int iy = oy * k.stride_y + ky - k.top;
                if (iy < 0 || iy >= in.height)
                    continue;
                for (int kx = 0; kx < k.width; kx++) {
                    int ix = ox * k.stride_x + kx - k.left;
                    if (ix < 0 || ix >= in.width)
                        continue;
                    const float *pixel = x + (iy * in.width + ix) * in.channels;
                    const float *rows =
                        weights + (ky * k.width + kx) * in.channels * out.channels;
                    for (int c = 0; c < in.channels; c++)
                        for (int f = 0; f < out.channels; f++)
                            sums[f] += pixel[c] * rows[c * out.channels + f];
                }
            }
            for (int f = 0; f < out.channels; f++)
                y[(oy * out.width + ox) * out.channels + f] = sums[f];
        }
}

INLINE direct_depthwise(shape in, shape out, window k, const float *restrict x,
                       const float *restrict weights, const float *restrict biases,
                       float *restrict y) {
    for (int oy = 0; oy < out.height; oy++)
        for (int ox = 0; ox < out.width; ox++) {
            float sums[MOST_CHANNELS];
            for (int c = 0; c < in.channels; c++)
                sums[c] = biases[c];
            for (int ky = 0; ky < k.height; ky++) {
                int iy = oy * k.stride_y + ky - k.top;
                if (iy < 0 || iy >= in.height)
                    continue;
                for (int kx = 0; kx < k.width; kx++) {
                    int ix = ox * k.stride_x + kx - k.left;
                    if (ix < 0 || ix >= in.width)
                        continue;
                    const float *pixel = x + (iy * in.width + ix) * in.channels;
                    const float *row = weights + (ky * k.width + kx) * in.channels;
                    for (int c = 0; c < in.channels; c++)
                        sums[c] += pixel[c] * row[c];
                }
            }
            for (int c = 0; c < in.channels; c++)
                y[(oy * out.width + ox) * in.channels + c] = sums[c];
        }
}

/* Pools have no padding here. */
INLINE direct_max_pool(shape in, shape out, window k, const float *restrict x, float *restrict y) {
    for (int oy = 0; oy < out.height; oy++)
        for (int ox = 0; ox < out.width; ox++) {
            float *largest = y + (oy * out.width + ox) * in.channels;
            for (int c = 0; c < in.channels; c++)
                largest[c] = -INFINITY;
            for (int ky = 0; ky < k.height; ky++)
                for (int kx = 0; kx < k.width; kx++) {
                    int iy = oy * k.stride_y + ky, ix = ox * k.stride_x + kx;
                    const float *pixel = x + (iy * in.width + ix) * in.channels;
                    for (int c = 0; c < in.channels; c++)
                        largest[c] = pixel[c] > largest[c] ? pixel[c] : largest[c];
                }
        }
}

INLINE direct_average(shape in, const float *restrict x, float *restrict y) {
    for (int c = 0; c < in.channels; c++)
        y[c] = 0.0f;
    for (int i = 0; i < in.height * in.width; i++)
        for (int c = 0; c < in.channels; c++)
            y[c] += x[i * in.channels + c];
    for (int c = 0; c < in.channels; c++)
        y[c] /= in.height * in.width;
}

INLINE to_channels_first(shape in, const float *restrict x, float *restrict y) {
    int positions = in.height * in.width;
    for (int c = 0; c < in.channels; c++)
        for (int i = 0; i < positions; i++)
            y[c * positions + i] = x[i * in.channels + c];
}

INLINE channels_first_convolution(shape in, shape out, window k, const float *restrict x,
                                 const float *restrict weights, const float *restrict biases,
                                 float *restrict y) {
    for (int f = 0; f < out.channels; f++)
        for (int oy = 0; oy < out.height; oy++)
            for (int ox = 0; ox < out.width; ox++) {
                int o = (f * out.height + oy) * out.width + ox;
                y[o] = biases[f];
                for (int c = 0; c < in.channels; c++)
                    for (int ky = 0; ky < k.height; ky++)
                        for (int kx = 0; kx < k.width; kx++) {
                            int iy = oy * k.stride_y + ky - k.top;
                            int ix = ox * k.stride_x + kx - k.left;
                            if (iy < 0 || iy >= in.height || ix < 0 || ix >= in.width)
                                continue;
                            y[o] += x[(c * in.height + iy) * in.width + ix] *
                                    weights[((f * in.channels + c) * k.height + ky) * k.width + kx];
                        }
            }
}

INLINE channels_first_depthwise(shape in, shape out, window k, const float *restrict x,
                               const float *restrict weights, const float *restrict biases,
                               float *restrict y) {
    for (int c = 0; c < out.channels; c++)
        for (int oy = 0; oy < out.height; oy++)
            for (int ox = 0; ox < out.width; ox++) {
                int o = (c * out.height + oy) * out.width + ox;
                y[o] = biases[c];
                for (int ky = 0; ky < k.height; ky++)
                    for (int kx = 0; kx < k.width; kx++) {
                        int iy = oy * k.stride_y + ky - k.top;
                        int ix = ox * k.stride_x + kx - k.left;
                        if (iy < 0 || iy >= in.height || ix < 0 || ix >= in.width)
                            continue;
                        y[o] += x[(c * in.height + iy) * in.width + ix] *
                                weights[(c * k.height + ky) * k.width + kx];
                    }
            }
}

INLINE channels_first_max_pool(shape in, shape out, window k, const float *restrict x,
                              float *restrict y) {
    for (int c = 0; c < out.channels; c++)
        for (int oy = 0; oy < out.height; oy++)
            for (int ox = 0; ox < out.width; ox++) {
                float largest = -INFINITY;
                for (int ky = 0; ky < k.height; ky++)
                    for (int kx = 0; kx < k.width; kx++) {
                        int iy = oy * k.stride_y + ky, ix = ox * k.stride_x + kx;
                        float value = x[(c * in.height + iy) * in.width + ix];
                        largest = value > largest ? value : largest;
                    }
                y[(c * out.height + oy) * out.width + ox] = largest;
            }
}

INLINE channels_first_average(shape in, const float *restrict x, float *restrict y) {
    int positions = in.height * in.width;
    for (int c = 0; c < in.channels; c++) {
        float sum = 0.0f;
        for (int i = 0; i < positions; i++)
            sum += x[c * positions + i];
        y[c] = sum / positions;
    }
}

INLINE add(int count, const float *restrict a, const float *restrict b, float *restrict y) {
    for (int i = 0; i < count; i++)
        y[i] = a[i] + b[i];
}
