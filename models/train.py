#!/usr/bin/env python3
"""Makes the models in this folder; with `--check`, only compares them.

python3 models/train.py           # rewrites models/*.toml, models/derived/*.toml and models/data/*.csv
python3 models/train.py --check   # makes them elsewhere and compares byte for byte
"""

import os

# One thread and one set of kernels, so that every sum is taken in the same order.
# All must be set before numpy and PyTorch are loaded.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL AVX512_SPR"
# The same for PyTorch.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
os.environ["ONEDNN_MAX_CPU_ISA"] = "AVX2"
os.environ["MKL_CBWR"] = "AVX2"

import argparse
import platform
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

# A processor that lacks a feature need not be told to go without.
warnings.filterwarnings("ignore", category=ImportWarning)

sys.dont_write_bytecode = True
from training.amp import amp
from training.balance import balance
from training.denoiser import denoiser
from training.diabetes import diabetes
from training.digits_cnn import digits_cnn
from training.motion import motion
from training.perceptrons import digits, iris, sine
from training.speaker import speaker
from training.truth_table import xor, xor_trained
from training.versions import SKLEARN, named

FOLDER = Path(__file__).resolve().parent
MODELS = [xor, xor_trained, iris, digits, sine, digits_cnn, denoiser, speaker, diabetes, motion, amp, balance]


def make(folder):
    """Makes every model in `folder`."""
    for part in ("data", "derived"):
        (folder / part).mkdir(exist_ok=True)
    for model in MODELS:
        print(f"{model.__name__}: {model(folder)}", flush=True)


def contents(folder):
    """The bytes of every model and data file in `folder`, by path."""
    paths = [*folder.glob("*.toml"), *folder.glob("derived/*.toml"), *folder.glob("data/*.csv")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def check():
    """Makes every model in a temporary folder; says which files differ from this one's."""
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        make(temporary)
        made, here = contents(temporary), contents(FOLDER)
    differing = sorted(file for file in made | here if made.get(file) != here.get(file))
    for file in differing:
        print(f"differs: models/{file}", file=sys.stderr)
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description="Makes the models in this folder.")
    parser.add_argument("--check", action="store_true", help="compare with what is here; change nothing")
    arguments = parser.parse_args()

    print(f"Python {platform.python_version()}, {SKLEARN}, {named('torch', 'aeon')}")
    for file in ("requirements.txt", "requirements-data.txt"):
        for line in (FOLDER / file).read_text().split():
            package, wanted = line.split("==")
            if version(package) != wanted:
                sys.exit(f"{package} is {version(package)}; models/{file} wants {wanted}")
    if arguments.check:
        return check()
    make(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
