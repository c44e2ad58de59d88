/* The plain C that one would write: a layer in three orders of its loops, and the activations. */

#include <math.h>

#define INLINE                                                                                      \
    static inline __attribute__((always_inline, unused)) void

/* The natural order: all units of one input. The compiler vectorises over the units. */
INLINE by_input(int inputs, int units, const float *restrict x, const float *restrict weights,
               const float *restrict biases, float *restrict y) {
    for (int u = 0; u < units; u++)
        y[u] = biases[u];
    for (int i = 0; i < inputs; i++)
        for (int u = 0; u < units; u++)
            y[u] += x[i] * weights[i * units + u];
}

/* The textbook's order: one dot product per unit. It vectorises with -ffast-math alone. */
INLINE by_unit(int inputs, int units, const float *restrict x, const float *restrict weights,
              const float *restrict biases, float *restrict y) {
    for (int u = 0; u < units; u++) {
        float sum = biases[u];
        for (int i = 0; i < inputs; i++)
            sum += x[i] * weights[u * inputs + i];
        y[u] = sum;
    }
}

/* All inputs of a few units, whose sums may stay in registers. */
#define TILE 32

INLINE tile(int start, int width, int inputs, int units, const float *restrict x,
            const float *restrict weights, const float *restrict biases, float *restrict y) {
    float sums[TILE];
    for (int u = 0; u < width; u++)
        sums[u] = biases[start + u];
    for (int i = 0; i < inputs; i++)
        for (int u = 0; u < width; u++)
            sums[u] += x[i] * weights[i * units + start + u];
    for (int u = 0; u < width; u++)
        y[start + u] = sums[u];
}

INLINE tiled(int inputs, int units, const float *restrict x, const float *restrict weights,
             const float *restrict biases, float *restrict y) {
    int rest = units % TILE;
    for (int start = 0; start < units - rest; start += TILE)
        tile(start, TILE, inputs, units, x, weights, biases, y);
    if (rest > 0)
        tile(units - rest, rest, inputs, units, x, weights, biases, y);
}

INLINE activate_linear(int units, float *y) {
    (void)units;
    (void)y;
}

INLINE activate_relu(int units, float *y) {
    for (int u = 0; u < units; u++)
        y[u] = y[u] > 0.0f ? y[u] : 0.0f;
}

INLINE activate_sigmoid(int units, float *y) {
    for (int u = 0; u < units; u++)
        y[u] = 1.0f / (1.0f + expf(-y[u]));
}

INLINE activate_tanh(int units, float *y) {
    for (int u = 0; u < units; u++)
        y[u] = tanhf(y[u]);
}
INLINE activate_softmax(int units, float *y) {
    float largest = y[0];
    for (int u = 1; u < units; u++)
        largest = y[u] > largest ? y[u] : largest;
    float total = 0.0f;
    for (int u = 0; u < units; u++) {
        y[u] = expf(y[u] - largest);
        total += y[u];
    }
    for (int u = 0; u < units; u++)
        y[u] /= total;
}
