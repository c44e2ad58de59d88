"""Test cases whose keys are drawn at random, within what a layer accepts."""

import numpy as np

from kinds import *

ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu", "silu", None]


def several(random, low, high, axes):
    """A number in [low, high], or a pair of them."""
    if axes == 1 or random.random() < 0.4:
        return int(random.integers(low, high + 1))
    return [int(number) for number in random.integers(low, high + 1, 2)]


def pair(value):
    return value if isinstance(value, list) else [value, value]


def padding(random, axes, most, names):
    """One of the names, or counts up to `most` on each side."""
    name = random.choice([*names, "counts"])
    if name != "counts":
        return str(name)
    sides = [[int(random.integers(0, m + 1)), int(random.integers(0, m + 1))] for m in pair(most)[:axes]]
    return sides[0] if axes == 1 else sides


def sizes(random, axes, reach):
    """Sizes in which a kernel has room, a window or a few."""
    return [int(r + random.integers(0, 5)) for r in pair(reach)[:axes]]


def convolution(random, axes):
    kernel, dilation = several(random, 1, 4 if axes == 1 else 3, axes), several(random, 1, 2, axes)
    reach = [(k - 1) * d + 1 for k, d in zip(pair(kernel), pair(dilation))]
    # Counts below the kernel: no window is wholly in the padding.
    where = padding(
        random, axes, [min(k, r) - 1 for k, r in zip(pair(kernel), reach)], ["valid", "same"] + ["causal"] * (axes == 1)
    )
    groups = int(random.choice([1, 1, 2, 3]))
    channels, filters = groups * int(random.integers(1, 4)), groups * int(random.integers(1, 4))
    keys = {"strides": several(random, 1, 3, axes), "padding": where, "dilation_rate": dilation, "groups": groups}
    make = (conv1d, conv2d)[axes - 1]
    biases = ... if random.random() < 0.8 else None
    activation = random.choice(ACTIVATIONS)
    layers = [make(filters, kernel, **keys, activation=activation and str(activation), biases=biases)]
    return [*sizes(random, axes, reach), channels], layers


def transposed(random, axes):
    kernel, strides = several(random, 2, 4, axes), several(random, 1, 3, axes)
    most = [(k - 1) // 2 for k in pair(kernel)]
    where = padding(random, axes, most, ["valid", "same"])
    beyond = [int(random.integers(0, s)) for s in pair(strides)][:axes]
    keys = {"strides": strides, "padding": where}
    if not isinstance(where, str):
        keys["output_padding"] = beyond[0] if axes == 1 else beyond
    make = (conv1d_transpose, conv2d_transpose)[axes - 1]
    layers = [make(int(random.integers(1, 4)), kernel, **keys)]
    return [*(int(n) for n in random.integers(1, 5, axes) + 1), int(random.integers(1, 4))], layers


def pooling(random, axes):
    size = several(random, 1, 4, axes)
    where = padding(random, axes, [k // 2 for k in pair(size)], ["valid", "same"])
    keys = {"padding": where}
    if random.random() < 0.7:
        keys["strides"] = several(random, 1, 3, axes)
    kinds = (max_pool1d, average_pool1d), (max_pool2d, average_pool2d)
    average = random.random() < 0.6
    if average:
        keys["include_padding"] = bool(random.random() < 0.5)
    layers = [kinds[axes - 1][average](size, **keys)]
    return [*sizes(random, axes, [k + 1 for k in pair(size)]), int(random.integers(1, 5))], layers


def recurrence(make, orders):
    def draw(random, axes):
        """One or two layers of a kind, and what only it has."""
        channels, layers = int(random.integers(1, 6)), []
        for last in (False, True)[int(random.integers(0, 2)) :]:
            keys = {"return_sequences": not last or bool(random.random() < 0.5), "reverse": bool(random.random() < 0.4)}
            if orders:
                keys["gate_order"] = str(random.choice(orders))
            states = ["initial_state"] + ["initial_cell_state"] * ("ifgo" in orders)
            keys |= {key: ... for key in states if random.random() < 0.5}
            keys |= {key: None for key in ("biases", "recurrent_biases") if random.random() < 0.3}
            if "zrn" in orders:
                keys["reset_after"] = bool(random.random() < 0.5)
            if random.random() < 0.6:
                keys["activation"] = str(random.choice(["relu", "tanh", "softsign", "elu", "linear", "hard_sigmoid"]))
            if orders and random.random() < 0.5:
                keys["recurrent_activation"] = str(random.choice(["sigmoid", "hard_sigmoid", "relu6"]))
            layers.append(make(int(random.integers(1, 10)), **keys))
        return [int(random.integers(1, 7)), channels], layers

    return draw


FAMILIES = [("conv1d", convolution, 1, 5), ("conv2d", convolution, 2, 6), ("conv1d_transpose", transposed, 1, 3)]
FAMILIES += [("conv2d_transpose", transposed, 2, 4), ("pool1d", pooling, 1, 4), ("pool2d", pooling, 2, 5)]
FAMILIES += [("rnn", recurrence(rnn, []), 1, 5), ("gru", recurrence(gru, ["zrn", "rzn"]), 1, 6)]
FAMILIES += [("lstm", recurrence(lstm, ["ifgo", "iofg"]), 1, 6)]


def cases():
    for kind, make, axes, count in FAMILIES:
        for seed in range(count):
            # Not the seed of the parameters, but no less fixed.
            shape, layers = make(np.random.default_rng([axes, len(kind), seed]), axes)
            dtype = ("f32", "f64")[seed % 2]
            yield Case(f"random_{kind}_{seed}", "keys at random", dtype, shape, layers, flat=seed % 3 == 2)


CASES = list(cases())
