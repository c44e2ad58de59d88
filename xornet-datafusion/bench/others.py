"""Scores the same files with onnxruntime and with scikit-learn, from Parquet to the sum of the scores.

    python others.py FOLDER MODEL.toml THREADS

FOLDER is what `xornet-datafusion-bench write` has written, and MODEL.toml what `xornet-datafusion-bench model` prints.
The weights are those of the file. pyarrow reads, a batch at a time; of several lengths of batches, the fastest counts.
"""

import os
import sys

threads = int(sys.argv[3])
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = str(threads)

import time  # noqa: E402
import tomllib  # noqa: E402
import warnings  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.dataset as dataset  # noqa: E402
from onnx import TensorProto, helper, numpy_helper  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402

warnings.filterwarnings("ignore")
pa.set_cpu_count(threads)
TIMES = 3


def layers(path):
    model = tomllib.loads(Path(path).read_text())
    for layer in model["layers"]:
        weights = np.array(layer["weights"], np.float32)
        biases = np.array(layer.get("biases", np.zeros(weights.shape[1])), np.float32)
        yield weights, biases, layer["activation"]


def onnx(path):
    """A session of onnxruntime, as a function of a batch."""
    nodes, tensors, value = [], [], "input"
    for index, (weights, biases, activation) in enumerate(layers(path)):
        tensors += [numpy_helper.from_array(weights, f"w{index}"), numpy_helper.from_array(biases, f"b{index}")]
        nodes += [helper.make_node("Gemm", [value, f"w{index}", f"b{index}"], [f"sum{index}"])]
        value = f"output{index}"
        nodes += [helper.make_node({"relu": "Relu", "sigmoid": "Sigmoid"}[activation], [f"sum{index}"], [value])]
    inputs = len(next(layers(path))[0])
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["rows", inputs])],
        [helper.make_tensor_value_info(value, TensorProto.FLOAT, ["rows", 1])],
        tensors,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return lambda rows: session.run(None, {"input": rows})[0][:, 0]


def sklearn(path):
    """A classifier of scikit-learn with these weights, as a function of a batch."""
    parts = list(layers(path))
    widths = tuple(weights.shape[1] for weights, _, _ in parts[:-1])
    classifier = MLPClassifier(widths, max_iter=1)
    classifier.fit(np.zeros((2, len(parts[0][0])), np.float32), [0, 1])
    classifier.coefs_ = [weights for weights, _, _ in parts]
    classifier.intercepts_ = [biases for _, biases, _ in parts]
    return lambda rows: classifier.predict_proba(rows)[:, 1]


def run(score, folder, length):
    """Scores all rows; returns how many there are, the sum of their scores, and the seconds: by the clock, of all cores."""
    began = time.perf_counter(), time.process_time()
    rows, total = 0, 0.0
    for batch in dataset.dataset(folder, format="parquet").to_batches(batch_size=length, use_threads=threads > 1):
        table = np.empty((batch.num_rows, batch.num_columns), np.float32)
        for index, column in enumerate(batch.columns):
            table[:, index] = column.to_numpy()
        total += float(score(table).sum(dtype=np.float64))
        rows += batch.num_rows
    return rows, total, time.perf_counter() - began[0], time.process_time() - began[1]


print(f"{'':14} rows a second   rows a second of a core")
for name, make in (("pyarrow alone", lambda path: lambda rows: rows[:, 0]), ("onnxruntime", onnx), ("scikit-learn", sklearn)):
    score = make(sys.argv[2])
    runs = [run(score, sys.argv[1], length) for length in (1024, 8192, 65536) for _ in range(TIMES)]
    rows, total, *_ = runs[-1]
    clock, cores = (rows / min(run[place] for run in runs) for place in (2, 3))
    print(f"{name:14} {clock:14.0f}   {cores:14.0f}   sum {total:.3f}")
