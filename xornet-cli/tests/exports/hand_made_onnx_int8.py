#!/usr/bin/env python3
"""Small ONNX graphs on integers of eight bits, as onnxruntime's quantisation writes them: `python3 hand_made_onnx_int8.py`,
with requirements-sklearn.txt installed.

Each network of floats is quantised in both forms, with operators between `DequantizeLinear` and `QuantizeLinear` (`qdq_…`) and
with operators that take scales themselves (`qlinear_…`), with integers with a sign and without one (`…_u8`). Writes
`onnx_int8.npz`, with each file's bytes, inputs and the integers that onnxruntime makes of them, with its usual optimisations,
and `refused_onnx_int8.npz`, with files that no network of layers of eight bits can be. Integers without a sign are moved by
128, and images have their channels last.

`--compare XORNET` imports each graph by that command and tells how many of the outputs differ, and by how much.
"""

import argparse
import logging
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from record import path

logging.disable(logging.WARNING)
random = np.random.default_rng(13)
CASES = 16


class Graph:
    """A graph of floats, to which nodes are added."""

    def __init__(self, *shape, inputs=1):
        self.nodes, self.constants = [], []
        self.inputs = [helper.make_tensor_value_info(f"x{i}", TensorProto.FLOAT, [1, *shape]) for i in range(inputs)]

    def __call__(self, operator, *inputs, **attributes):
        names = [value if isinstance(value, str) else self.constant(value) for value in inputs]
        name = f"{operator.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, names, [name], name=name, **attributes))
        return name

    def constant(self, numbers):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(numbers), name))
        return name

    def model(self, output, infer=True):
        result = helper.make_tensor_value_info(output, TensorProto.FLOAT, None)
        graph = helper.make_graph(self.nodes, "graph", self.inputs, [result], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        return onnx.shape_inference.infer_shapes(model) if infer else model

    def conv(self, x, filters, channels, *size, groups=1, **attributes):
        weights = random.normal(0, 0.4, (filters, channels // groups, *size)).astype(np.float32)
        biases = random.normal(0, 0.5, filters).astype(np.float32)
        return self("Conv", x, weights, biases, group=groups, **attributes)

    def gemm(self, x, inputs, units, transposed=True):
        shape = (units, inputs) if transposed else (inputs, units)
        weights, biases = random.normal(0, 0.4, shape).astype(np.float32), random.normal(0, 0.5, units).astype(np.float32)
        return self("Gemm", x, weights, biases, transB=int(transposed))


networks = {}


def network(*shape, **options):
    """Adds a function that makes a graph, and the graph's output, to the networks."""

    def add(make):
        graph = Graph(*shape, inputs=options.get("inputs", 1))
        output = make(graph, *[value.name for value in graph.inputs])
        networks[make.__name__] = (graph.model(output), shape, options)

    return add


@network(6)
def dense(g, x):
    return g.gemm(x, 6, 5)


@network(6)
def dense_rows(g, x):
    return g.gemm(x, 6, 5, transposed=False)


@network(6)
def dense_per_tensor(g, x):
    return g.gemm(g("Relu", g.gemm(x, 6, 8)), 8, 3)


networks["dense_per_tensor"][2]["per_channel"] = False


@network(6)
def matmul(g, x):
    return g("MatMul", x, random.normal(0, 0.4, (6, 4)).astype(np.float32))


@network(3, 7, 6)
def conv(g, x):
    return g("Relu", g.conv(x, 5, 3, 3, 2, strides=[2, 1], pads=[1, 0, 0, 1]))


@network(2, 9)
def conv_sequence(g, x):
    return g.conv(x, 4, 2, 3, pads=[1, 1], dilations=[1])


@network(4, 6, 6)
def conv_depthwise(g, x):
    return g.conv(x, 4, 4, 3, 3, groups=4, auto_pad="SAME_UPPER")


@network(4, 6, 6)
def conv_groups(g, x):
    return g("Clip", g.conv(x, 6, 4, 3, 3, groups=2), np.float32(0), np.float32(6))


@network(3, 6, 6)
def pool_max(g, x):
    return g("MaxPool", g.conv(x, 4, 3, 3, 3), kernel_shape=[2, 2], strides=[2, 2])


@network(3, 6, 6)
def pool_average(g, x):
    return g("AveragePool", g.conv(x, 4, 3, 3, 3), kernel_shape=[2, 2], strides=[2, 2])


@network(3, 6, 5)
def pool_global(g, x):
    return g.gemm(g("Flatten", g("GlobalAveragePool", g("Relu", g.conv(x, 4, 3, 3, 3)))), 4, 3)


@network(3, 6, 5)
def mean(g, x):
    return g.gemm(g("ReduceMean", g.conv(x, 4, 3, 3, 3), axes=[2, 3], keepdims=0), 4, 3)


@network(3, 6, 5)
def image_in_a_row(g, x):
    return g.gemm(g("Flatten", g("Relu", g.conv(x, 4, 3, 3, 3))), 48, 3)


@network(3, 6, 5)
def residual(g, x):
    a = g("Relu", g.conv(x, 3, 3, 3, 3, pads=[1, 1, 1, 1]))
    return g("Relu", g("Add", a, g.conv(a, 3, 3, 1, 1)))


@network(6, inputs=2)
def add(g, x, y):
    return g("Add", x, y)


@network(6, inputs=2)
def multiply(g, x, y):
    return g("Mul", x, y)


@network(6)
def sigmoid(g, x):
    return g("Sigmoid", g.gemm(x, 6, 5))


@network(6)
def tanh(g, x):
    return g.gemm(g("Tanh", g.gemm(x, 6, 5)), 5, 4)


@network(6)
def softmax(g, x):
    return g("Softmax", g.gemm(x, 6, 5))


@network(3, 4, 4)
def concatenate(g, x):
    a = g.conv(x, 2, 3, 1, 1)
    return g("Concat", a, g("MaxPool", a, kernel_shape=[1, 1]), axis=1)


@network(3, 4, 4)
def channels_last(g, x):
    return g.conv(g("Transpose", x, perm=[0, 3, 1, 2]), 2, 4, 2, 2)


@network(12)
def reshape(g, x):
    return g.conv(g("Reshape", g.gemm(x, 12, 12), np.array([1, 1, 3, 4])), 2, 1, 2, 2)


@network(3, 4, 4)
def repetition(g, x):
    scales = np.array([1, 1, 2, 3], np.float32)
    a = g.conv(x, 2, 3, 1, 1)
    return g.conv(g("Resize", a, "", scales, mode="nearest", nearest_mode="floor", coordinate_transformation_mode="asymmetric"), 2, 2, 2, 2)


class Samples(CalibrationDataReader):
    def __init__(self, names, shape):
        self.rows = iter([{name: random.normal(0, 1, (1, *shape)).astype(np.float32) for name in names} for _ in range(20)])

    def get_next(self):
        return next(self.rows, None)




def quantized(model, shape, form, unsigned, per_channel=True):
    """Returns the bytes of a quantised network."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        onnx.save(model, source)
        names = [value.name for value in model.graph.input]
        kind = QuantType.QUInt8 if unsigned else QuantType.QInt8
        quantize_static(
            source, target, Samples(names, shape), quant_format=form, per_channel=per_channel,
            activation_type=kind, weight_type=QuantType.QInt8,
        )
        return target.read_bytes()


def ends(data):
    """Returns the scales and zero points of the inputs and of the output."""
    model = onnx.load_from_string(data)
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    of = lambda node: (constants[node.input[1]].item(), constants[node.input[2]])
    # Where the input is transposed first, that is the only QuantizeLinear.
    makers = [node for node in model.graph.node if node.op_type == "QuantizeLinear"]
    first = [of(next((node for node in makers if node.input[0] == value.name), makers[0])) for value in model.graph.input]
    last = next(of(n) for n in model.graph.node if n.op_type == "DequantizeLinear" and n.output[0] == model.graph.output[0].name)
    return first, last


def last(array):
    """Returns images and sequences with their channels last."""
    return np.moveaxis(array, 1, -1) if array.ndim > 2 else array


def computed(data, shape, as_it_is, cases=CASES):
    """Returns integers at random, and what onnxruntime makes of them."""
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    first, (scale, zero) = ends(data)
    inputs, outputs = [], []
    for _ in range(cases):
        given, row = {}, []
        for value, (own, point) in zip(session.get_inputs(), first):
            shift = 128 if point.dtype == np.uint8 else 0
            numbers = random.integers(-128, 128, (1, *shape))
            given[value.name] = ((numbers + shift - int(point)) * np.float32(own)).astype(np.float32)
            row.append((numbers if as_it_is else last(numbers)).ravel())
        [result] = session.run(None, given)
        shift = 128 if zero.dtype == np.uint8 else 0
        # The probabilities of a layer have steps of 1/256, and those of graphs may have steps of 1/255.
        scale = 1 / 256 if 254.5 < 1 / scale < 256 else scale
        integers = np.rint(result / np.float32(scale)) + int(zero) - shift
        outputs.append(np.clip(last(integers), -128, 127).ravel())
        inputs.append(np.concatenate(row))
    return np.array(inputs, np.int8), np.array(outputs, np.int8)


def made():
    for name, (model, shape, options) in networks.items():
        for form, prefix in [(QuantFormat.QDQ, "qdq"), (QuantFormat.QOperator, "qlinear")]:
            for unsigned in [False, True]:
                data = quantized(model, shape, form, unsigned, options.get("per_channel", True))
                # Some operators have no quantised form.
                if onnx.load_from_string(data).graph.node[-1].op_type != "DequantizeLinear":
                    print(f"{prefix}_{name}: its output is no integer")
                    continue
                yield f"{prefix}_{name}{'_u8' if unsigned else ''}", data, shape, name == "channels_last"


class Integers(Graph):
    """A graph whose values are integers, with nodes that an exporter may write and the network has no layer for."""

    def quantize(self, x, scale=0.05, zero=np.int8(3)):
        return self("DequantizeLinear", self("QuantizeLinear", x, np.float32(scale), zero), np.float32(scale), zero)

    def weights(self, *shape, zero=np.int8(0)):
        integers = random.integers(0, 256, shape).astype(zero.dtype) if zero.dtype == np.uint8 else random.integers(-127, 128, shape).astype(np.int8)
        return self("DequantizeLinear", integers, np.float32(0.01), zero)


def refusals():
    """Yields graphs that no network can be, with their names."""

    def graph(*shape, **options):
        g = Integers(*shape, **options)
        return g, g.quantize(g.inputs[0].name)

    g, x = graph(4)
    yield "weights_with_a_zero_point", g, g.quantize(g("MatMul", x, g.weights(4, 3, zero=np.uint8(120))))
    g, x = graph(4)
    yield "output_of_floats", g, g("MatMul", x, g.weights(4, 3))
    g, x = graph(4)
    yield "bias_between_steps", g, g.quantize(g("Gemm", x, g.weights(4, 3), np.array([0.1, 0.0003, 0], np.float32)))
    g, x = graph(4)
    yield "bias_of_another_scale", g, g.quantize(
        g("Gemm", x, g.weights(4, 3), g("DequantizeLinear", np.array([1, 2, 3], np.int32), np.float32(0.02), np.int32(0)))
    )
    g, x = graph(4)
    yield "constant_added", g, g.quantize(g("Add", x, g("DequantizeLinear", np.array([1, 2, 3, 4], np.int8), np.float32(0.02), np.int8(0))))
    g, x = graph(4)
    yield "other_quantization", g, g.quantize(x, 0.06)
    g, x = graph(4)
    yield "concatenated_scales", g, g.quantize(g("Concat", x, g.quantize(g("Sigmoid", x), 1 / 256, np.int8(-128)), axis=1))
    g, x = graph(4)
    yield "leaky_relu", g, g.quantize(g("LeakyRelu", x, alpha=0.1))
    g, x = graph(4)
    yield "clip_to_one", g, g.quantize(g("Clip", x, np.float32(-1), np.float32(1)))
    g, x = graph(4)
    yield "missing_integers", g, g.quantize(g("MatMul", g("Sigmoid", x), g.weights(4, 3)))
    g, x = graph(4)
    yield "dynamic", g, g("ConvInteger", g("DynamicQuantizeLinear", x), g.weights(4, 3))
    g, x = graph(2, 3, 3)
    a = g.quantize(g("Conv", x, g.weights(2, 2, 1, 1)))
    yield "output_in_a_row", g, g("Flatten", a)
    g, x = graph(2, 3, 3)
    a = g.quantize(g("Conv", x, g.weights(2, 2, 1, 1)))
    yield "image_in_rows", g, g("Reshape", a, np.array([1, 6, 3]))
    g, x = graph(2, 3, 3)
    yield "average_of_padding", g, g.quantize(g("AveragePool", x, kernel_shape=[2, 2], pads=[1, 1, 0, 0]), 0.04)
    g, x = graph(2, 3, 3)
    yield "softmax_of_channels", g, g.quantize(g("Softmax", g.quantize(g("Conv", x, g.weights(2, 2, 1, 1))), axis=2), 1 / 256, np.int8(-128))
    g, x = graph(4)
    yield "blocks", g, g.quantize(g("MatMul", x, g("DequantizeLinear", np.ones((4, 4), np.int8), np.ones((2, 4), np.float32), block_size=2, axis=0)))
    g = Integers(4)
    g.inputs[0] = helper.make_tensor_value_info("x0", TensorProto.FLOAT, [7, 4])
    yield "batch", g, g.quantize(g("Relu", g.quantize("x0")))


def write():
    accepted, refused = {}, {}
    for name, data, shape, as_it_is in made():
        inputs, outputs = computed(data, shape, as_it_is)
        accepted |= {f"{name}.onnx": np.frombuffer(data, np.uint8), f"{name}.inputs": inputs, f"{name}.outputs": outputs}
    for name, graph, output in refusals():
        refused[f"{name}.onnx"] = np.frombuffer(graph.model(output, infer=False).SerializeToString(), np.uint8)
    np.savez_compressed(path("onnx_int8.npz"), **accepted)
    np.savez_compressed(path("refused_onnx_int8.npz"), **refused)


def compare(xornet):
    for name, data, shape, as_it_is in made():
        inputs, outputs = computed(data, shape, as_it_is, 200)
        with tempfile.TemporaryDirectory() as folder:
            source, model, rows = Path(folder) / "net.onnx", Path(folder) / "net.toml", Path(folder) / "inputs.npy"
            source.write_bytes(data)
            np.save(rows, inputs.astype(np.float32))
            imported = subprocess.run([xornet, "import", source, "-o", model], capture_output=True, text=True)
            if imported.returncode:
                print(f"{name}: not imported: {imported.stderr.splitlines()[0]}")
                continue
            ran = subprocess.run([xornet, "run", model, rows], capture_output=True, text=True, check=True).stdout
            numbers = np.array([int(number) for number in re.findall(r"-?\d+", ran)]).reshape(200, -1)
            steps = np.abs(numbers - outputs)
            print(f"{name}: {(steps > 0).sum()} of {steps.size} differ, by at most {steps.max()}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", metavar="XORNET")
    arguments = parser.parse_args()
    if arguments.compare:
        compare(arguments.compare)
    else:
        write()
