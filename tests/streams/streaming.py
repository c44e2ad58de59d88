"""Computes a stream as PyTorch computes a whole sequence, whose frames are the first axis.

A stream gives what the same layers give for a sequence from its first frame on, zeros before it. Behind a `window` each
frame is a sequence of its own, and is computed alone.
"""

import numpy as np
import torch
from torch.nn import functional as F

import oracle
import recurrent
from modelfile import Net

# What needs frames that are still to come, or that have no end.
WHOLE = {"flatten", "reshape", "upsample", "global_max_pool", "global_average_pool", "conv1d_transpose"}


def window(x, frames):
    """[time, c] → [time, frames, c], the oldest first."""
    return F.pad(x, (0, 0, frames - 1, 0)).unfold(0, frames, 1).movedim(-1, 1)


def check(layer):
    """Asserts that a step can compute the layer."""
    kind = layer["type"]
    assert kind not in WHOLE, kind
    if kind == "conv1d":
        assert layer["kernel_size"] == 1 or layer["padding"] == "causal"
    if kind in recurrent.KINDS:
        assert not layer.keys() & {"return_sequences", "reverse"}
    if "pool" in kind:
        assert layer["pool_size"] <= layer.get("strides", layer["pool_size"]) and "padding" not in layer


def apply(layer, inputs, dtype, observe=oracle.unobserved):
    """The outputs of all steps."""
    if layer["type"] == "window":
        assert inputs[0].dim() == 2
        given = window(inputs[0], layer["frames"])
        observe("slice", lambda taken: window(taken[0], layer["frames"]), inputs, given)
        return given
    if all(x.dim() == 2 for x in inputs):
        check(layer)
        sequences = {"return_sequences": True} if layer["type"] in recurrent.KINDS else {}
        return oracle.apply(layer | sequences, inputs, dtype, observe)
    outputs = []
    for time in range(len(inputs[0])):
        taken = []
        for x in inputs:
            part = lambda values: values[0][time]
            taken.append(part([x]))
            observe("slice", part, [x], taken[-1])
        outputs.append(oracle.apply(layer, taken, dtype, observe))
    given = torch.stack(outputs)
    observe("concatenate", lambda taken: torch.stack(taken), outputs, given)
    return given


def run(network, inputs, precision=torch.float64, observe=oracle.unobserved):
    sizes = lambda network: {name: list(np.shape(value)) for name, value in inputs.items()}
    return oracle.run(network, inputs, precision, observe, sizes, apply)


class Stream(Net):
    """A stream, and how many frames its test cases have."""

    def __init__(self, seed, case):
        self.frames = case.frames
        super().__init__(seed, case.dtype, ["time", case.channels], case.outputs)

    def sizes(self):
        return {"input": [self.frames, self.network["input"][1]]}

    def apply(self, layer, inputs):
        return apply(layer, inputs, "f64")

    def run(self, inputs, observe):
        outputs = run(self.network, inputs, observe=observe)
        # Such a test case would say little.
        assert any((value != value[0]).any() for value in outputs.values()), self.network["layers"]
        # A step knows nothing of later frames.
        strides = self.frames // len(next(iter(outputs.values())))
        assert self.frames % strides == 0
        for count in range(strides, self.frames, strides):
            part = run(self.network, {"input": inputs["input"][:count]})
            for name, value in part.items():
                assert len(value) == count // strides
                assert torch.allclose(value, outputs[name][: len(value)].detach(), rtol=1e-13, atol=1e-13)
        return outputs
