#!/usr/bin/env python3
"""Writes the policy as a model file, and its published steps, to `target/raptor`. See README.md."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).resolve().parent / "target" / "raptor"
# Of the test cases in the model file; the program compares all steps.
STEPS, TOLERANCE = 10, 1e-5


class Checkpoint:
    def __init__(self, file):
        self.file = file

    def layer(self, number, kind):
        """The type of activation of a layer that must be of this kind."""
        attributes = self.file[f"actor/layers/{number}"].attrs
        assert attributes["type"] == kind, (number, attributes["type"])
        return attributes.get("activation_function")

    def parameters(self, number, name):
        return np.squeeze(self.file[f"actor/layers/{number}/{name}/parameters"][()]).astype("<f4")


def text(values):
    """Nested arrays, each number as the shortest decimal of this f32."""
    if np.ndim(values) == 0:
        return str(values)
    if np.ndim(values) == 1:
        return "[" + ", ".join(map(text, values)) + "]"
    return "[\n" + "".join(f"    {text(row)},\n" for row in values) + "]"


def dense(checkpoint, number):
    names = {"RELU": "relu", "IDENTITY": "linear"}
    weights = checkpoint.parameters(number, "weights").T
    return {
        "type": '"dense"',
        "units": weights.shape[1],
        "activation": f'"{names[checkpoint.layer(number, "dense")]}"',
        "weights": text(weights),
        "biases": text(checkpoint.parameters(number, "biases")),
    }


def gru(checkpoint, number):
    checkpoint.layer(number, "gru")
    # Reset, update and candidate, with the reset gate behind the product: as PyTorch has it.
    recurrent = checkpoint.parameters(number, "weights_hidden").T
    return {
        "type": '"gru"',
        "units": recurrent.shape[0],
        "gate_order": '"rzn"',
        "weights": text(checkpoint.parameters(number, "weights_input").T),
        "recurrent_weights": text(recurrent),
        "biases": text(checkpoint.parameters(number, "biases_input")),
        "recurrent_biases": text(checkpoint.parameters(number, "biases_hidden")),
        "initial_state": text(checkpoint.parameters(number, "initial_hidden_state")),
    }


def main():
    [folder] = find_spec("foundation_policy").submodule_search_locations
    with h5py.File(Path(folder) / "blob" / "checkpoint.h5") as file:
        checkpoint = Checkpoint(file)
        layers = [dense(checkpoint, 0), gru(checkpoint, 1), dense(checkpoint, 2)]
        # [step, flight, numbers]
        inputs, outputs = (file[f"example/{name}"][()].astype("<f4") for name in ("input", "output"))
    source = f"foundation-policy {version('foundation-policy')} (MIT)"
    lines = [f"# RAPTOR, a policy that flies quadrotors: from {source}, written by fetch.py.", ""]
    lines += [f'input = ["time", {inputs.shape[2]}]']
    for layer in layers:
        lines += ["", "[[layers]]", *(f"{key} = {value}" for key, value in layer.items())]
    for flight in range(inputs.shape[1]):
        lines += ["", "[[checks]]"]
        lines += [f"{key} = {text(steps[:STEPS, flight])}" for key, steps in (("input", inputs), ("output", outputs))]
        lines += [f"tolerance = {TOLERANCE}"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "raptor.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    inputs.tofile(FOLDER / "inputs.f32")
    outputs.tofile(FOLDER / "outputs.f32")
    print(f"{FOLDER / 'raptor.toml'}, and {inputs.shape[0]} steps of {inputs.shape[1]} flights")


main()
