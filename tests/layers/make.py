#!/usr/bin/env python3
"""Writes the model files of this folder: `python3 make.py`, or `--check` to compare only. See README.md."""

import os
import sys
import zlib
from pathlib import Path

# With other instructions the last of 17 digits may differ. Read when PyTorch is loaded.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"

import torch

sys.dont_write_bytecode = True

import convolutions
import graphs
import merges
import oracle
import others
import random_keys
import recurrences
from files import largest_share, margin, update
from modelfile import Net, write

FOLDER = Path(__file__).resolve().parent
CASES = (
    convolutions.CASES + others.CASES + merges.CASES + recurrences.CASES + graphs.CASES + random_keys.CASES
)


def make(case):
    """The text of a file."""
    # A seed that no other case changes.
    seed = zlib.crc32(case.name.encode()) % 10_000
    net = Net(seed, case.dtype, case.input, case.outputs)
    for layer in case.layers:
        net.add(layer)
    about = f"{case.about}; seed {seed}."
    return write(net, "tests/layers/make.py", about, flat=case.flat, scale=case.scale)


def main():
    torch.set_num_threads(1)
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    made = {f"{case.name}.toml": make(case) for case in CASES}
    margins = {file: margin(text, oracle.run) for file, text in made.items() if '\ndtype = "f32"' in text}
    print(largest_share(margins))
    return 0 if update(FOLDER, made) else 1


if __name__ == "__main__":
    sys.exit(main())
