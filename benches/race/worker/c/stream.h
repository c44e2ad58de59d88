/* Streams in C: layers of one step, or of a few, with what they remember.
 *
 * `direct` is the plain C that one would write: gate after gate, all units of one input, and the functions of
 * C's mathematics library. `rtneural` has the shape of the code of RTNeural, a library for audio: one product
 * for all gates, copies of the frames of a convolution and then a sum for each filter, and a tanh that is a
 * quotient of polynomials. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INLINE                                                                                      \
    static inline __attribute__((always_inline, unused)) void

static inline __attribute__((unused)) void *zeros(size_t size) {
    void *state = aligned_alloc(64, (size + 63) / 64 * 64);
    return state ? memset(state, 0, size) : state;
}

/* Adds the products of all inputs with their rows, of which some columns count. */
INLINE columns(int inputs, int units, int row, const float *restrict x, const float *restrict weights,
               float *restrict y) {
    for (int i = 0; i < inputs; i++)
    /* Without it, gcc unrolls loops of 16 and less, and does not vectorise what is left. */
#pragma GCC unroll 1
        for (int u = 0; u < units; u++)
            y[u] += x[i] * weights[i * row + u];
}


static inline float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

/* The continued fraction of tanh, nine levels deep. */
static inline __attribute__((unused)) float rational_tanh(float x) {
    x = x < -6.2f ? -6.2f : x > 6.2f ? 6.2f : x;
    float u = x * x;
    float p = 34459425.0f + u * (4729725.0f + u * (135135.0f + u * (990.0f + u)));
    float q = 34459425.0f + u * (16216200.0f + u * (945945.0f + u * (13860.0f + u * 45.0f)));
    return x * p / q;
}

INLINE direct_tanh(int count, float *y) {
    for (int i = 0; i < count; i++)
        y[i] = tanhf(y[i]);
}

INLINE rtneural_tanh(int count, float *y) {
    for (int i = 0; i < count; i++)
        y[i] = rational_tanh(y[i]);
}

INLINE direct_linear(int count, float *y) {
    (void)count;
    (void)y;
}
INLINE rtneural_linear(int count, float *y) {
    (void)count;
    (void)y;
}

INLINE sum(int count, const float *a, const float *b, float *restrict y) {
    for (int i = 0; i < count; i++)
        y[i] = a[i] + b[i];
}

/* A dense layer on each frame. */
INLINE dense(int frames, int inputs, int units, const float *restrict x, const float *restrict weights,
             const float *restrict biases, float *restrict y) {
    for (int t = 0; t < frames; t++) {
        float sums[units];
        for (int u = 0; u < units; u++)
            sums[u] = biases[u];
        columns(inputs, units, units, x + t * inputs, weights, sums);
        for (int u = 0; u < units; u++)
            y[t * units + u] = sums[u];
    }
}

/* A causal convolution. Its frames lie one after the other in `past`, which has room for twice as many as it
 * reaches back, and for those of a call; those that are needed move to the front when the room ends. */
INLINE direct_convolution(int frames, int size, int dilation, int channels, int filters, int room, float *restrict past,
                          int *at, const float *restrict x, const float *restrict weights,
                          const float *restrict biases, float *restrict y) {
    int reach = (size - 1) * dilation;
    if (*at + frames > room) {
        memmove(past, past + (*at - reach) * channels, reach * channels * sizeof(float));
        *at = reach;
    }
    memcpy(past + *at * channels, x, frames * channels * sizeof(float));
    for (int t = 0; t < frames; t++) {
        const float *newest = past + (*at + t) * channels;
        float sums[filters];
        for (int f = 0; f < filters; f++)
            sums[f] = biases[f];
        for (int k = 0; k < size; k++)
            columns(channels, filters, filters, newest - (size - 1 - k) * dilation * channels,
                    weights + k * channels * filters, sums);
        for (int f = 0; f < filters; f++)
            y[t * filters + f] = sums[f];
    }
    *at += frames;
}

/* The same from a ring, for one frame. The weights of a filter lie one after the other. */
INLINE rtneural_convolution(int size, int dilation, int channels, int filters, float *restrict ring, int *at,
                            const float *restrict x, const float *restrict weights,
                            const float *restrict biases, float *restrict y) {
    int length = (size - 1) * dilation + 1;
    memcpy(ring + *at * channels, x, channels * sizeof(float));
    float window[size * channels];
    for (int k = 0; k < size; k++) {
        int frame = (*at + length - (size - 1 - k) * dilation) % length;
        memcpy(window + k * channels, ring + frame * channels, channels * sizeof(float));
    }
    for (int f = 0; f < filters; f++) {
        float total = 0.0f;
        for (int i = 0; i < size * channels; i++)
            total += window[i] * weights[f * size * channels + i];
        y[f] = total + biases[f];
    }
    *at = *at == length - 1 ? 0 : *at + 1;
}

/* Gates z, r, n. */
INLINE direct_gru(int inputs, int units, float *restrict h, const float *restrict x, const float *restrict weights,
                  const float *restrict recurrent, const float *restrict biases,
                  const float *restrict recurrent_biases, float *restrict y) {
    int row = 3 * units;
    float gates[2 * units], from_input[units], from_state[units];
    for (int g = 0; g < 2; g++) {
        float *gate = gates + g * units;
        for (int u = 0; u < units; u++)
            gate[u] = biases[g * units + u] + recurrent_biases[g * units + u];
        columns(inputs, units, row, x, weights + g * units, gate);
        columns(units, units, row, h, recurrent + g * units, gate);
        for (int u = 0; u < units; u++)
            gate[u] = sigmoid(gate[u]);
    }
    for (int u = 0; u < units; u++) {
        from_input[u] = biases[2 * units + u];
        from_state[u] = recurrent_biases[2 * units + u];
    }
    columns(inputs, units, row, x, weights + 2 * units, from_input);
    columns(units, units, row, h, recurrent + 2 * units, from_state);
    for (int u = 0; u < units; u++) {
        float z = gates[u], n = tanhf(from_input[u] + gates[units + u] * from_state[u]);
        y[u] = h[u] = (1.0f - z) * n + z * h[u];
    }
}

INLINE rtneural_gru(int inputs, int units, float *restrict h, const float *restrict x, const float *restrict weights,
                    const float *restrict recurrent, const float *restrict biases,
                    const float *restrict recurrent_biases, float *restrict y) {
    float from_input[3 * units], from_state[3 * units], gates[2 * units], n[units];
    for (int u = 0; u < 3 * units; u++) {
        from_input[u] = biases[u];
        from_state[u] = recurrent_biases[u];
    }
    columns(inputs, 3 * units, 3 * units, x, weights, from_input);
    columns(units, 3 * units, 3 * units, h, recurrent, from_state);
    for (int u = 0; u < 2 * units; u++)
        gates[u] = sigmoid(from_input[u] + from_state[u]);
    for (int u = 0; u < units; u++)
        n[u] = rational_tanh(from_input[2 * units + u] + gates[units + u] * from_state[2 * units + u]);
    for (int u = 0; u < units; u++)
        y[u] = h[u] = n[u] + gates[u] * (h[u] - n[u]);
}

/* Gates i, f, g, o. The state is h, and then c. */
INLINE direct_lstm(int inputs, int units, float *restrict h, const float *restrict x, const float *restrict weights,
                   const float *restrict recurrent, const float *restrict biases,
                   const float *restrict recurrent_biases, float *restrict y) {
    int row = 4 * units;
    float gates[4 * units], *c = h + units;
    for (int g = 0; g < 4; g++) {
        float *gate = gates + g * units;
        for (int u = 0; u < units; u++)
            gate[u] = biases[g * units + u] + recurrent_biases[g * units + u];
        columns(inputs, units, row, x, weights + g * units, gate);
        columns(units, units, row, h, recurrent + g * units, gate);
        for (int u = 0; u < units; u++)
            gate[u] = g == 2 ? tanhf(gate[u]) : sigmoid(gate[u]);
    }
    for (int u = 0; u < units; u++) {
        c[u] = gates[units + u] * c[u] + gates[u] * gates[2 * units + u];
        y[u] = h[u] = gates[3 * units + u] * tanhf(c[u]);
    }
}

INLINE rtneural_lstm(int inputs, int units, float *restrict h, const float *restrict x, const float *restrict weights,
                     const float *restrict recurrent, const float *restrict biases,
                     const float *restrict recurrent_biases, float *restrict y) {
    float gates[4 * units], *c = h + units;
    for (int u = 0; u < 4 * units; u++)
        gates[u] = biases[u] + recurrent_biases[u];
    columns(inputs, 4 * units, 4 * units, x, weights, gates);
    columns(units, 4 * units, 4 * units, h, recurrent, gates);
    for (int u = 0; u < 2 * units; u++)
        gates[u] = sigmoid(gates[u]);
    for (int u = 2 * units; u < 3 * units; u++)
        gates[u] = rational_tanh(gates[u]);
    for (int u = 3 * units; u < 4 * units; u++)
        gates[u] = sigmoid(gates[u]);
    for (int u = 0; u < units; u++)
        c[u] = gates[units + u] * c[u] + gates[u] * gates[2 * units + u];
    for (int u = 0; u < units; u++)
        y[u] = h[u] = gates[3 * units + u] * rational_tanh(c[u]);
}
