#!/usr/bin/env python3
"""Small graphs of TensorFlow Lite on integers of eight bits, one for each operator and refusal: `python3
hand_made_tflite_int8.py`, with requirements-tflite.txt installed.

Writes `tflite_int8.npz`, with each file's bytes, inputs and what the reference kernels of tflite-runtime make of them, and
`refused_tflite_int8.npz`, with files that no network of layers of eight bits can be. Integers without a sign are moved by
128.
"""

import numpy as np
import tflite_runtime.interpreter as runtime
from record import path
from tensorflow.lite.python import schema_py_generated as s
from tflite_graph import RELU, RELU6, SAME, VALID, Graph, ints, store

random = np.random.default_rng(8)
accepted, refused = {}, {}


class Integers(Graph):
    """A graph whose values are integers of eight bits, with scales and zero points at random."""

    def __init__(self, shape=(1, 6), others=(), dtype=np.int8, floats=False):
        super().__init__(shape, others=others, dtype=np.float32 if floats else dtype)
        self.dtype = dtype
        if not floats:
            for index in self.inputs:
                self.quantize(index)

    def quantize(self, index, scale=None, zero=None, axis=0):
        low = 0 if self.dtype == np.uint8 else -128
        scale = random.uniform(0.01, 0.1) if scale is None else scale
        zero = random.integers(low, low + 256) if zero is None else zero
        self.tensors[index].quantization = s.QuantizationParametersT()
        own = self.tensors[index].quantization
        own.scale, own.zeroPoint = np.atleast_1d(np.float32(scale)), np.broadcast_to(np.int64(zero), np.shape(np.atleast_1d(scale))).copy()
        own.quantizedDimension = axis

    def quantization(self, index):
        own = self.tensors[index].quantization
        return dict(scale=own.scale, zero=own.zeroPoint)

    def op(self, name, *inputs, shape, like=None, scale=None, zero=None, **options):
        """An operator whose output has the quantization of the tensor `like`, or one at random."""
        options.setdefault("dtype", self.dtype)
        result = self(name, *inputs, shape=shape, **options)
        for index in [result] if isinstance(result, int) else result:
            own = self.quantization(like) if like is not None else dict(scale=scale, zero=zero)
            self.quantize(index, **own)
        return result

    def weights(self, *shape, axis, per_channel=True):
        scale = random.uniform(0.002, 0.02, size=shape[axis]) if per_channel else random.uniform(0.002, 0.02)
        return self.constant(random.integers(-127, 128, size=shape).astype(np.int8), scale=scale, axis=axis)

    def product(self, x, weights, count):
        """A layer's input, weights and biases, whose scales are those of the products."""
        scale = self.quantization(x)["scale"] * self.quantization(weights)["scale"]
        biases = random.integers(-9000, 9000, size=count).astype(np.int32)
        return x, weights, self.constant(biases, scale=scale)

    def dense(self, x, inputs=6, units=5, shape=None, per_channel=False, **options):
        return self.op("FULLY_CONNECTED", *self.product(x, self.weights(units, inputs, axis=0, per_channel=per_channel), units), shape=shape or (1, units), options="FullyConnectedOptions", **options)

    def conv(self, x, filters, size, shape, channels=2, stride=1, padding=SAME, per_channel=True, **options):
        return self.op("CONV_2D", *self.product(x, self.weights(filters, *size, channels, axis=0, per_channel=per_channel), filters), shape=shape, options="Conv2DOptions", strideH=stride, strideW=stride, padding=padding, **options)

    def depthwise(self, x, multiplier, size, shape, channels=2, stride=1, padding=SAME, **options):
        filters = channels * multiplier
        return self.op("DEPTHWISE_CONV_2D", *self.product(x, self.weights(1, *size, filters, axis=3), filters), shape=shape, options="DepthwiseConv2DOptions", strideH=stride, strideW=stride, depthMultiplier=multiplier, padding=padding, **options)

    def pool(self, kind, x, size, shape, stride=1, padding=SAME, **options):
        return self.op(f"{kind}_POOL_2D", x, shape=shape, like=x, options="Pool2DOptions", filterHeight=size[0], filterWidth=size[1], strideH=stride, strideW=stride, padding=padding, **options)


def moved(numbers):
    return numbers.astype(np.int64) - (128 if numbers.dtype == np.uint8 else 0)


def each(name, build, count=8, **options):
    """A graph of one expression."""
    graph = Integers(**options)
    file = graph.file(build(graph))
    interpreter = runtime.Interpreter(model_content=file, experimental_op_resolver_type=runtime.OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    inputs, outputs = [], []
    for case in range(count):
        given = []
        for detail in interpreter.get_input_details():
            numbers = random.integers(-128, 128, size=detail["shape"])
            given.append(numbers.ravel())
            if detail["dtype"] == np.float32:
                # The integers of the first operator stand for them.
                own = graph.quantization(graph.operators[0].outputs[0])
                numbers = np.float32(own["scale"]) * (numbers - own["zero"])
            elif detail["dtype"] == np.uint8:
                numbers = numbers + 128
            interpreter.set_tensor(detail["index"], numbers.astype(detail["dtype"]))
        interpreter.invoke()
        got = []
        for detail in interpreter.get_output_details():
            numbers = interpreter.get_tensor(detail["index"])
            if detail["dtype"] == np.float32:
                own = graph.quantization(graph.operators[-1].inputs[0])
                numbers = (np.rint(numbers / np.float32(own["scale"])) + own["zero"]).astype(graph.dtype)
            got.append(moved(numbers).ravel())
        inputs.append(np.concatenate(given))
        outputs.append(np.concatenate(got))
    store(accepted, name, file, np.array(inputs, np.float32), np.array(outputs, np.float32))


def never(name, build, **options):
    graph = Integers(**options)
    store(refused, name, graph.file(build(graph)))


image = dict(shape=(1, 5, 6, 2))
relu6 = dict(scale=0.05, zero=-128)

# Products.
for per_channel in (False, True):
    each(f"dense_{'rows' if per_channel else 'one_scale'}", lambda g: g.dense(g.x, per_channel=per_channel))
    each(f"conv_{'filters' if per_channel else 'one_scale'}", lambda g: g.conv(g.x, 3, (3, 2), (1, 5, 6, 3), per_channel=per_channel), **image)
each("dense_relu", lambda g: g.dense(g.x, fusedActivationFunction=RELU))
each("dense_relu6", lambda g: g.dense(g.x, fusedActivationFunction=RELU6, **relu6))
each("dense_without_bias", lambda g: g.op("FULLY_CONNECTED", g.x, g.weights(4, 6, axis=0, per_channel=False), None, shape=(1, 4), options="FullyConnectedOptions"))
each("dense_of_image", lambda g: g.dense(g.x, 60, 4), **image)
each("dense_twice", lambda g: g.dense(g.dense(g.x, fusedActivationFunction=RELU), 5, 3))
each("dense_on_rows", lambda g: g.dense(g.x, 3, 4, shape=(1, 7, 4), keepNumDims=True), shape=(1, 7, 3))
for padding, name in ((SAME, "same"), (VALID, "valid")):
    out = lambda size, extent: -(-size // 2) if padding == SAME else -(-(size - extent + 1) // 2)
    each(f"conv_{name}_strided", lambda g: g.conv(g.x, 3, (3, 2), (1, out(5, 3), out(6, 2), 3), stride=2, padding=padding, fusedActivationFunction=RELU), **image)
    each(f"depthwise_{name}_strided", lambda g: g.depthwise(g.x, 1, (3, 2), (1, out(5, 3), out(6, 2), 2), stride=2, padding=padding, fusedActivationFunction=RELU), **image)
    each(f"average_pool_{name}", lambda g: g.pool("AVERAGE", g.x, (3, 2), (1, out(5, 3), out(6, 2), 2), 2, padding), **image)
    each(f"max_pool_{name}", lambda g: g.pool("MAX", g.x, (3, 2), (1, out(5, 3), out(6, 2), 2), 2, padding), **image)
each("conv_dilated", lambda g: g.conv(g.x, 3, (2, 3), (1, 5, 6, 3), dilationHFactor=2, dilationWFactor=2), **image)
each("conv_pointwise", lambda g: g.conv(g.x, 4, (1, 1), (1, 5, 6, 4)), **image)
each("depthwise_multiplied", lambda g: g.depthwise(g.x, 3, (3, 3), (1, 5, 6, 6)), **image)
each("depthwise_dilated", lambda g: g.depthwise(g.x, 1, (2, 2), (1, 5, 6, 2), dilationHFactor=2, dilationWFactor=2), **image)


def padded(g):
    x = g.op("PAD", g.x, ints([0, 0], [1, 2], [2, 1], [0, 0]), shape=(1, 8, 9, 2), like=g.x, options="PadOptions", version=2)
    return g.conv(x, 3, (3, 3), (1, 3, 4, 3), stride=2, padding=VALID)


each("padded_conv", padded, **image)
each("padded_same", lambda g: g.conv(g.op("PAD", g.x, ints([0, 0], [1, 0], [0, 1], [0, 0]), shape=(1, 6, 7, 2), like=g.x, options="PadOptions", version=2), 3, (2, 3), (1, 3, 4, 3), stride=2), **image)


def dilated(g):
    x = g.op("SPACE_TO_BATCH_ND", g.x, ints(2, 2), ints([2, 3], [2, 2]), shape=(4, 5, 5, 2), like=g.x, options="SpaceToBatchNDOptions", version=2)
    x = g.conv(x, 3, (3, 3), (4, 3, 3, 3), padding=VALID, scale=0.05, zero=3)
    return g.op("BATCH_TO_SPACE_ND", x, ints(2, 2), ints([0, 1], [0, 0]), shape=(1, 5, 6, 3), like=x, options="BatchToSpaceNDOptions", version=2)


each("dilated_by_batches", dilated, **image)


def causal(g):
    """As Keras' Conv1D is written."""
    x = g.op("PAD", g.x, ints([0, 0], [4, 0], [0, 0]), shape=(1, 11, 3), like=g.x, options="PadOptions", version=2)
    x = g.op("SPACE_TO_BATCH_ND", x, ints(2), ints([0, 1]).reshape(1, 2), shape=(2, 6, 3), like=g.x, options="SpaceToBatchNDOptions", version=2)
    x = g.op("EXPAND_DIMS", x, ints(1).reshape(()), shape=(2, 1, 6, 3), like=g.x, options="ExpandDimsOptions")
    x = g.conv(x, 4, (1, 3), (2, 1, 4, 4), channels=3, padding=VALID, scale=0.05, zero=3)
    x = g.op("SQUEEZE", x, shape=(2, 4, 4), like=x, options="SqueezeOptions", squeezeDims=[1])
    return g.op("BATCH_TO_SPACE_ND", x, ints(2), ints([0, 1]).reshape(1, 2), shape=(1, 7, 4), like=x, options="BatchToSpaceNDOptions", version=2)


each("conv1d_causal_dilated", causal, shape=(1, 7, 3))

# Others.
each("average_pool_relu", lambda g: g.pool("AVERAGE", g.x, (2, 2), (1, 5, 6, 2), fusedActivationFunction=RELU), **image)
for name, options in (("ADD", "AddOptions"), ("MUL", "MulOptions")):
    each(name.lower(), lambda g: g.op(name, g.x, g.others[0], shape=(1, 6), options=options), others=[(1, 6)])
    each(f"{name.lower()}_relu", lambda g: g.op(name, g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), g.conv(g.x, 3, (3, 3), (1, 5, 6, 3)), shape=(1, 5, 6, 3), options=options, fusedActivationFunction=RELU), **image)
each("mul_channels", lambda g: g.op("MUL", g.x, g.others[0], shape=(1, 5, 6, 2), options="MulOptions"), others=[(1, 1, 1, 2)], **image)
for keep in (True, False):
    each(f"mean_{keep}".lower(), lambda g: g.op("MEAN", g.x, ints(1, 2), shape=(1, 1, 1, 2) if keep else (1, 2), options="ReducerOptions", keepDims=keep), **image)
each("softmax", lambda g: g.op("SOFTMAX", g.dense(g.x), shape=(1, 5), options="SoftmaxOptions", beta=1.0, scale=1 / 256, zero=-128))
each("logistic", lambda g: g.op("LOGISTIC", g.dense(g.x), shape=(1, 5), scale=1 / 256, zero=-128))
each("tanh", lambda g: g.op("TANH", g.dense(g.x), shape=(1, 5), scale=1 / 128, zero=0))
each("relu", lambda g: g.op("RELU", g.dense(g.x), shape=(1, 5)))
each("relu6", lambda g: g.op("RELU6", g.dense(g.x), shape=(1, 5), **relu6))
each("concatenation", lambda g: g.op("CONCATENATION", g.x, g.pool("MAX", g.x, (2, 2), (1, 5, 6, 2)), shape=(1, 5, 6, 4), like=g.x, options="ConcatenationOptions", axis=-1), **image)
each("concatenation_of_rows", lambda g: g.op("CONCATENATION", g.x, g.pool("MAX", g.x, (2, 2), (1, 5, 6, 2)), shape=(1, 10, 6, 2), like=g.x, options="ConcatenationOptions", axis=1), **image)
each("reshape", lambda g: g.dense(g.op("RESHAPE", g.conv(g.x, 2, (2, 2), (1, 5, 6, 2), scale=0.05, zero=3), ints(1, 60), shape=(1, 60), scale=0.05, zero=3, options="ReshapeOptions"), 60, 3), **image)
each("conv1d", lambda g: g.op("SQUEEZE", g.conv(g.op("EXPAND_DIMS", g.x, ints(1).reshape(()), shape=(1, 1, 7, 3), like=g.x, options="ExpandDimsOptions"), 4, (1, 3), (1, 1, 7, 4), channels=3, scale=0.05, zero=3), shape=(1, 7, 4), scale=0.05, zero=3, options="SqueezeOptions", squeezeDims=[1]), shape=(1, 7, 3))
each("transpose_of_one", lambda g: g.op("TRANSPOSE", g.x, ints(0, 2, 1, 3), shape=(1, 6, 1, 2), like=g.x, options="TransposeOptions"), shape=(1, 1, 6, 2))
each("resize", lambda g: g.op("RESIZE_NEAREST_NEIGHBOR", g.x, ints(10, 18), shape=(1, 10, 18, 2), like=g.x, options="ResizeNearestNeighborOptions", version=2), **image)
each("slice", lambda g: g.op("SLICE", g.x, ints(0, 1, 0, 0), ints(1, 3, -1, -1), shape=(1, 3, 6, 2), like=g.x, options="SliceOptions", version=2), **image)
each("strided_slice", lambda g: g.op("STRIDED_SLICE", g.x, ints(0, -1, 0), ints(0, 0, 0), ints(1, 1, 1), shape=(1, 3), like=g.x, options="StridedSliceOptions", beginMask=5, endMask=5, shrinkAxisMask=2, version=2), shape=(1, 7, 3))
each("split", lambda g: g.op("ADD", *g.op("SPLIT", ints(-1).reshape(()), g.x, outputs=2, shape=(1, 3), like=g.x, options="SplitOptions", numSplits=2, version=2), shape=(1, 3), options="AddOptions"))

# The ends of the network.
each("floats_at_both_ends", lambda g: g("DEQUANTIZE", g.dense(g.op("QUANTIZE", g.x, shape=(1, 6), options="QuantizeOptions")), shape=(1, 5), options="DequantizeOptions", version=2), floats=True)


def unsigned(g):
    x = g("QUANTIZE", g.x, shape=(1, 6), options="QuantizeOptions", dtype=np.int8)
    own = g.quantization(g.x)
    g.dtype = np.int8
    g.quantize(x, own["scale"], own["zero"] - 128)
    return g.dense(x)


each("unsigned_input", unsigned, dtype=np.uint8)
each("two_outputs", lambda g: [g.dense(g.x), g.op("TANH", g.dense(g.x, units=2), shape=(1, 2), scale=1 / 128, zero=0)])

never("constant_operand", lambda g: g.op("ADD", g.x, g.constant(np.ones((1, 6), np.int8), scale=0.5), shape=(1, 6), options="AddOptions"))
never("rescaled", lambda g: g.op("QUANTIZE", g.dense(g.x), shape=(1, 5), options="QuantizeOptions"))
never("different_quantizations", lambda g: g.op("CONCATENATION", g.x, g.dense(g.x), shape=(1, 11), options="ConcatenationOptions", axis=1))
never("no_layer", lambda g: g.op("SVDF", g.op("LEAKY_RELU", g.dense(g.x), shape=(1, 5), options="LeakyReluOptions", alpha=0.5), shape=(1, 5)))
never("relu_n1", lambda g: g.dense(g.x, fusedActivationFunction=2))
never("weights_with_zero_point", lambda g: g.op("FULLY_CONNECTED", g.x, g.constant(np.ones((4, 6), np.int8), scale=0.5, zero=3), None, shape=(1, 4), options="FullyConnectedOptions"))
never("int16", lambda g: g.op("FULLY_CONNECTED", g.x, g.weights(4, 6, axis=0, per_channel=False), None, shape=(1, 4), options="FullyConnectedOptions"), dtype=np.int16)
never("padding_alone", lambda g: g.pool("MAX", g.op("PAD", g.x, ints([0, 0], [1, 1], [1, 1], [0, 0]), shape=(1, 7, 8, 2), like=g.x, options="PadOptions"), (2, 2), (1, 7, 8, 2)), **image)
never("floats_between", lambda g: g.op("QUANTIZE", g("DEQUANTIZE", g.dense(g.x), shape=(1, 5), options="DequantizeOptions"), shape=(1, 5), options="QuantizeOptions"))
never("batch_of_four", lambda g: g.dense(g.x, shape=(4, 5)), shape=(4, 6))
never("moved_axes", lambda g: g.op("TRANSPOSE", g.x, ints(0, 2, 1, 3), shape=(1, 6, 5, 2), like=g.x, options="TransposeOptions"), **image)
never("custom", lambda g: g.op("CUSTOM", g.dense(g.x), shape=(1, 5), custom="Mystery"))
never("sum_overflows", lambda g: g.op("FULLY_CONNECTED", g.x, g.weights(4, 6, axis=0, per_channel=False), g.constant(np.full(4, 2**31 - 1, np.int32), scale=1.0), shape=(1, 4), options="FullyConnectedOptions"))

np.savez_compressed(path("tflite_int8.npz"), **accepted)
np.savez_compressed(path("refused_tflite_int8.npz"), **refused)
print(len([name for name in accepted if name.endswith(".tflite")]), "graphs of integers,", len(refused), "refused")
