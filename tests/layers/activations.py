"""The activations of model files, by PyTorch's functions."""

import torch
from torch.nn import functional as F

FUNCTIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "relu6": F.relu6,
    "leaky_relu": lambda x, slope=0.01: F.leaky_relu(x, slope),
    "elu": lambda x, alpha=1.0: F.elu(x, alpha),
    "selu": F.selu,
    "celu": lambda x, alpha=1.0: F.celu(x, alpha),
    "gelu": F.gelu,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "mish": F.mish,
    "sigmoid": torch.sigmoid,
    "sigmoid_precise": torch.sigmoid,
    "hard_sigmoid": lambda x, slope=1 / 6, offset=0.5: (slope * x + offset).clamp(0, 1),
    "hard_swish": F.hardswish,
    "tanh": torch.tanh,
    "tanh_precise": torch.tanh,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "exponential": torch.exp,
    "sin": torch.sin,
    "abs": torch.abs,
    "sqrt": torch.sqrt,
    "clamp": lambda x, min, max: x.clamp(min, max),
    "softmax": lambda x: F.softmax(x, -1),
    "log_softmax": lambda x: F.log_softmax(x, -1),
}


def activate(x, activation):
    if isinstance(activation, str):
        activation = {"type": activation}
    parameters = {key: value for key, value in activation.items() if key != "type"}
    return FUNCTIONS[activation["type"]](x, **parameters)
