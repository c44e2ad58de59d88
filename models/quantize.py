#!/usr/bin/env python3
"""Makes the networks of eight bits in `int8/` with `xornet quantize`; with `--check`, only compares them.

python3 models/quantize.py XORNET           # rewrites models/int8/*.toml; XORNET is the command, as built by cargo
python3 models/quantize.py XORNET --check   # fails if a file is not what would be written

The samples are those that the networks of floats were trained with, of the packages in `requirements.txt` and
`requirements-data.txt`. PyTorch is not needed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import numpy as np
from sklearn.datasets import load_digits, load_iris
from sklearn.model_selection import train_test_split

from training.vowels import read

FOLDER = Path(__file__).resolve().parent


def of_sklearn(data, held_out):
    """The training samples of a data set of scikit-learn, and their labels."""
    parts = train_test_split(data.data, data.target, test_size=held_out, stratify=data.target, random_state=0)
    return parts[0], parts[2]


def main():
    command, *options = sys.argv[1:]
    digits = of_sklearn(load_digits(), 0.25)
    samples = {
        "iris": of_sklearn(load_iris(), 0.3),
        "digits": digits,
        "digits_cnn": digits,
        "speaker": read("TRAIN"),
    }
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (inputs, labels) in samples.items():
            # The name is in the file that is written.
            file = Path(folder) / f"{name}_train.npz"
            np.savez(file, inputs=inputs.reshape(len(inputs), -1), labels=labels)
            print(f"{name}:", flush=True)
            output = FOLDER / "int8" / f"{name}.toml"
            arguments = ["quantize", FOLDER / f"{name}.toml", "--samples", file, "--labels", "labels", "-o", output]
            how = options or ["--force"]
            status |= subprocess.run([command, *arguments, *how]).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
