// Layers of eight bits in direct loops, with the two roundings of a product of TensorFlow Lite's reference kernels.
#include <stdint.h>

static inline int32_t scaled(int32_t x, int32_t multiplier, int shift) {
    int left = shift > 0 ? shift : 0, right = shift > 0 ? 0 : -shift;
    int64_t product = (int64_t)(x * (1 << left)) * multiplier;
    int64_t nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
    int32_t high = (int32_t)((product + nudge) / (1LL << 31));
    int32_t mask = (int32_t)((1LL << right) - 1), rest = high & mask;
    return (high >> right) + (rest > (mask >> 1) + (high < 0));
}

static inline int8_t clamped(int32_t x, int32_t low) { return x < low ? low : x > 127 ? 127 : x; }

typedef struct {
    int height, width, channels, filters, rows, columns, kh, kw, sh, sw, top, left, in_zero, out_zero, low;
} shape;

static inline void convolution(shape s, int depthwise, const int8_t *in, int8_t *out, const int8_t *weights,
                               const int32_t *biases, const int32_t *multipliers, const int8_t *shifts) {
    for (int y = 0; y < s.rows; y++)
        for (int x = 0; x < s.columns; x++)
            for (int f = 0; f < s.filters; f++) {
                int32_t sum = biases[f];
                for (int i = 0; i < s.kh; i++) {
                    int row = y * s.sh - s.top + i;
                    if (row < 0 || row >= s.height) continue;
                    for (int j = 0; j < s.kw; j++) {
                        int column = x * s.sw - s.left + j;
                        if (column < 0 || column >= s.width) continue;
                        const int8_t *from = in + (row * s.width + column) * s.channels;
                        if (depthwise) {
                            sum += (from[f] - s.in_zero) * weights[(i * s.kw + j) * s.filters + f];
                            continue;
                        }
                        const int8_t *w = weights + ((f * s.kh + i) * s.kw + j) * s.channels;
                        for (int c = 0; c < s.channels; c++) sum += (from[c] - s.in_zero) * w[c];
                    }
                }
                *out++ = clamped(scaled(sum, multipliers[f], shifts[f]) + s.out_zero, s.low);
            }
}

static inline void pool(shape s, int is_max, const int8_t *in, int8_t *out) {
    for (int y = 0; y < s.rows; y++)
        for (int x = 0; x < s.columns; x++)
            for (int c = 0; c < s.channels; c++) {
                int32_t most = -128, sum = 0, count = s.kh * s.kw;
                for (int i = 0; i < s.kh; i++)
                    for (int j = 0; j < s.kw; j++) {
                        int32_t v = in[((y * s.sh + i) * s.width + x * s.sw + j) * s.channels + c];
                        sum += v;
                        if (v > most) most = v;
                    }
                int32_t average = sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
                *out++ = is_max ? most : average;
            }
}

typedef struct {
    int zero, multiplier, shift;
} operand;

static inline void add(int count, operand a, operand b, operand sum, int low, const int8_t *x, const int8_t *y, int8_t *out) {
    for (int i = 0; i < count; i++) {
        int32_t left = scaled((x[i] - a.zero) * (1 << 20), a.multiplier, a.shift);
        int32_t right = scaled((y[i] - b.zero) * (1 << 20), b.multiplier, b.shift);
        out[i] = clamped(scaled(left + right, sum.multiplier, sum.shift) + sum.zero, low);
    }
}
