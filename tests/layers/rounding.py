"""Bounds for the error of a network in its own number type, to first order: the tolerances of the test cases.

A step of a layer takes values that are off by `error`, and rounds on its way. With J its derivative, its outputs are off
by at most |J| · error and by its own roundings: n products and sums, each off by at most half a unit, of parts whose
magnitudes sum up to no more than |J| · |x| + |f(x)| + |f(0)|. For dense layers, convolutions and averages that is the
usual bound n · u · (Σ |w| |x| + |b|).
"""

import math

import torch

UNITS = {"f32": 2.0**-24, "f64": 2.0**-53}
# More than the largest error of an activation in units, and the few operations of a norm that aren't sums.
OPERATIONS = 8
# They round nothing; but the outputs in the file are rounded.
COPIES = {
    "flatten",
    "reshape",
    "upsample",
    "slice",
    "concatenate",
    "maximum",
    "minimum",
    "max_pool1d",
    "max_pool2d",
    "global_max_pool",
}


def slopes(step, taken):
    """The derivative of each output number by each input number."""
    parts = torch.autograd.functional.jacobian(lambda *values: step(list(values)), tuple(taken), vectorize=True)
    return torch.cat([part.reshape(-1, value.numel()) for part, value in zip(parts, taken)], 1)


class Bounds:
    """Follows a run of `oracle.run`."""

    def __init__(self, dtype):
        self.unit = UNITS[dtype]
        # The errors by the identity of the tensors, which are kept so that it stays theirs.
        self.errors = {}
        self.kept = []

    def error(self, value):
        return self.errors.get(id(value), torch.zeros_like(value))

    def __call__(self, kind, step, taken, given):
        derivative = slopes(step, taken).abs()
        x = torch.cat([value.reshape(-1) for value in taken]).abs()
        error = torch.cat([self.error(value).reshape(-1) for value in taken])
        rounding = given.reshape(-1).abs()
        if kind not in COPIES:
            at_zero = step([torch.zeros_like(value) for value in taken]).reshape(-1)
            # sqrt and l2_normalize have no finite derivative there, and no value that counts.
            at_zero = torch.nan_to_num(at_zero.abs(), 0.0, 0.0)
            products = int((derivative > 0).sum(1).max())
            rounding = (products + OPERATIONS) * (derivative @ x + rounding + at_zero)
        self.errors[id(given)] = (derivative @ error + self.unit * rounding).reshape(given.shape)
        self.kept += [*taken, given]


def tolerance(bound):
    """The bound with two digits, not below it."""
    digit = 10.0 ** (math.floor(math.log10(bound)) - 1)
    return float(f"{math.ceil(bound / digit) * digit:.1e}")
