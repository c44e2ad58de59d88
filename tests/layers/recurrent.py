"""Recurrent layers by their formulas, step by step; and by PyTorch's modules, where it has the layer."""

import torch

from activations import activate

# The gates of each kind, in the order of the file.
KINDS = {"rnn": "h", "gru": "zrn", "lstm": "ifgo"}
# A smaller state is zero: decaying further, it would become subnormal, and slow.
LEAST = {"f32": 2.0**-64, "f64": 2.0**-512}
PARAMETERS = ("weights", "recurrent_weights", "biases", "recurrent_biases")


def compute(x, layer, dtype, observe):
    """The layer's output for a sequence, in a file of `dtype`; `observe` is told each operation."""

    def apply(kind, step, *taken):
        given = step(taken)
        observe(kind, step, list(taken), given)
        return given

    cell = Cell(layer, x, apply, LEAST[dtype])
    # As the sequence goes.
    outputs = []
    times = range(len(x))
    for time in reversed(times) if layer.get("reverse", False) else times:
        outputs.append(cell.step(apply("slice", lambda taken: taken[0][time], x)))
    if not layer.get("return_sequences", False):
        y = outputs[-1]
    else:
        y = apply("concatenate", torch.stack, *(outputs[::-1] if layer.get("reverse", False) else outputs))
    compare(x, layer, y)
    return y


class Cell:
    """The formulas of `xornet/docs/model-file.md`, and their state."""

    def __init__(self, layer, x, apply, least):
        self.layer, self.apply, self.least = layer, apply, least
        order = layer.get("gate_order", KINDS[layer["type"]])
        zeros = torch.zeros(len(order) * layer["units"], dtype=x.dtype)
        parts = [layer.get(key, zeros).chunk(len(order), -1) for key in PARAMETERS]
        self.gates = dict(zip(order, zip(*parts)))
        zeros = zeros[: layer["units"]]
        self.h = layer.get("initial_state", zeros)
        self.c = layer.get("initial_cell_state", zeros)
        self.step = getattr(self, layer["type"])

    def total(self, gate, x, state):
        """xW + b + hU + c"""
        weights, recurrent_weights, biases, recurrent_biases = self.gates[gate]
        sums = lambda taken: taken[0] @ weights + taken[1] + taken[2] @ recurrent_weights + taken[3]
        return self.apply("dense", sums, x, biases, state, recurrent_biases)

    def gate(self, gate, x, state):
        return self.activated("recurrent_activation", "sigmoid", self.total(gate, x, state))

    def activated(self, key, default, value):
        return self.apply("activation", lambda taken: activate(taken[0], self.layer.get(key, default)), value)

    def kept(self, state):
        zero = torch.zeros_like(state)
        return self.apply("slice", lambda taken: torch.where(taken[0].abs() < self.least, zero, taken[0]), state)

    def multiplied(self, a, b):
        return self.apply("multiply", lambda taken: taken[0] * taken[1], a, b)

    def rnn(self, x):
        self.h = self.kept(self.activated("activation", "tanh", self.total("h", x, self.h)))
        return self.h

    def gru(self, x):
        z, r = self.gate("z", x, self.h), self.gate("r", x, self.h)
        if self.layer.get("reset_after", True):
            weights, recurrent_weights, biases, recurrent_biases = self.gates["n"]
            product = lambda taken: taken[0] @ recurrent_weights + taken[1]
            reset = self.multiplied(r, self.apply("dense", product, self.h, recurrent_biases))
            sums = lambda taken: taken[0] @ weights + taken[1] + taken[2]
            n = self.apply("dense", sums, x, biases, reset)
        else:
            n = self.total("n", x, self.multiplied(r, self.h))
        n = self.activated("activation", "tanh", n)
        mixed = lambda taken: (1 - taken[0]) * taken[1] + taken[0] * taken[2]
        self.h = self.kept(self.apply("add", mixed, z, n, self.h))
        return self.h

    def lstm(self, x):
        i, f, o = (self.gate(gate, x, self.h) for gate in "ifo")
        g = self.activated("activation", "tanh", self.total("g", x, self.h))
        sums = lambda taken: taken[0] * taken[1] + taken[2] * taken[3]
        self.c = self.kept(self.apply("add", sums, f, self.c, i, g))
        self.h = self.kept(self.multiplied(o, self.activated("activation", "tanh", self.c)))
        return self.h


def compare(x, layer, y):
    """Compares with PyTorch's module, where it has one; Keras has all: `with_keras.py`."""
    kind, activation = layer["type"], layer.get("activation", "tanh")
    options = {"nonlinearity": activation} if kind == "rnn" else {}
    if activation not in ("tanh", "relu")[: 2 if kind == "rnn" else 1]:
        return
    if layer.get("recurrent_activation", "sigmoid") != "sigmoid" or not layer.get("reset_after", True):
        return
    order, theirs = layer.get("gate_order", KINDS[kind]), {"rnn": "h", "gru": "rzn", "lstm": "ifgo"}[kind]
    units = layer["units"]
    module = getattr(torch.nn, kind.upper())(x.shape[-1], units, **options).to(x.dtype)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    for name, key in zip(names, PARAMETERS):
        values = layer.get(key, torch.zeros(len(order) * units, dtype=x.dtype))
        gates = dict(zip(order, values.chunk(len(order), -1)))
        getattr(module, name).data = torch.cat([gates[gate] for gate in theirs], -1).movedim(-1, 0).contiguous()
    states = [layer.get(key, torch.zeros(units, dtype=x.dtype))[None] for key in ("initial_state", "initial_cell_state")]
    reverse = layer.get("reverse", False)
    with torch.no_grad():
        outputs, _ = module(x.flip(0) if reverse else x, tuple(states) if kind == "lstm" else states[0])
    if not layer.get("return_sequences", False):
        outputs = outputs[-1]
    elif reverse:
        outputs = outputs.flip(0)
    close = {torch.float32: 1e-5, torch.float64: 1e-14}[x.dtype]
    assert torch.allclose(outputs, y.detach(), rtol=close, atol=close), (outputs - y).abs().max()
