#!/usr/bin/env python3
"""Writes the model files of this folder: `python3 make.py`, or `--check` to compare only. See README.md."""

import os
import sys
import zlib
from pathlib import Path

# As in `tests/layers`, whose modules are used.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
sys.dont_write_bytecode = True
FOLDER = Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent / "layers"))

import torch

import causal
import frames
import memory
import networks
import random_streams
import streaming
import windows
from files import largest_share, margin, update
from modelfile import write

CASES = causal.CASES + memory.CASES + windows.CASES + frames.CASES + networks.CASES + random_streams.CASES


def make(case):
    """The text of a file."""
    seed = zlib.crc32(case.name.encode()) % 10_000
    net = streaming.Stream(seed, case)
    for layer in case.layers:
        net.add(layer)
    return write(net, "tests/streams/make.py", f"{case.about}; seed {seed}.", scale=case.scale)


def main():
    torch.set_num_threads(1)
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    made = {f"{case.name}.toml": make(case) for case in CASES}
    files = [file for file, text in made.items() if '\ndtype = "f32"' in text]
    margins = {file: margin(made[file], streaming.run) for file in files}
    print(largest_share(margins))
    return 0 if update(FOLDER, made) else 1


if __name__ == "__main__":
    sys.exit(main())
