"""Writes xornet model files."""

import numpy as np

from evaluation import evaluate, run


class Layer:
    """A layer: its kind, its keys, and its parameters, in the order in which `evaluation.py` takes them.

    The parameters are rounded to f32, and to zero when tiny, unless `keep_digits` is set."""

    def __init__(self, kind, activation="linear", parameters=None, name=None, inputs=(), keep_digits=False, **keys):
        self.kind = kind
        self.activation = activation
        self.name = name
        self.inputs = list(inputs)
        self.keys = keys
        self.parameters = parameters or {}
        if not keep_digits:
            self.parameters = {key: rounded(array) for key, array in self.parameters.items()}

    def axes(self, key, default=None):
        """A number for each axis before the channels."""
        value = self.keys.get(key, default)
        return value if isinstance(value, list) else [value] * (2 if "2d" in self.kind else 1)

    def padding(self):
        """Counts for each axis; "same" is for strides 1, and for transposed convolutions."""
        padding = self.keys.get("padding", "valid")
        kernel = self.axes("kernel_size")
        if padding == "valid":
            return [(0, 0)] * len(kernel)
        if padding == "same":
            strides = self.axes("strides", 1)
            assert "transpose" in self.kind or strides == [1] * len(kernel)
            total = [k - s for k, s in zip(kernel, strides)]
            return [(n // 2, n - n // 2) for n in total]
        return [padding] if len(kernel) == 1 else padding

    def lines(self):
        inputs = self.inputs[0] if len(self.inputs) == 1 else self.inputs
        keys = {"type": self.kind, "name": self.name, "inputs": inputs, **self.keys}
        if self.activation != "linear" or self.kind == "dense":
            keys["activation"] = self.activation
        lines = ["", "[[layers]]"]
        lines += [f"{key} = {plain(value)}" for key, value in keys.items() if value not in (None, [])]
        return lines + [f"{key} = {array(value)}" for key, value in self.parameters.items()]


def rounded(parameters):
    return np.where(np.abs(parameters) < 1e-20, 0, parameters).astype(np.float32)


def Dense(activation, weights, biases, **options):
    """A dense layer: `weights` has one row per input and one column per unit."""
    parameters = {"weights": weights, "biases": biases}
    return Layer("dense", activation, parameters, units=weights.shape[1], **options)


def accuracy(layers, samples, labels):
    """The share of samples the written network, with its f32 parameters, gets right."""
    guesses = [evaluate(layers, sample, np.float32).argmax() for sample in samples]
    right = int((guesses == labels).sum())
    return f"{right / len(labels):.4f} ({right} of {len(labels)})"


def bound(error):
    """The error rounded up to one digit."""
    unit = 10.0 ** np.floor(np.log10(error))
    return f"{np.ceil(error / unit) * unit:g}"


def plain(value):
    """Text, a number, or a list or table of them."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(plain, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {plain(part)}" for key, part in value.items()) + " }"
    return repr(value)


def number(value):
    """The shortest decimal that reads back to the same number of the same type."""
    text = str(value)
    # A reader may parse as f64 and round to f32 only then.
    assert type(value)(float(text)) == value, text
    return text


def array(values, indent="", single=False):
    """Nested arrays, those of the last axis in a line each; or all in a single line."""
    if np.ndim(values) == 1:
        return "[" + ", ".join(number(value) for value in values) + "]"
    inner = indent + "    "
    parts = [array(part, inner, single) for part in values]
    if single:
        return "[" + ", ".join(parts) + "]"
    return "[\n" + "".join(f"{inner}{part},\n" for part in parts) + f"{indent}]"


def arrays(values):
    """The input or the output of a test case: an array, or arrays by their names."""
    if isinstance(values, dict):
        return "{ " + ", ".join(f"{name} = {array(value, single=True)}" for name, value in values.items()) + " }"
    return array(values)


def shape(values):
    """The shape of a network's input, as its file has it."""
    sizes = list(np.shape(values))
    return sizes[0] if len(sizes) == 1 else sizes


def write(path, comment, name, description, layers, checks, tolerance, input_names=(), output_names=(), stream=False):
    """Writes a model file after verifying its checks, given as (input, output) pairs: of a stream, sequences of frames.

    Each must hold within half of its tolerance, in f64 and in f32. An output by names is of those layers."""
    for inputs, outputs in checks:
        for dtype in (np.float64, np.float32):
            values = run(layers, inputs, dtype)
            for layer, expected in (outputs if isinstance(outputs, dict) else {None: outputs}).items():
                assert values[layer].shape == np.shape(expected), (name, layer)
                error = np.abs(values[layer] - expected).max()
                assert error <= tolerance / 2, (name, layer, dtype, error)

    lines = [f"# {line}".rstrip() for line in comment.strip().splitlines()]
    lines += ["", f'name = "{name}"', f'description = "{description}"', 'dtype = "f32"']
    inputs, outputs = checks[0]
    if isinstance(inputs, dict):
        lines += ["inputs = " + plain({name: shape(value) for name, value in inputs.items()})]
    else:
        lines += [f"input = {plain(['time', *np.shape(inputs)[1:]] if stream else shape(inputs))}"]
    if isinstance(outputs, dict):
        lines += [f"outputs = {plain(list(outputs))}"]
    for key, names in (("input_names", input_names), ("output_names", output_names)):
        if names:
            lines += [f"{key} = {plain(list(names))}"]
    for layer in layers:
        lines += layer.lines()
    for inputs, outputs in checks:
        lines += ["", "[[checks]]", f"input = {arrays(inputs)}", f"output = {arrays(outputs)}"]
        lines += [f"tolerance = {tolerance!r}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_samples(path, columns, samples, labels):
    """Writes samples as comma-separated values, the label in the last column."""
    lines = [",".join([*columns, "label"])]
    for sample, label in zip(samples, labels):
        lines += [",".join(f"{value:g}" for value in [*sample, label])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
