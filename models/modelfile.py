"""Writes xornet model files, and evaluates them with numpy to verify their checks."""

import numpy as np

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, z.dtype.type(0)),
    "tanh": np.tanh,
    "sigmoid": lambda z: z.dtype.type(1) / (z.dtype.type(1) + np.exp(-z)),
    "softmax": lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(dtype=z.dtype),
}


class Dense:
    """A dense layer: `weights` has one row per input and one column per unit.

    The parameters are rounded to f32, and to zero when tiny, unless `keep_digits` is set."""

    def __init__(self, activation, weights, biases, keep_digits=False):
        if not keep_digits:
            weights, biases = (np.where(np.abs(p) < 1e-20, 0, p).astype(np.float32) for p in (weights, biases))
        self.activation = activation
        self.weights = weights
        self.biases = biases


def evaluate(layers, inputs, dtype):
    """The output of the network for one sample, every step in `dtype`.

    The sums run one input after the other, as plain code would."""
    values = np.asarray(inputs, dtype=dtype)
    for layer in layers:
        weights = layer.weights.astype(dtype)
        sums = layer.biases.astype(dtype)
        for value, row in zip(values, weights):
            sums = sums + value * row
        values = ACTIVATIONS[layer.activation](sums)
        assert values.dtype == dtype
    return values


def accuracy(layers, samples, labels):
    """The share of samples the written network, with its f32 parameters, gets right."""
    guesses = [evaluate(layers, sample, np.float32).argmax() for sample in samples]
    right = int((guesses == labels).sum())
    return f"{right / len(labels):.4f} ({right} of {len(labels)})"


def bound(error):
    """The error rounded up to one digit."""
    unit = 10.0 ** np.floor(np.log10(error))
    return f"{np.ceil(error / unit) * unit:g}"


def number(value):
    """The shortest decimal that reads back to the same number of the same type."""
    text = str(value)
    # A reader may parse as f64 and round to f32 only then.
    assert type(value)(float(text)) == value, text
    return text


def array(values):
    return "[" + ", ".join(number(value) for value in values) + "]"


def rows(values):
    return "[\n" + "".join(f"    {array(row)},\n" for row in values) + "]"


def write(path, comment, name, description, layers, checks, tolerance):
    """Writes a model file after verifying its checks, given as (input, output) pairs.

    Each must hold within half of its tolerance, in f64 and in f32."""
    for inputs, outputs in checks:
        for dtype in (np.float64, np.float32):
            error = np.abs(evaluate(layers, inputs, dtype) - outputs).max()
            assert error <= tolerance / 2, (name, dtype, error)

    lines = [f"# {line}".rstrip() for line in comment.strip().splitlines()]
    lines += ["", f'name = "{name}"', f'description = "{description}"']
    lines += ['dtype = "f32"', f"input = {layers[0].weights.shape[0]}"]
    for layer in layers:
        lines += ["", "[[layers]]", 'type = "dense"', f"units = {layer.weights.shape[1]}"]
        lines += [f'activation = "{layer.activation}"', f"weights = {rows(layer.weights)}"]
        lines += [f"biases = {array(layer.biases)}"]
    for inputs, outputs in checks:
        lines += ["", "[[checks]]", f"input = {array(inputs)}", f"output = {array(outputs)}"]
        lines += [f"tolerance = {tolerance!r}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_samples(path, columns, samples, labels):
    """Writes samples as comma-separated values, the label in the last column."""
    lines = [",".join([*columns, "label"])]
    for sample, label in zip(samples, labels):
        lines += [",".join(f"{value:g}" for value in [*sample, label])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
