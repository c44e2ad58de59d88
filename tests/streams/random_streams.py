"""Streams whose layers and keys are drawn at random, within what a step can compute."""

import numpy as np

from forms import *

ACTIVATIONS = ["leaky_relu", "tanh", "sigmoid", "elu", "silu", None]


def chosen(random, names):
    name = random.choice(names)
    return name and str(name)


def convolution(random, channels):
    """Its layer, and the frames that a step of it takes."""
    size, strides = int(random.integers(1, 6)), int(random.choice([1, 1, 1, 2, 3]))
    groups = channels if random.random() < 0.25 else 1
    filters = groups * int(random.integers(1, 3)) if groups > 1 else int(random.integers(1, 7))
    keys = {"strides": strides, "dilation_rate": int(random.integers(1, 5)), "groups": groups}
    keys |= {"activation": chosen(random, ACTIVATIONS), "biases": ... if random.random() < 0.8 else None}
    return [conv1d(filters, size, **keys)], strides


def memory(random, channels):
    kind, units = random.choice(["rnn", "gru", "lstm"]), int(random.integers(1, 8))
    keys = {key: None for key in ("biases", "recurrent_biases") if random.random() < 0.3}
    keys |= {"initial_state": ...} if random.random() < 0.5 else {}
    if kind == "gru":
        keys |= {"gate_order": chosen(random, ["zrn", "rzn"]), "reset_after": bool(random.random() < 0.6)}
    if kind == "lstm":
        keys |= {"gate_order": chosen(random, ["ifgo", "iofg"])}
        keys |= {"initial_cell_state": ...} if random.random() < 0.5 else {}
    return [{"rnn": rnn, "gru": gru, "lstm": lstm}[kind](units, **keys)], 1


def pool(random, channels):
    size = int(random.integers(1, 4))
    make = random.choice([max_pool1d, average_pool1d])
    strides = size + int(random.integers(0, 2))
    return [make(size, strides=strides)], strides


def recent(random, channels):
    """A window, perhaps a convolution or a recurrent layer of it, and a layer of all of it."""
    filters, size, reverse = (int(random.integers(1, most)) for most in (5, 4, 3))
    inner = [
        conv1d(filters, size, padding="same", activation="elu"),
        gru(filters, return_sequences=True, reverse=reverse > 1),
        None,
    ][random.integers(0, 3)]
    whole = [flatten, global_max_pool, global_average_pool][random.integers(0, 3)]()
    layers = [window(int(random.integers(1, 6))), inner, whole, dense(int(random.integers(1, 5)))]
    return [layer for layer in layers if layer], 1


def alone(random, channels):
    makes = [batch_norm, prelu, lambda: dense(int(random.integers(1, 6)), activation="tanh")]
    # Of one channel a layer_norm leaves nothing.
    makes += [layer_norm] * (channels > 1)
    return [makes[random.integers(0, len(makes))]()], 1


def cases(count):
    kinds = [convolution, convolution, memory, memory, pool, recent, alone]
    for seed in range(count):
        random = np.random.default_rng([7, seed])
        channels, layers, strides = int(random.integers(1, 6)), [], 1
        width = channels
        while len(layers) < 4:
            added, more = kinds[random.integers(0, len(kinds))](random, width)
            # A step computes one window.
            if strides * more > 6 or more > 1 and any(layer["type"] == "window" for layer in layers):
                continue
            strides *= more
            layers += added
            sizes = [layer.get("filters", layer.get("units")) for layer in layers]
            width = next((size for size in reversed(sizes) if size), width)
        dtype = ("f32", "f64")[seed % 2]
        yield Case(f"random_{seed}", "layers and keys at random", dtype, channels, layers, 6 * strides)


CASES = list(cases(16))
