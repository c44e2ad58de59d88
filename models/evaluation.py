"""Evaluates networks with numpy, to verify what is written: a second computation, in the arithmetic of any type."""

import numpy as np


def most(z):
    return z.max(axis=-1, keepdims=True)


def sigmoid(z):
    return z.dtype.type(1) / (z.dtype.type(1) + np.exp(-z))


ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, z.dtype.type(0)),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "exponential": np.exp,
    "softmax": lambda z: np.exp(z - most(z)) / np.exp(z - most(z)).sum(axis=-1, dtype=z.dtype, keepdims=True),
}


def products(sums, values, weights):
    """Adds values · weights to sums, one input after the other, as plain code would."""
    for value, row in zip(np.moveaxis(values, -1, 0), weights):
        sums = sums + value[..., None] * row
    return sums


def dense(layer, values, weights, biases):
    return products(biases, values, weights)


def convolution(layer, values, weights, biases):
    kernel, strides, padding = weights.shape[:-2], layer.axes("strides", 1), layer.padding()
    values = np.pad(values, [*padding, (0, 0)])
    sizes = [(n - k) // s + 1 for n, k, s in zip(values.shape, kernel, strides)]
    sums = np.broadcast_to(biases, (*sizes, len(biases)))
    for place in np.ndindex(kernel):
        # What this place of the kernel meets in each window.
        met = [slice(p, p + (n - 1) * s + 1, s) for p, n, s in zip(place, sizes, strides)]
        sums = products(sums, values[tuple(met)], weights[place])
    return sums


def transposed_convolution(layer, values, weights, biases):
    kernel, strides, padding = weights.shape[:-2], layer.axes("strides", 1), layer.padding()
    sizes = [(n - 1) * s + k for n, s, k in zip(values.shape, strides, kernel)]
    sums = np.zeros((*sizes, weights.shape[-1]), values.dtype)
    for place in np.ndindex(kernel):
        met = tuple(slice(p, p + (n - 1) * s + 1, s) for p, n, s in zip(place, values.shape, strides))
        sums[met] = products(sums[met], values, weights[place])
    kept = [slice(before, size - after) for size, (before, after) in zip(sizes, padding)]
    return sums[tuple(kept)] + biases


def max_pool(layer, values):
    size = layer.axes("pool_size")
    blocks = [part for n, k in zip(values.shape, size) for part in (n // k, k)]
    # Windows side by side, without padding.
    values = values[tuple(slice(n // k * k) for n, k in zip(values.shape, size))]
    return values.reshape(*blocks, -1).max(axis=tuple(range(1, 2 * len(size), 2)))


def batch_norm(layer, values, mean, variance, gamma, beta):
    mean, variance, gamma, beta = (array.astype(np.float64) for array in (mean, variance, gamma, beta))
    scale = gamma / np.sqrt(variance + layer.keys["epsilon"])
    shift = beta - mean * scale
    return values * scale.astype(values.dtype) + shift.astype(values.dtype)


def gru(layer, frames, weights, recurrent_weights, biases, recurrent_biases):
    """The states after each frame, with PyTorch's order of gates."""
    assert layer.keys["gate_order"] == "rzn"
    h, states = np.zeros(layer.keys["units"], frames.dtype), []
    for x in frames:
        xr, xz, xn = np.split(products(biases, x, weights), 3)
        hr, hz, hn = np.split(products(recurrent_biases, h, recurrent_weights), 3)
        z = sigmoid(xz + hz)
        h = (1 - z) * np.tanh(xn + sigmoid(xr + hr) * hn) + z * h
        states.append(h)
    return np.array(states)


def lstm(layer, frames, weights, recurrent_weights, biases, recurrent_biases, h, c):
    """The states after each frame, from h and c on."""
    states = []
    for x in frames:
        sums = products(biases, x, weights) + products(recurrent_biases, h, recurrent_weights)
        i, f, g, o = np.split(sums, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


KINDS = {
    "dense": dense,
    "conv1d": convolution,
    "conv2d": convolution,
    "conv2d_transpose": transposed_convolution,
    "gru": gru,
    "lstm": lstm,
    "max_pool2d": max_pool,
    "global_max_pool": lambda layer, values: values.reshape(-1, values.shape[-1]).max(axis=0),
    "batch_norm": batch_norm,
    "flatten": lambda layer, values: values.ravel(),
    "add": lambda layer, *values: sum(values[1:], values[0]),
    "concatenate": lambda layer, *values: np.concatenate(values, axis=-1),
}


def run(layers, inputs, dtype):
    """The values of all layers that have names, and of the last one under `None`.

    `inputs` is an array, or arrays by their names."""
    inputs = inputs if isinstance(inputs, dict) else {"input": inputs}
    values = {name: np.asarray(value, dtype=dtype) for name, value in inputs.items()}
    values[None] = next(iter(values.values()))
    for layer in layers:
        taken = [values[name] for name in layer.inputs or [None]]
        parameters = (array.astype(dtype) for array in layer.parameters.values())
        result = ACTIVATIONS[layer.activation](KINDS[layer.kind](layer, *taken, *parameters))
        assert result.dtype == dtype, layer.kind
        values[None] = values[layer.name] = result
    return values


def evaluate(layers, inputs, dtype):
    """The output of the last layer for one sample, every step in `dtype`."""
    return run(layers, inputs, dtype)[None]
