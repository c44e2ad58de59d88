#!/usr/bin/env python3
"""Writes the model files of this folder: `python3 make.py`, or `--check` to compare only. See README.md."""

import sys
import tomllib
import zlib
from pathlib import Path

import torch

sys.dont_write_bytecode = True

import convolutions
import graphs
import merges
import oracle
import others
import random_keys
from modelfile import Net, write

FOLDER = Path(__file__).resolve().parent
CASES = convolutions.CASES + others.CASES + merges.CASES + graphs.CASES + random_keys.CASES
# So that files stay small.
LARGEST = 20_000


def make(case):
    """The text of a file."""
    # A seed that no other case changes.
    seed = zlib.crc32(case.name.encode()) % 10_000
    net = Net(seed, case.dtype, case.input, case.outputs)
    for layer in case.layers:
        net.add(layer)
    return write(net, seed, case.about, flat=case.flat, scale=case.scale)


def margin(text):
    """The error of PyTorch in f32, as a share of the tolerance."""
    network, worst = tomllib.loads(text), 0.0
    for check in network["checks"]:
        inputs = check["input"] if "inputs" in network else {"input": check["input"]}
        got = oracle.run(network, inputs, torch.float32)
        expected = check["output"] if len(got) > 1 else {next(iter(got)): check["output"]}
        for name, value in got.items():
            wanted = torch.tensor(expected[name], dtype=torch.float64).reshape(-1)
            worst = max(worst, float((value.double().reshape(-1) - wanted).abs().max()) / check["tolerance"])
    return worst


def main():
    torch.set_num_threads(1)
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    margins = {}
    made = {f"{case.name}.toml": make(case) for case in CASES}
    for file, text in made.items():
        assert len(text.encode()) < LARGEST, (file, len(text))
        if '\ndtype = "f32"' in text:
            margins[file] = margin(text)
            assert margins[file] < 1, (file, margins[file])
    here = {path.name: path.read_text() for path in FOLDER.glob("*.toml")}
    differing = sorted(file for file in made | here if made.get(file) != here.get(file))
    if "--check" in sys.argv[1:]:
        print(*(f"differs: {file}" for file in differing), sep="\n", end="")
        return 1 if differing else 0
    for file in differing:
        if file in made:
            (FOLDER / file).write_text(made[file], encoding="utf-8", newline="\n")
        else:
            (FOLDER / file).unlink()
    worst = max(margins, key=margins.get)
    print(f"{len(made)} files; f32 errs by at most {margins[worst]:.2f} of a tolerance, in {worst}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
