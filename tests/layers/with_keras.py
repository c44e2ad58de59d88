#!/usr/bin/env python3
"""Compares PyTorch's layers with those of Keras, in all files of this folder: `python3 with_keras.py`. See README.md."""

import os
import sys
import tomllib
from collections import Counter
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
sys.dont_write_bytecode = True

import keras
import numpy as np
from keras import layers as k

import oracle
import recurrent
from padding import numbers

keras.config.set_floatx("float64")
FOLDER = Path(__file__).resolve().parent


def convolution(layer, axes):
    """With "same" and "causal" done by Keras, and counts, groups of several channels and the like left out."""
    padding, groups = layer.get("padding", "valid"), layer.get("groups", 1)
    strides, dilation = (numbers(layer.get(key, 1), axes) for key in ("strides", "dilation_rate"))
    if not isinstance(padding, str) or max(strides) > 1 < max(dilation):
        return None
    weights = layer["weights"].numpy()
    filters, channels = layer["filters"], weights.shape[-2] * groups
    options = {"strides": strides[0] if axes == 1 else strides, "padding": padding}
    if groups == 1:
        options["dilation_rate"] = dilation[0] if axes == 1 else dilation
        kind = (k.Conv1D, k.Conv2D)[axes - 1]
        return kind(filters, layer["kernel_size"], **options), [weights, biases(layer, filters)]
    if weights.shape[-2] == 1 and weights.shape[-1] != 1:
        weights = weights.reshape(*weights.shape[:-2], channels, -1)
    # Keras' depthwise layers have equal strides, are not causal, and none is used here with dilation.
    depthwise = weights.shape[-2] == groups and groups * weights.shape[-1] == filters
    if not depthwise or len(set(strides)) > 1 or max(dilation) > 1 or padding == "causal":
        return None
    kind = (k.DepthwiseConv1D, k.DepthwiseConv2D)[axes - 1]
    options["depth_multiplier"] = weights.shape[-1]
    return kind(layer["kernel_size"], **options), [weights, biases(layer, filters)]


def transposed(layer, axes):
    padding = layer.get("padding", "valid")
    strides, kernel = numbers(layer.get("strides", 1), axes), numbers(layer["kernel_size"], axes)
    if not isinstance(padding, str) or "output_padding" in layer:
        return None
    # Keras' "valid" fills up to n · stride.
    if padding == "valid" and any(length < stride for length, stride in zip(kernel, strides)):
        return None
    kind = (k.Conv1DTranspose, k.Conv2DTranspose)[axes - 1]
    made = kind(layer["filters"], kernel, strides=strides, padding=padding)
    return made, [layer["weights"].numpy().swapaxes(-1, -2), biases(layer, layer["filters"])]


def biases(layer, count):
    return layer["biases"].numpy() if "biases" in layer else np.zeros(count)


def pool(layer, axes):
    padding = layer.get("padding", "valid")
    if not isinstance(padding, str) or layer.get("include_padding", False):
        return None
    kinds = {"max": (k.MaxPooling1D, k.MaxPooling2D), "average": (k.AveragePooling1D, k.AveragePooling2D)}
    kind = kinds[layer["type"].split("_")[0]][axes - 1]
    size = layer["pool_size"]
    return kind(size, strides=layer.get("strides", size), padding=padding), []


def global_pool(layer, axes):
    kinds = {"max": (k.GlobalMaxPooling1D, k.GlobalMaxPooling2D)}
    kinds["average"] = k.GlobalAveragePooling1D, k.GlobalAveragePooling2D
    return kinds[layer["type"].split("_")[1]][axes - 1](keepdims=layer.get("keep_dims", False)), []


def norm(layer, axes):
    batch = layer["type"] == "batch_norm"
    kind = k.BatchNormalization if batch else k.LayerNormalization
    names = ["gamma", "beta"] + ["mean", "variance"] * batch
    made = kind(epsilon=layer["epsilon"], scale="gamma" in layer, center="beta" in layer)
    return made, [layer[name].numpy() for name in names if name in layer]


def recurrence(layer, axes):
    """Keras has one bias for both products, except where a reset gate is between them."""
    kind, units = layer["type"], layer["units"]
    order, theirs = layer.get("gate_order", recurrent.KINDS[kind]), recurrent.KINDS[kind]
    gates = lambda values: np.concatenate([np.split(values, len(order), -1)[order.index(gate)] for gate in theirs], -1)
    weights, recurrent_weights = (gates(layer[key].numpy()) for key in ("weights", "recurrent_weights"))
    zeros = np.zeros(len(order) * units)
    both = [gates(np.asarray(layer.get(key, zeros))) for key in ("biases", "recurrent_biases")]
    options = {key: layer[key] for key in ("activation", "recurrent_activation", "reset_after") if key in layer}
    if any(isinstance(value, dict) or value in UNKNOWN for value in options.values()):
        return None
    after = kind == "gru" and layer.get("reset_after", True)
    options["return_sequences"] = layer.get("return_sequences", False)
    make = {"rnn": k.SimpleRNN, "gru": k.GRU, "lstm": k.LSTM}[kind]
    made = make(units, go_backwards=layer.get("reverse", False), **options)
    return made, [weights, recurrent_weights, np.stack(both) if after else sum(both)]


# Activations that Keras lacks by this name.
UNKNOWN = ["sigmoid_precise"]


def upsample(layer, axes):
    return (k.UpSampling1D, k.UpSampling2D)[axes - 1](layer["size"]), []


KINDS = {
    **{f"conv{n}d": convolution for n in (1, 2)},
    **{f"conv{n}d_transpose": transposed for n in (1, 2)},
    **{f"{kind}_pool{n}d": pool for kind in ("max", "average") for n in (1, 2)},
    **dict.fromkeys(("global_max_pool", "global_average_pool"), global_pool),
    **dict.fromkeys(("batch_norm", "layer_norm"), norm),
    "upsample": upsample,
    **dict.fromkeys(recurrent.KINDS, recurrence),
}


def by_keras(layer, x):
    """The layer's output, or `None` where Keras has no layer for its keys."""
    made = KINDS.get(layer["type"], lambda layer, axes: None)(layer, x.dim() - 1)
    if made is None:
        return None
    made, weights = made
    made.build((1, *x.shape))
    made.set_weights(weights)
    states, options = ("initial_state", "initial_cell_state"), {}
    if any(key in layer for key in states):
        count = 2 if layer["type"] == "lstm" else 1
        given = [np.asarray(layer.get(key, np.zeros(layer["units"])))[None] for key in states[:count]]
        options = {"initial_state": given if count > 1 else given[0]}
    y = np.array(made(x.numpy()[None], **options))[0]
    # Keras gives the states in the order in which it went.
    return y[::-1] if layer.get("reverse", False) and layer.get("return_sequences", False) else y


COMPARED = Counter()


def compare(layer, x, y):
    other = by_keras(layer, x)
    if other is not None:
        assert other.shape == tuple(y.shape), (layer["type"], other.shape, y.shape)
        assert np.allclose(other, y.numpy(), rtol=1e-12, atol=1e-12), (layer, np.abs(other - y.numpy()).max())
        COMPARED[layer["type"]] += 1
    return y


def main():
    compute, compute_recurrent = oracle.compute, recurrent.compute
    oracle.compute = lambda layer, inputs: compare(layer, inputs[0], compute(layer, inputs))
    recurrent.compute = lambda x, layer, *rest: compare(layer, x, compute_recurrent(x, layer, *rest))
    for file in sorted(FOLDER.glob("*.toml")):
        network = tomllib.loads(file.read_text())
        check = network["checks"][0]
        oracle.run(network, check["input"] if "inputs" in network else {"input": check["input"]})
    print("equal: " + ", ".join(f"{count} {kind}" for kind, count in sorted(COMPARED.items())))


main()
