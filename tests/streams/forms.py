"""Short forms of layers, as in `tests/layers`, and a test case of a stream."""

from typing import NamedTuple

from kinds import *
from kinds import conv1d as convolution


class Case(NamedTuple):
    """A file: its name, what is special about it, and its network."""

    name: str
    about: str
    dtype: str
    channels: int
    layers: list
    # Of each test case; a multiple of the strides of all layers.
    frames: int = 8
    outputs: list | None = None
    # The deviation of the inputs.
    scale: float = 1.0


def conv1d(filters, kernel_size, **keys):
    """A convolution of streams: causal, except where a kernel of one frame says nothing."""
    return convolution(filters, kernel_size, **({} if kernel_size == 1 else {"padding": "causal"}) | keys)


def window(frames, **keys):
    return layer("window", frames=frames, **keys)
