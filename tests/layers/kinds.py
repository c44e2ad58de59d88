"""Short forms of layers, and a test case's network. A parameter that is `...` is made at random."""

from typing import NamedTuple


class Case(NamedTuple):
    """A file: its name, what is special about it, its network, and how its test cases are written."""

    name: str
    about: str
    dtype: str
    input: int | list | dict
    layers: list
    outputs: list | None = None
    flat: bool = False
    # The deviation of the inputs.
    scale: float = 1.0


def layer(kind, parameters=(), **keys):
    """A layer; of `parameters`, those that `keys` has are as there, and `None` leaves one out."""
    keys = {"type": kind, **keys, **{key: keys.get(key, ...) for key in parameters}}
    return {key: value for key, value in keys.items() if value is not None}


def dense(units, **keys):
    return layer("dense", ("weights", "biases"), units=units, **keys)


def activation(activation, **keys):
    if keys.keys() - {"name", "inputs"}:
        activation = {"type": activation, **keys}
        return layer("activation", activation=activation)
    return layer("activation", activation=activation, **keys)


def convolution(kind):
    def make(filters, kernel_size, **keys):
        return layer(kind, ("weights", "biases"), filters=filters, kernel_size=kernel_size, **keys)

    return make


def pool(kind):
    return lambda pool_size, **keys: layer(kind, pool_size=pool_size, **keys)


conv1d, conv2d, conv1d_transpose, conv2d_transpose = map(
    convolution, ("conv1d", "conv2d", "conv1d_transpose", "conv2d_transpose")
)
max_pool1d, max_pool2d, average_pool1d, average_pool2d = map(
    pool, ("max_pool1d", "max_pool2d", "average_pool1d", "average_pool2d")
)


def recurrent(kind):
    parameters = ("weights", "recurrent_weights", "biases", "recurrent_biases")
    return lambda units, **keys: layer(kind, parameters, units=units, **keys)


rnn, gru, lstm = map(recurrent, ("rnn", "gru", "lstm"))


def global_max_pool(**keys):
    return layer("global_max_pool", **keys)


def global_average_pool(**keys):
    return layer("global_average_pool", **keys)


def batch_norm(epsilon=1e-3, **keys):
    return layer("batch_norm", ("mean", "variance", "gamma", "beta"), epsilon=epsilon, **keys)


def layer_norm(epsilon=1e-5, **keys):
    return layer("layer_norm", ("gamma", "beta"), epsilon=epsilon, **keys)


def l2_normalize(epsilon=1e-12, **keys):
    return layer("l2_normalize", epsilon=epsilon, **keys)


def prelu(**keys):
    return layer("prelu", ("slopes",), **keys)


def flatten(**keys):
    return layer("flatten", **keys)


def reshape(*shape, **keys):
    return layer("reshape", shape=list(shape), **keys)


def upsample(size, **keys):
    return layer("upsample", size=size, **keys)


def part(start, end, **keys):
    return layer("slice", start=start, end=end, **keys)


def merge(kind, *inputs, **keys):
    return layer(kind, inputs=list(inputs), **keys)
