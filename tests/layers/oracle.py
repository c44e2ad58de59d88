"""Computes a model file with PyTorch, layer by layer as `xornet/docs/model-file.md` describes them.

A network is what `tomllib` reads. Tensors have their channels last and no batch, as in the file; PyTorch's functions
want channels first, so each function here turns them and back.
"""

import operator
from functools import reduce

import torch
from torch.nn import functional as F

import recurrent
from activations import activate
from padding import crops, numbers, pads

DTYPES = {"f32": torch.float32, "f64": torch.float64}


def first(x):
    """[…, channels] → [1, channels, …]"""
    return x.movedim(-1, 0)[None]


def last(x):
    """[1, channels, …] → […, channels]"""
    return x[0].movedim(0, -1)


def padded(x, amounts, value=0.0):
    """Pads, or crops where an amount is negative, the axes before the channels."""
    flat = [amount for pair in reversed(amounts) for amount in pair]
    return F.pad(x, flat, value=value)


def dense(x, layer):
    return F.linear(x, layer["weights"].T, layer.get("biases"))


def convolution(x, layer):
    axes, channels, filters = x.dim() - 1, x.shape[-1], layer["filters"]
    strides, dilation = (numbers(layer.get(key, 1), axes) for key in ("strides", "dilation_rate"))
    weights = layer["weights"]
    if weights.shape[-2:] != (channels // layer.get("groups", 1), filters):
        # Keras' shape for depthwise kernels: […, channels, multiplier].
        assert layer["groups"] == channels == weights.shape[-2] and channels * weights.shape[-1] == filters
        weights = weights.reshape(*weights.shape[:-2], 1, filters)
    sizes, kernel = x.shape[:-1], numbers(layer["kernel_size"], axes)
    assert tuple(kernel) == tuple(weights.shape[:axes])
    amounts = pads(layer.get("padding", "valid"), sizes, kernel, strides, dilation)
    function = (F.conv1d, F.conv2d)[axes - 1]
    kernels = weights.movedim(-1, 0).movedim(-1, 1)
    present = function(
        padded(torch.ones_like(first(x[..., :1])), amounts),
        torch.ones_like(kernels[:1, :1]),
        None,
        strides,
        0,
        dilation,
    )
    assert (present > 0).all(), "a window wholly in the padding"
    return last(
        function(padded(first(x), amounts), kernels, layer.get("biases"), strides, 0, dilation, layer.get("groups", 1))
    )


def transposed_convolution(x, layer):
    axes = x.dim() - 1
    strides, kernel = numbers(layer.get("strides", 1), axes), numbers(layer["kernel_size"], axes)
    beyond = numbers(layer.get("output_padding", 0), axes)
    kernels = layer["weights"].movedim(-2, 0).movedim(-1, 1)
    assert tuple(kernel) == tuple(kernels.shape[2:])
    function = (F.conv_transpose1d, F.conv_transpose2d)[axes - 1]
    full = function(first(x), kernels, None, strides)
    amounts = crops(layer.get("padding", "valid"), kernel, strides)
    y = last(padded(full, [(-before, more - after) for (before, after), more in zip(amounts, beyond)]))
    biases = layer.get("biases", torch.zeros(y.shape[-1], dtype=y.dtype))
    if all(before == after for before, after in amounts) and all(map(operator.lt, beyond, strides)):
        # PyTorch's own padding crops both ends by the same.
        same = last(function(first(x), kernels, biases, strides, [before for before, _ in amounts], beyond))
        assert torch.allclose(same, y + biases, rtol=1e-5, atol=1e-5)
    return y + biases


def pool(x, layer):
    axes = x.dim() - 1
    size = numbers(layer["pool_size"], axes)
    strides = numbers(layer.get("strides", size), axes)
    amounts = pads(layer.get("padding", "valid"), x.shape[:-1], size, strides, [1] * axes)
    if layer["type"].startswith("max"):
        y = (F.max_pool1d, F.max_pool2d)[axes - 1](padded(first(x), amounts, -torch.inf), size, strides)
        assert y.isfinite().all(), "a window wholly in the padding"
        return last(y)
    average = (F.avg_pool1d, F.avg_pool2d)[axes - 1]
    whole = average(padded(first(x), amounts), size, strides)
    share = average(padded(torch.ones_like(first(x)), amounts), size, strides)
    assert (share > 0).all(), "a window wholly in the padding"
    return last(whole if layer.get("include_padding", False) else whole / share)


def global_pool(x, layer):
    axes = tuple(range(x.dim() - 1))
    function = torch.amax if "max" in layer["type"] else torch.mean
    return function(x, axes, keepdim=layer.get("keep_dims", False))


def batch_norm(x, layer):
    parameters = (layer.get(key) for key in ("mean", "variance", "gamma", "beta"))
    return last(F.batch_norm(first(x), *parameters, eps=layer["epsilon"]))


def layer_norm(x, layer):
    return F.layer_norm(x, x.shape[-1:], layer.get("gamma"), layer.get("beta"), layer["epsilon"])


def l2_normalize(x, layer):
    return F.normalize(x, dim=-1, eps=layer["epsilon"])


def prelu(x, layer):
    return torch.where(x > 0, x, layer["slopes"] * x)


def upsample(x, layer):
    for axis, size in enumerate(numbers(layer["size"], x.dim() - 1)):
        x = x.repeat_interleave(size, axis)
    return x


def part(x, layer):
    axis = layer.get("axis", -1) % x.dim()
    return x[(slice(None),) * axis + (slice(layer["start"], layer["end"]),)]


LAYERS = {
    "dense": dense,
    "prelu": prelu,
    "flatten": lambda x, layer: x.reshape(-1),
    "reshape": lambda x, layer: x.reshape(layer["shape"]),
    "upsample": upsample,
    "slice": part,
    "batch_norm": batch_norm,
    "layer_norm": layer_norm,
    "l2_normalize": l2_normalize,
    "global_max_pool": global_pool,
    "global_average_pool": global_pool,
    **{f"conv{n}d": convolution for n in (1, 2)},
    **{f"conv{n}d_transpose": transposed_convolution for n in (1, 2)},
    **{f"{kind}_pool{n}d": pool for kind in ("max", "average") for n in (1, 2)},
}
MERGES = {
    "add": torch.add,
    "subtract": torch.subtract,
    "multiply": torch.multiply,
    "maximum": torch.maximum,
    "minimum": torch.minimum,
}


def compute(layer, inputs):
    """The layer without its activation."""
    if layer["type"] in MERGES:
        return reduce(MERGES[layer["type"]], inputs)
    if layer["type"] == "concatenate":
        return torch.cat(inputs, layer.get("axis", -1))
    [x] = inputs
    return LAYERS[layer["type"]](x, layer)


def steps(layer):
    """The functions that a layer applies one after the other, each of a list of tensors."""
    if layer["type"] != "activation":
        yield lambda inputs: compute(layer, inputs)
    if "activation" in layer:
        yield lambda inputs: activate(*inputs, layer["activation"])


def unobserved(kind, step, taken, given):
    pass


def apply(layer, inputs, dtype, observe=unobserved):
    """The layer's output, in a file of `dtype`.

    `observe` is told the type of the layer, each step, what that took and what it gave."""
    if layer["type"] in recurrent.KINDS:
        [x] = inputs
        return recurrent.compute(x, layer, dtype, observe)
    for step in steps(layer):
        given = step(inputs)
        observe(layer["type"], step, inputs, given)
        inputs = [given]
    return given


def parameters(layer, dtype, precision):
    """The layer with arrays as tensors: numbers of `dtype`, in the arithmetic of `precision`."""
    shapes = (
        "shape",
        "kernel_size",
        "strides",
        "dilation_rate",
        "padding",
        "output_padding",
        "pool_size",
        "size",
        "inputs",
    )
    rounded = {}
    for key, value in layer.items():
        if isinstance(value, list) and key not in shapes:
            value = torch.tensor(value, dtype=DTYPES[dtype]).to(precision)
        rounded[key] = value
    return rounded


def sizes(network):
    """The shape of each input, by its name."""
    shapes = network.get("inputs") or {"input": network["input"]}
    return {name: shape if isinstance(shape, list) else [shape] for name, shape in shapes.items()}


def run(network, inputs, precision=torch.float64, observe=unobserved, sizes=sizes, apply=apply):
    """The outputs by name, for inputs by name."""
    dtype = network.get("dtype", "f32")
    values, before = {}, None
    for name, shape in sizes(network).items():
        values[name] = torch.tensor(inputs[name], dtype=DTYPES[dtype]).to(precision).reshape(shape)
        before = values[name]
    for number, layer in enumerate(network["layers"]):
        takes = layer.get("inputs", [])
        taken = [values[name] for name in ([takes] if isinstance(takes, str) else takes)] or [before]
        before = apply(parameters(layer, dtype, precision), taken, dtype, observe)
        values[layer.get("name", number)] = before
    names = network.get("outputs", [layer.get("name", number)])
    return {name: values[name] for name in names}
