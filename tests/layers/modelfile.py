"""Makes networks of random parameters, and writes them as model files."""

import tomllib

import numpy as np
import torch

import oracle
import recurrent
from rounding import Bounds, tolerance

# Digits after the point of all that is random: short, and not exact in binary.
DIGITS = 3


class Net:
    """A network whose layers get random parameters that fit what they take."""

    def __init__(self, seed, dtype, inputs, outputs=None):
        self.random = np.random.default_rng(seed)
        self.network = {"dtype": dtype}
        self.network["inputs" if isinstance(inputs, dict) else "input"] = inputs
        if outputs:
            self.network["outputs"] = outputs
        self.network["layers"] = []
        self.shapes = self.sizes()
        self.before = next(iter(self.shapes.values()))

    def sizes(self):
        """The shape of each input of a test case, by its name."""
        return oracle.sizes(self.network)

    def run(self, inputs, observe):
        return oracle.run(self.network, inputs, observe=observe)

    def apply(self, layer, inputs):
        return oracle.apply(layer, inputs, "f64")

    def numbers(self, *shape, scale=1.0, least=None):
        """Normally distributed, or uniform between `least` and `least` + `scale`."""
        if least is None:
            values = self.random.normal(0, scale, shape)
        else:
            values = self.random.uniform(least, least + scale, shape)
        # No zeros below zero.
        return (values.round(DIGITS) + 0.0).tolist()

    def add(self, layer):
        """Adds a layer, whose parameters that are `...` it makes, and finds its output's shape."""
        layer = dict(layer)
        takes = layer.get("inputs", [])
        taken = [self.shapes[name] for name in ([takes] if isinstance(takes, str) else takes)] or [self.before]
        for key, shape in SHAPES.get(layer["type"], lambda layer, c: {})(layer, taken[0][-1]).items():
            if layer.get(key) is not ...:
                continue
            fan = np.prod(shape[:-1]) if key.endswith("weights") else 25
            if "transpose" in layer["type"] and key == "weights":
                fan = shape[-2] * 2
            layer[key] = self.numbers(*shape, **DISTRIBUTIONS.get(key, {"scale": fan**-0.5}))
        values = [torch.ones(shape, dtype=torch.float64) for shape in taken]
        self.before = list(self.apply(oracle.parameters(layer, "f64", torch.float64), values).shape)
        assert 0 not in self.before, layer
        self.network["layers"].append(layer)
        if "name" in layer:
            self.shapes[layer["name"]] = self.before


# Of parameters that aren't weights or biases.
DISTRIBUTIONS = {"variance": {"least": 0.3}, "gamma": {"least": 0.5}, "slopes": {"least": -0.25}}
DISTRIBUTIONS |= dict.fromkeys(("initial_state", "initial_cell_state"), {"scale": 0.7})


def kernel(layer, channels):
    axes = 2 if "2d" in layer["type"] else 1
    ends = [channels // layer.get("groups", 1), layer["filters"]]
    if layer.pop("multiplier", False):
        ends = [channels, layer["filters"] // channels]
    return {"weights": [*oracle.numbers(layer["kernel_size"], axes), *ends], "biases": [layer["filters"]]}


def per_channel(*keys):
    return lambda layer, channels: dict.fromkeys(keys, [channels])


def gates(layer, channels):
    units = layer["units"]
    columns = len(recurrent.KINDS[layer["type"]]) * units
    shapes = {"weights": [channels, columns], "recurrent_weights": [units, columns]}
    shapes |= dict.fromkeys(("biases", "recurrent_biases"), [columns])
    return shapes | dict.fromkeys(("initial_state", "initial_cell_state"), [units])


# The shapes of the parameters of each type, from the layer and the channels that it takes.
SHAPES = {
    "dense": lambda layer, channels: {"weights": [channels, layer["units"]], "biases": [layer["units"]]},
    **dict.fromkeys(("conv1d", "conv2d", "conv1d_transpose", "conv2d_transpose"), kernel),
    **dict.fromkeys(recurrent.KINDS, gates),
    "batch_norm": per_channel("mean", "variance", "gamma", "beta"),
    "layer_norm": per_channel("gamma", "beta"),
    "prelu": lambda layer, channels: {"slopes": [1 if layer.pop("shared", False) else channels]},
}


def text(value, indent=0):
    """A value of TOML; arrays that are long go over several lines."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {text(part)}" for key, part in value.items()) + " }"
    if not isinstance(value, list):
        return repr(value)
    line = "[" + ", ".join(text(part, 1000) for part in value) + "]"
    if indent + len(line) <= 110 or not isinstance(value[0], list):
        return line
    parts = "".join(f"{' ' * (indent + 2)}{text(part, indent + 2)},\n" for part in value)
    return "[\n" + parts + " " * indent + "]"


def cases(net, count, flat, scale):
    """Test cases as the keys of `[[checks]]`."""
    dtype, shapes = net.network["dtype"], net.sizes()
    for _ in range(count):
        inputs = {name: net.numbers(*shape, scale=scale) for name, shape in shapes.items()}
        bounds = Bounds(dtype)
        outputs = net.run(inputs, bounds)
        # PyTorch's own error in f64 is as large as that of the network.
        most = max(float(bounds.error(value).max()) for value in outputs.values()) * (2 if dtype == "f64" else 1)
        digits = {"f32": 9, "f64": 17}[dtype]
        shorten = np.vectorize(lambda number: float(f"{number:.{digits}g}") + 0.0)
        given = {name: shorten(value.numpy()) for name, value in outputs.items()}
        if flat:
            inputs = {name: np.ravel(value).tolist() for name, value in inputs.items()}
            given = {name: value.ravel() for name, value in given.items()}
        given = {name: value.tolist() for name, value in given.items()}
        yield {
            "input": inputs if "inputs" in net.network else inputs["input"],
            "output": given if len(given) > 1 else next(iter(given.values())),
            "tolerance": tolerance(most),
        }


def write(net, script, description, checks=2, flat=False, scale=1.0):
    """The text of a model file with its test cases, which are computed from what was written."""
    network = net.network
    lines = [f"# Written by {script}.", "", f"description = {text(description)}"]
    lines += [f"{key} = {text(value)}" for key, value in network.items() if key != "layers"]
    for layer in network["layers"]:
        lines += ["", "[[layers]]", *(f"{key} = {text(value)}" for key, value in layer.items())]
    read = tomllib.loads("\n".join(lines))
    assert {"description": read["description"], **network} == read
    for case in cases(net, checks, flat, scale):
        lines += ["", "[[checks]]", *(f"{key} = {text(value)}" for key, value in case.items())]
    return "\n".join(lines) + "\n"
