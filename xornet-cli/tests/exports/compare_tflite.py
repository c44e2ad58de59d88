#!/usr/bin/env python3
"""Compares a network of eight bits with the runtime, integer by integer: `python3 compare_tflite.py NET.tflite`, with the
command `xornet` on the path and requirements-tflite.txt installed.

Each tensor that an operator makes is compared with that of tflite-runtime's reference kernels, for `--rounding double`. For
`--rounding single` it is the outputs, with those of LiteRT (`pip install ai-edge-litert`, in an environment of its own).

The inputs of a network that keeps numbers in variables are the frames of one stream. What its variables hold, and what that is
joined with, are not compared: they are no values of a single call.
"""

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("file")
parser.add_argument("--inputs", type=int, default=100, help="the number of inputs, at random")
parser.add_argument("--rounding", choices=["double", "single"], default="double")
parser.add_argument("--xornet", default="xornet")
arguments = parser.parse_args()

if arguments.rounding == "double":
    from tflite_runtime.interpreter import Interpreter, OpResolverType

    options = dict(experimental_op_resolver_type=OpResolverType.BUILTIN_REF, experimental_preserve_all_tensors=True)
else:
    from ai_edge_litert.interpreter import Interpreter

    options = {}


def shift(kind):
    """Integers without a sign are moved by 128."""
    return 128 if kind == np.uint8 else 0


interpreter = Interpreter(arguments.file, **options)
interpreter.allocate_tensors()
given = interpreter.get_input_details()
assert all(detail["dtype"] in (np.int8, np.uint8) for detail in given), "its inputs are not integers of eight bits"
random = np.random.default_rng(0)
shapes = [(arguments.inputs, int(np.prod(detail["shape"]))) for detail in given]
# Half of them are near the zero point, as most samples are.
near = [np.clip(random.normal(detail["quantization"][1] - shift(detail["dtype"]), 24, shape), -128, 127) for detail, shape in zip(given, shapes)]
inputs = [np.where(np.arange(len(rows))[:, None] % 2, random.integers(-128, 128, rows.shape), rows).astype(np.int64) for rows in near]

outputs = interpreter.get_output_details()
made = {tensor for operator in getattr(interpreter, "_get_ops_details")() for tensor in operator["outputs"]} if arguments.rounding == "double" else set()
wanted = {detail["index"]: detail for detail in interpreter.get_tensor_details() if detail["index"] in made or detail["index"] in [o["index"] for o in outputs]}
wanted = {index: detail for index, detail in wanted.items() if detail["dtype"] in (np.int8, np.uint8)}
try:
    operators = getattr(interpreter, "_get_ops_details")()
except (AttributeError, ValueError):
    operators = []
stream = any(operator["op_name"] == "VAR_HANDLE" for operator in operators)
if stream:
    # Variables, what they are joined with, and parts of that.
    kept = {output for operator in operators if operator["op_name"] == "READ_VARIABLE" for output in operator["outputs"]}
    kept |= {detail["index"] for detail in given}
    for operator in operators:
        if operator["op_name"] in ("CONCATENATION", "STRIDED_SLICE", "SPLIT_V", "RESHAPE") and kept & set(operator["inputs"]):
            kept |= set(operator["outputs"])
    flat = {index for index, detail in wanted.items() if len(detail["shape"]) == 2}
    wanted = {index: detail for index, detail in wanted.items() if index not in kept - flat}


def overwritten():
    """Returns the tensors in whose memory a later operator puts its own output, as an addition may do: they cannot be read."""
    address = lambda index: interpreter.tensor(index)().__array_interface__["data"][0]
    same = {"RESHAPE", "SQUEEZE", "EXPAND_DIMS"}
    last, lost = {}, set()
    for operator in getattr(interpreter, "_get_ops_details")():
        for index in set(operator["outputs"]) & set(wanted):
            before = last.get(address(index))
            if before is not None and operator["op_name"] not in same:
                lost.add(before)
            last[address(index)] = index
    return lost


if arguments.rounding == "double":
    lost = overwritten() - {detail["index"] for detail in outputs}
    for index in lost & set(wanted):
        print(f"left out, since its memory is used again: {wanted.pop(index)['name'][:80]}")
rows = {index: [] for index in wanted}
for case in range(arguments.inputs):
    for detail, numbers in zip(given, inputs):
        values = numbers[case].reshape(detail["shape"]) + shift(detail["dtype"])
        interpreter.set_tensor(detail["index"], values.astype(detail["dtype"]))
    interpreter.invoke()
    for index, detail in wanted.items():
        rows[index].append(interpreter.get_tensor(index).astype(np.int64).ravel() - shift(detail["dtype"]))

different = unknown = 0
with tempfile.TemporaryDirectory() as folder:
    data, model = Path(folder) / "inputs.npy", Path(folder) / "net.toml"
    np.save(data, np.concatenate(inputs, axis=1).astype(np.float32))
    for index, detail in wanted.items():
        command = [arguments.xornet, "import", arguments.file, "--graph-output", detail["name"], "--rounding", arguments.rounding, "--external", "--force", "-o", model]
        imported = subprocess.run(command, capture_output=True, text=True)
        if imported.returncode:
            unknown += 1
            print(f"not imported: {detail['name'][:60]}: {imported.stderr.splitlines()[0][:160]}")
            continue
        ran = subprocess.run([arguments.xornet, "run", model, data], capture_output=True, text=True, check=True).stdout
        numbers = np.array([int(number) for number in re.findall(r"-?\d+", ran)]).reshape(arguments.inputs, -1)
        misses = (numbers != np.array(rows[index])).any(axis=1).sum()
        different += misses > 0
        if misses:
            print(f"{misses} of {arguments.inputs} inputs differ: {detail['name'][:80]}")
print(f"{arguments.file}: {len(wanted)} tensors, {arguments.inputs} inputs: {len(wanted) - different - unknown} equal, {different} differ, {unknown} not imported")
raise SystemExit(int(different > 0))
