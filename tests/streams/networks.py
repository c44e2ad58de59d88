"""Test cases of whole networks: dilated convolutions with residual and skip sums, separable ones, several at once."""

from forms import *


def gated(number, channels, rate, takes):
    """A gated convolution, its residual sum `x…` and its part of the skips `s…`."""
    t, s, g = (f"{letter}{number}" for letter in "tsg")
    keys = {"padding": "causal", "dilation_rate": rate, "inputs": takes}
    return [
        conv1d(channels, 2, **keys, activation="tanh", name=t),
        conv1d(channels, 2, **keys, activation="sigmoid", name=s),
        merge("multiply", t, s, name=g),
        conv1d(channels, 1, name=f"skip{number}"),
        conv1d(channels, 1, inputs=g, name=f"r{number}"),
        merge("add", takes, f"r{number}", name=f"x{number}"),
    ]


def wavenet(channels, rates, activation="relu"):
    layers, takes = [conv1d(channels, 1, name="x")], "x"
    for number, rate in enumerate(rates):
        layers += gated(number, channels, rate, takes)
        takes = f"x{number}"
    # The last residual sum goes nowhere.
    layers = layers[:-2]
    skips = [f"skip{number}" for number in range(len(rates))]
    head = [conv1d(channels, 1, activation=activation), conv1d(1, 1)]
    return [*layers, merge("add", *skips, activation=activation), *head]


def amplifier(channels, rates):
    """Dilated convolutions of kernel 3, each with a mix of the plain input, and a sum for the head."""
    layers, takes, heads = [conv1d(channels, 1, biases=None, name="x")], "x", []
    for number, rate in enumerate(rates):
        c, z, r, x = (f"{letter}{number}" for letter in "czrx")
        layers += [
            conv1d(channels, 3, dilation_rate=rate, inputs=takes, name=c),
            conv1d(channels, 1, biases=None, inputs="input", name=f"m{number}"),
            merge("add", c, f"m{number}", activation="tanh", name=z),
            conv1d(channels, 1, name=r),
            merge("add", takes, r, name=x),
        ]
        takes, heads = x, [*heads, z]
    return [*layers[:-2], merge("add", *heads), conv1d(1, 1)]


def temporal(channels, rates):
    """Blocks of two convolutions of the same rate, each block added to what it takes."""
    layers, takes = [conv1d(channels, 1, name="start")], "start"
    for number, rate in enumerate(rates):
        layers += [
            conv1d(channels, 3, dilation_rate=rate, activation="relu", inputs=takes),
            conv1d(channels, 3, dilation_rate=rate, activation="relu", name=f"b{number}"),
            merge("add", takes, f"b{number}", activation="relu", name=f"block{number}"),
        ]
        takes = f"block{number}"
    return [*layers, dense(2)]


CASES = [
    Case("wavenet", "gated convolutions, residual and skip sums", "f32", 1, wavenet(3, [1, 2, 4]), frames=20),
    Case("wavenet_f64", "two channels in, four layers", "f64", 2, wavenet(2, [1, 2, 4, 8], "elu"), frames=24),
    Case("wavenet_amplifier", "kernels of three, the input in every layer", "f32", 1, amplifier(3, [1, 2, 4]), frames=24),
    Case("temporal", "blocks with residual sums", "f32", 2, temporal(4, [1, 2, 4]), frames=16),
    Case("temporal_f64", "one block", "f64", 3, temporal(3, [2]), frames=10),
    Case("wake_word", "strides, depthwise and pointwise convolutions, norms, a window", "f32", 5,
         [conv1d(6, 5, strides=3, biases=None), batch_norm(activation="relu"),
          conv1d(6, 3, groups=6, biases=None), conv1d(8, 1, biases=None), batch_norm(activation="relu"),
          window(3), flatten(), dense(1, activation="sigmoid")], frames=24),
    Case("mixed_depthwise", "parts of the channels with kernels of their own", "f32", 6,
         [conv1d(6, 1, activation="relu", name="all"),
          part(0, 3, inputs="all"), conv1d(3, 3, groups=3, name="near"),
          part(3, 6, inputs="all"), conv1d(3, 7, groups=3, name="far"),
          merge("concatenate", "near", "far"), conv1d(2, 1)], frames=12),
    Case("gated_convolution_gru", "a gate, then memory", "f64", 2,
         [conv1d(3, 3, activation="tanh", inputs="input", name="a"),
          conv1d(3, 3, activation="sigmoid", inputs="input", name="b"),
          merge("multiply", "a", "b"), gru(3, gate_order="rzn"), dense(1)], frames=10),
]  # fmt: skip
