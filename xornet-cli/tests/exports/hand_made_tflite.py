#!/usr/bin/env python3
"""Small graphs of TensorFlow Lite, one for each operator, option and refusal: `python3 hand_made_tflite.py`, with
requirements-tflite.txt installed.

Writes `tflite.npz`, with each file's bytes, inputs and what the reference kernels of tflite-runtime make of them, and
`refused_tflite.npz`, with files that no network of layers can be.
"""

import numpy as np
import tflite_runtime.interpreter as runtime
from record import path, some
from tflite_graph import RELU, RELU6, RELU_N1, SAME, SIGN, TANH, VALID, Graph, ints, numbers, store

accepted, refused = {}, {}


def accept(name, graph, output, resolver="BUILTIN_REF"):
    file = graph.file(output)
    interpreter = runtime.Interpreter(model_content=file, experimental_op_resolver_type=runtime.OpResolverType[resolver])
    interpreter.allocate_tensors()
    shapes = [detail["shape"] for detail in interpreter.get_input_details()]
    lengths = [int(np.prod(shape)) for shape in shapes]
    inputs = some(5 if sum(lengths) < 20 else 2, sum(lengths))
    rows = []
    for row in inputs:
        interpreter.reset_all_variables()
        for detail, part in zip(interpreter.get_input_details(), np.split(row, np.cumsum(lengths)[:-1])):
            interpreter.set_tensor(detail["index"], part.reshape(detail["shape"]))
        interpreter.invoke()
        outputs = [interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()]
        rows.append(np.concatenate([y.ravel() for y in outputs]))
    store(accepted, name, file, inputs, np.stack(rows))


def each(name, build, resolver="BUILTIN_REF", **options):
    """A graph of one expression."""
    graph = Graph(**options)
    accept(name, graph, build(graph), resolver)


def never(name, build, **options):
    graph = Graph(**options)
    store(refused, name, graph.file(build(graph)))


image = dict(shape=(1, 5, 6, 2))
sequence = dict(shape=(1, 7, 3))

# Matrices.
each("dense", lambda g: g.dense(g.x, units=3))
each("dense_open_batch", lambda g: g.dense(g.x, units=3), signature=[-1, 4])
each("dense_without_bias", lambda g: g("FULLY_CONNECTED", g.x, numbers(3, 4), None, shape=(1, 3), options="FullyConnectedOptions"))
each("dense_of_image", lambda g: g.dense(g.x, 60, 3), **image)
each("dense_on_rows", lambda g: g.dense(g.x, 3, 2, shape=(1, 7, 2), keepNumDims=True), **sequence)
for name, code in (("relu", RELU), ("relu_n1", RELU_N1), ("relu6", RELU6)):
    each(f"dense_{name}", lambda g: g.dense(g.x, units=3, fusedActivationFunction=code))
each("dense_float16", lambda g: g("FULLY_CONNECTED", g.x, g("DEQUANTIZE", numbers(3, 4).astype(np.float16), shape=(3, 4), options="DequantizeOptions"), numbers(3), shape=(1, 3), options="FullyConnectedOptions"))
each("dense_int8", lambda g: g("FULLY_CONNECTED", g.x, g("DEQUANTIZE", g.constant(np.array([[1, -128, 127, 0], [5, 6, -7, 8]], np.int8), scale=0.25, zero=-3), shape=(2, 4), options="DequantizeOptions", version=2), numbers(2), shape=(1, 2), options="FullyConnectedOptions"))
each("dense_uint8", lambda g: g("FULLY_CONNECTED", g.x, g("DEQUANTIZE", g.constant(np.array([[1, 255, 0, 3]], np.uint8), scale=0.5, zero=7), shape=(1, 4), options="DequantizeOptions"), numbers(1), shape=(1, 1), options="FullyConnectedOptions"))
each("matmul", lambda g: g("BATCH_MATMUL", g.x, numbers(3, 2), shape=(1, 7, 2), options="BatchMatMulOptions"), **sequence)
each("matmul_transposed", lambda g: g("BATCH_MATMUL", g.x, numbers(2, 3), shape=(1, 7, 2), options="BatchMatMulOptions", adjY=True), **sequence)

# Convolutions.
for padding, name in ((SAME, "same"), (VALID, "valid")):
    for stride in (1, 2):
        out = lambda size, extent: -(-size // stride) if padding == SAME else -(-(size - extent + 1) // stride)
        each(f"conv_{name}_{stride}", lambda g: g.conv(g.x, 3, (3, 2), (1, out(5, 3), out(6, 2), 3), (stride, stride), padding=padding), **image)
        each(f"depthwise_{name}_{stride}", lambda g: g("DEPTHWISE_CONV_2D", g.x, numbers(1, 3, 2, 2), numbers(2), shape=(1, out(5, 3), out(6, 2), 2), options="DepthwiseConv2DOptions", strideH=stride, strideW=stride, depthMultiplier=1, padding=padding), **image)
        each(f"average_pool_{name}_{stride}", lambda g: g.pool("AVERAGE", g.x, (3, 2), (1, out(5, 3), out(6, 2), 2), (stride, stride), padding), **image)
        each(f"max_pool_{name}_{stride}", lambda g: g.pool("MAX", g.x, (3, 2), (1, out(5, 3), out(6, 2), 2), (stride, stride), padding), **image)
each("conv_open_batch", lambda g: g.conv(g.x, 3, (3, 3), (1, 5, 6, 3)), **image, signature=[-1, 5, 6, 2])
each("conv_dilated", lambda g: g.conv(g.x, 3, (2, 3), (1, 5, 6, 3), dilation=(2, 2)), **image)
each("dilated_by_batches", lambda g: g("BATCH_TO_SPACE_ND", g.conv(g("SPACE_TO_BATCH_ND", g.x, ints(2, 2), ints([2, 3], [2, 2]), shape=(4, 5, 5, 2), options="SpaceToBatchNDOptions"), 3, (3, 3), (4, 3, 3, 3), padding=VALID), ints(2, 2), ints([0, 1], [0, 0]), shape=(1, 5, 6, 3), options="BatchToSpaceNDOptions"), **image)
each("conv_relu6", lambda g: g.conv(g.x, 3, (3, 3), (1, 5, 6, 3), fusedActivationFunction=RELU6), **image)
each("conv_groups", lambda g: g.conv(g.x, 6, (3, 3), (1, 5, 6, 6), channels=2), shape=(1, 5, 6, 4))
each("conv_one_channel", lambda g: g.conv(g.x, 2, (3, 3), (1, 5, 6, 2), channels=1), shape=(1, 5, 6, 1))
each("conv_whole", lambda g: g.conv(g.x, 4, (5, 6), (1, 1, 1, 4), padding=VALID), **image)
each("depthwise_multiplied", lambda g: g("DEPTHWISE_CONV_2D", g.x, numbers(1, 3, 3, 6), numbers(6), shape=(1, 5, 6, 6), options="DepthwiseConv2DOptions", strideH=1, strideW=1, depthMultiplier=3, padding=SAME, fusedActivationFunction=RELU), **image)
each("depthwise_dilated", lambda g: g("DEPTHWISE_CONV_2D", g.x, numbers(1, 2, 2, 2), numbers(2), shape=(1, 5, 6, 2), options="DepthwiseConv2DOptions", strideH=1, strideW=1, dilationHFactor=2, dilationWFactor=3, depthMultiplier=1, padding=SAME), **image)
each("depthwise_one_channel", lambda g: g("DEPTHWISE_CONV_2D", g.x, numbers(1, 3, 3, 4), numbers(4), shape=(1, 5, 6, 4), options="DepthwiseConv2DOptions", strideH=1, strideW=1, depthMultiplier=4, padding=SAME), shape=(1, 5, 6, 1))
each("padded_conv", lambda g: g.conv(g("PAD", g.x, ints([0, 0], [1, 2], [2, 1], [0, 0]), shape=(1, 8, 9, 2), options="PadOptions"), 3, (3, 3), (1, 3, 4, 3), (2, 2), padding=VALID), **image)
each("padded_max_pool", lambda g: g.pool("MAX", g("PADV2", g.x, ints([0, 0], [1, 1], [1, 1], [0, 0]), np.float32(-np.finfo(np.float32).max), shape=(1, 7, 8, 2), options="PadV2Options"), (3, 3), (1, 3, 3, 2), (2, 2), VALID), **image)
for padding, lengths, name in ((SAME, (10, 12), "same"), (VALID, (11, 13), "valid")):
    each(f"transpose_conv_{name}", lambda g: g("TRANSPOSE_CONV", ints(1, *lengths, 3), numbers(3, 3, 3, 2), g.x, shape=(1, *lengths, 3), options="TransposeConvOptions", strideH=2, strideW=2, padding=padding), **image)
each("transpose_conv_bias", lambda g: g("TRANSPOSE_CONV", ints(1, 10, 12, 3), numbers(3, 2, 2, 2), g.x, numbers(3), shape=(1, 10, 12, 3), options="TransposeConvOptions", strideH=2, strideW=2, padding=SAME, version=3), **image)
each("transpose_conv_wide", lambda g: g("TRANSPOSE_CONV", ints(1, 15, 12, 3), numbers(3, 2, 2, 2), g.x, shape=(1, 15, 12, 3), options="TransposeConvOptions", strideH=3, strideW=2, padding=SAME), **image)
each("pool_whole", lambda g: g("RESHAPE", g.pool("AVERAGE", g.x, (5, 6), (1, 1, 1, 2), (5, 6), VALID), ints(1, 2), shape=(1, 2), options="ReshapeOptions"), **image)
each("pool_relu", lambda g: g.pool("AVERAGE", g.x, (2, 2), (1, 5, 6, 2), fusedActivationFunction=RELU), **image)
each("resize", lambda g: g("RESIZE_NEAREST_NEIGHBOR", g.conv(g.x, 3, (3, 3), (1, 5, 6, 3)), ints(10, 18), shape=(1, 10, 18, 3), options="ResizeNearestNeighborOptions"), **image)
each("resize_half_pixel", lambda g: g("RESIZE_NEAREST_NEIGHBOR", g.x, ints(15, 12), shape=(1, 15, 12, 2), options="ResizeNearestNeighborOptions", halfPixelCenters=True, version=3), **image)


def by_numpy(name, weights, scales, **quantization):
    """A dense layer on weights of eight bits, for which the runtime would round its inputs, too."""
    graph, biases = Graph(), numbers(len(weights))
    x = graph("FULLY_CONNECTED", graph.x, graph.constant(weights, scale=scales, **quantization), biases, shape=(1, len(weights)), options="FullyConnectedOptions")
    inputs, zero = some(5, 4), quantization.get("zero", 0)
    matrix = (weights.astype(np.float64) - zero) * np.float64(np.float32(scales)).reshape(-1, 1)
    store(accepted, name, graph.file(x), inputs, (inputs @ matrix.T + biases).astype(np.float32))


by_numpy("dense_hybrid", np.array([[1, -127, 127, 0], [5, 6, -7, 8]], np.int8), 0.0123)
by_numpy("dense_hybrid_per_row", np.array([[1, -127, 127, 0], [5, 6, -7, 8]], np.int8), [0.0123, 0.25], axis=0)
by_numpy("dense_hybrid_uint8", np.array([[1, 255, 0, 3], [9, 8, 7, 6]], np.uint8), 0.03, zero=7)

# Convolutions over one axis.
def conv1d(g, x, size, length, filters=4, channels=3, padding=SAME, frames=7):
    x = g("EXPAND_DIMS", x, ints(1).reshape(()), shape=(1, 1, frames, channels), options="ExpandDimsOptions")
    x = g.conv(x, filters, (1, size), (1, 1, length, filters), padding=padding, channels=channels)
    return g("SQUEEZE", x, shape=(1, length, filters), options="SqueezeOptions", squeezeDims=[1])


each("conv1d", lambda g: conv1d(g, g.x, 3, 7), **sequence)
each("conv1d_causal", lambda g: conv1d(g, g("PAD", g.x, ints([0, 0], [2, 0], [0, 0]), shape=(1, 9, 3), options="PadOptions"), 3, 7, padding=VALID, frames=9), **sequence)
each("conv1d_twice", lambda g: conv1d(g, g("RELU", conv1d(g, g.x, 3, 7), shape=(1, 7, 4)), 2, 6, channels=4, padding=VALID), **sequence)
each("conv1d_reshaped", lambda g: g("RESHAPE", g.conv(g("RESHAPE", g.x, ints(1, 1, 7, 3), shape=(1, 1, 7, 3), options="ReshapeOptions"), 4, (1, 3), (1, 1, 7, 4), channels=3), ints(1, 7, 4), shape=(1, 7, 4), options="ReshapeOptions"), **sequence)

# Activations.
by_all = {"ELU": "BUILTIN_WITHOUT_DEFAULT_DELEGATES"}  # There is no reference kernel.
for name, options, values in (
    ("RELU", None, {}), ("RELU6", None, {}), ("RELU_N1_TO_1", None, {}), ("LOGISTIC", None, {}),
    ("TANH", None, {}), ("EXP", "ExpOptions", {}), ("HARD_SWISH", "HardSwishOptions", {}), ("ELU", None, {}),
    ("LEAKY_RELU", "LeakyReluOptions", {"alpha": 0.25}), ("SOFTMAX", "SoftmaxOptions", {"beta": 1.0}),
    ("LOG_SOFTMAX", "LogSoftmaxOptions", {}), ("GELU", "GeluOptions", {"approximate": False}),
    ("L2_NORMALIZATION", "L2NormOptions", {})):
    each(name.lower(), lambda g: g(name, g.dense(g.x), shape=(1, 4), options=options, **values), by_all.get(name, "BUILTIN_REF"))
    if name != "L2_NORMALIZATION":
        each(f"{name.lower()}_of_image", lambda g: g(name, g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), shape=(1, 5, 6, 3), options=options, **values), by_all.get(name, "BUILTIN_REF"), **image)
each("gelu_tanh", lambda g: g("GELU", g.dense(g.x), shape=(1, 4), options="GeluOptions", approximate=True))
each("softmax_beta", lambda g: g("SOFTMAX", g.dense(g.x), shape=(1, 4), options="SoftmaxOptions", beta=0.5))
each("prelu", lambda g: g("PRELU", g.dense(g.x), numbers(4), shape=(1, 4)))
each("prelu_of_image", lambda g: g("PRELU", g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), numbers(1, 1, 3), shape=(1, 5, 6, 3)), **image)

# Arithmetic.
for name in ("ADD", "SUB", "MUL"):
    options = f"{name.capitalize()}Options"
    each(f"{name.lower()}_constant", lambda g: g(name, g.dense(g.x), numbers(4), shape=(1, 4), options=options))
    each(f"{name.lower()}_first", lambda g: g.dense(g(name, numbers(4), g.x, shape=(1, 4), options=options)))
    each(f"{name.lower()}_two", lambda g: g(name, g.dense(g.x), g.others[0], shape=(1, 4), options=options), others=[(1, 4)])
    each(f"{name.lower()}_images", lambda g: g(name, g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), g.conv(g.x, 3, (3, 3), (1, 5, 6, 3)), shape=(1, 5, 6, 3), options=options, fusedActivationFunction=RELU), **image)
    each(f"{name.lower()}_channels", lambda g: g.conv(g(name, g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), numbers(3), shape=(1, 5, 6, 3), options=options), 2, (3, 3), (1, 5, 6, 2), channels=3), **image)
each("div", lambda g: g("DIV", g.dense(g.x), np.abs(numbers(4)) + np.float32(0.5), shape=(1, 4), options="DivOptions"))
each("maximum", lambda g: g("MAXIMUM", g.dense(g.x), g.dense(g.x), shape=(1, 4), options="MaximumMinimumOptions"))
each("minimum", lambda g: g("MINIMUM", g.dense(g.x), g.dense(g.x), shape=(1, 4), options="MaximumMinimumOptions"))
each("maximum_constant", lambda g: g("MAXIMUM", g.dense(g.x), 0.25, shape=(1, 4), options="MaximumMinimumOptions"))
each("add_n", lambda g: g("ADD_N", g.dense(g.x), g.dense(g.x), g.x, shape=(1, 4), options="AddNOptions"))
each("square", lambda g: g("SQUARE", g.dense(g.x), shape=(1, 4), options="SquareOptions"))
each("squared_difference", lambda g: g("SQUARED_DIFFERENCE", g.dense(g.x), g.x, shape=(1, 4), options="SquaredDifferenceOptions"))
each("neg", lambda g: g("NEG", g.dense(g.x), shape=(1, 4), options="NegOptions"))
each("scaled_by_gate", lambda g: g("MUL", g.x, g("LOGISTIC", g("MEAN", g.x, ints(1, 2), shape=(1, 1, 1, 2), options="ReducerOptions", keepDims=True), shape=(1, 1, 1, 2)), shape=(1, 5, 6, 2), options="MulOptions"), **image)

# Shapes, and parts of values.
for keep in (True, False):
    for name in ("MEAN", "SUM", "REDUCE_MAX"):
        kept = (1, 1, 1, 3) if keep else (1, 3)
        each(f"{name.lower()}_{keep}".lower(), lambda g: g(name, g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), ints(1, 2), shape=kept, options="ReducerOptions", keepDims=keep), **image)
        each(f"{name.lower()}_input_{keep}".lower(), lambda g: g(name, g.x, ints(2, 1), shape=kept[:-1] + (2,), options="ReducerOptions", keepDims=keep), **image)
each("mean_of_channels", lambda g: g("MEAN", g.x, ints(-1), shape=(1, 5, 6, 1), options="ReducerOptions", keepDims=True), **image)
each("mean_of_frames", lambda g: g("MEAN", g.x, ints(1), shape=(1, 3), options="ReducerOptions"), **sequence)
each("mean_of_row", lambda g: g("MEAN", g.dense(g.x), ints(1), shape=(1, 1), options="ReducerOptions", keepDims=True))
each("reshape", lambda g: g.dense(g("RESHAPE", g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), ints(1, 90), shape=(1, 90), options="ReshapeOptions"), 90, 3), **image)
each("reshape_open", lambda g: g.dense(g("RESHAPE", g.x, ints(-1, 60), shape=(1, 60), options="ReshapeOptions"), 60, 3), **image)
each("reshape_by_option", lambda g: g.dense(g("RESHAPE", g.x, shape=(1, 60), options="ReshapeOptions", newShape=[1, 60]), 60, 3), **image)
each("reshape_to_image", lambda g: g.conv(g("RESHAPE", g.dense(g.x, 4, 24), ints(1, 3, 4, 2), shape=(1, 3, 4, 2), options="ReshapeOptions"), 3, (2, 2), (1, 3, 4, 3)))


def dynamic(g):
    shape = g("SHAPE", g.x, shape=(4,), options="ShapeOptions", outType=2, dtype=np.int32)
    batch = g("STRIDED_SLICE", shape, ints(0), ints(1), ints(1), shape=(), options="StridedSliceOptions", shrinkAxisMask=1, dtype=np.int32)
    shape = g("PACK", batch, ints(60).reshape(()), shape=(2,), options="PackOptions", valuesCount=2, axis=0, dtype=np.int32)
    return g.dense(g("RESHAPE", g.x, shape, shape=(1, 60), options="ReshapeOptions"), 60, 3)


each("reshape_computed", dynamic, **image, signature=[-1, 5, 6, 2])
each("transpose", lambda g: g.dense(g("RESHAPE", g("TRANSPOSE", g.x, ints(0, 3, 1, 2), shape=(1, 2, 5, 6), options="TransposeOptions"), ints(1, 60), shape=(1, 60), options="ReshapeOptions"), 60, 3), **image)
each("squeeze_all", lambda g: g.dense(g("EXPAND_DIMS", g("SQUEEZE", g.x, shape=(4,), options="SqueezeOptions"), ints(0), shape=(1, 4), options="ExpandDimsOptions")), shape=(1, 1, 4))
each("concatenation", lambda g: g("CONCATENATION", g.dense(g.x), g.x, shape=(1, 8), options="ConcatenationOptions", axis=1))
each("concatenation_of_channels", lambda g: g.conv(g("CONCATENATION", g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), g.x, shape=(1, 5, 6, 5), options="ConcatenationOptions", axis=-1), 2, (3, 3), (1, 5, 6, 2), channels=5), **image)
each("concatenation_of_rows", lambda g: g("CONCATENATION", g.x, g.conv(g.x, 2, (2, 2), (1, 5, 6, 2)), shape=(1, 10, 6, 2), options="ConcatenationOptions", axis=1), **image)
each("slice", lambda g: g.dense(g("SLICE", g.x, ints(0, 1), ints(1, -1), shape=(1, 3), options="SliceOptions"), 3))
each("strided_slice", lambda g: g.dense(g("STRIDED_SLICE", g.x, ints(0, 1), ints(0, 4), ints(1, 2), shape=(1, 2), options="StridedSliceOptions", beginMask=1, endMask=1), 2))
each("strided_slice_back", lambda g: g.dense(g("STRIDED_SLICE", g.x, ints(0, -1), ints(1, 0), ints(1, -1), shape=(1, 4), options="StridedSliceOptions", endMask=2), 4))
each("strided_slice_last_frame", lambda g: g.dense(g("STRIDED_SLICE", g.x, ints(0, -1, 0), ints(0, 0, 0), ints(1, 1, 1), shape=(1, 3), options="StridedSliceOptions", beginMask=5, endMask=5, shrinkAxisMask=2), 3), **sequence)
each("strided_slice_of_channels", lambda g: g("STRIDED_SLICE", g.conv(g.x, 4, (2, 2), (1, 5, 6, 4)), ints(0, 0, 0, 1), ints(0, 0, 0, 3), ints(1, 1, 1, 1), shape=(1, 5, 6, 2), options="StridedSliceOptions", beginMask=7, endMask=7), **image)
each("split", lambda g: g("ADD", *g("SPLIT", ints(1).reshape(()), g.x, outputs=2, shape=(1, 2), options="SplitOptions", numSplits=2), shape=(1, 2), options="AddOptions"))
each("split_v", lambda g: g("MUL", *g("SPLIT_V", g.x, ints(2, -1), ints(1).reshape(()), outputs=2, shape=(1, 2), options="SplitVOptions", numSplits=2), shape=(1, 2), options="MulOptions"))
each("split_of_channels", lambda g: g("MUL", *g("SPLIT", ints(-1).reshape(()), g.conv(g.x, 4, (2, 2), (1, 5, 6, 4)), outputs=2, shape=(1, 5, 6, 2), options="SplitOptions", numSplits=2), shape=(1, 5, 6, 2), options="MulOptions"), **image)
each("unpack", lambda g: g("ADD", *g("UNPACK", g.x, outputs=2, shape=(1, 3), options="UnpackOptions", axis=1, num=2), shape=(1, 3), options="AddOptions"), shape=(1, 2, 3))
each("gather", lambda g: g.dense(g("GATHER", g.x, ints(3, 0, 1), shape=(1, 3), options="GatherOptions", axis=1), 3))
each("tile", lambda g: g("TILE", g.dense(g.x), ints(1, 2), shape=(1, 8), options="TileOptions"))
each("two_outputs", lambda g: [g("SOFTMAX", g.dense(g.x), shape=(1, 4), options="SoftmaxOptions", beta=1.0), g("TANH", g.dense(g.x, units=1), shape=(1, 1))], names=(["observation"], ["policy", "value"]))
each("two_inputs", lambda g: g("CONCATENATION", g.dense(g.x), g.dense(g.others[0], 3), shape=(1, 8), options="ConcatenationOptions", axis=1), others=[(1, 3)], names=(["left", "right"], ["joined"]))

# Recurrent layers.
def lstm(g, x, time_major=False, shape=(1, 7, 4), inputs=3, units=4, **options):
    weights = [numbers(units, inputs) for _ in range(4)] + [numbers(units, units) for _ in range(4)]
    return g("UNIDIRECTIONAL_SEQUENCE_LSTM", x, *weights, None, None, None, *[numbers(units) for _ in range(4)], None, None,
             g.variable(1, units), g.variable(1, units), shape=shape, options="UnidirectionalSequenceLSTMOptions",
             fusedActivationFunction=TANH, timeMajor=time_major, **options)


each("lstm", lambda g: lstm(g, g.x), **sequence)
each("lstm_time_major", lambda g: lstm(g, g.x, True, (7, 1, 4)), shape=(7, 1, 3))
each("lstm_last", lambda g: g.dense(g("STRIDED_SLICE", lstm(g, g.x), ints(0, -1, 0), ints(0, 0, 0), ints(1, 1, 1), shape=(1, 4), options="StridedSliceOptions", beginMask=5, endMask=5, shrinkAxisMask=2)), **sequence)
each("lstm_twice", lambda g: lstm(g, lstm(g, g.x), inputs=4), **sequence)

# What cannot be layers.
never("custom", lambda g: g("CUSTOM", g.dense(g.x), shape=(1, 4), custom="FlexErf"))
never("bilinear", lambda g: g("RESIZE_BILINEAR", g.x, ints(10, 12), shape=(1, 10, 12, 2), options="ResizeBilinearOptions", version=3), **image)
never("align_corners", lambda g: g("RESIZE_NEAREST_NEIGHBOR", g.x, ints(10, 12), shape=(1, 10, 12, 2), options="ResizeNearestNeighborOptions", alignCorners=True), **image)
never("sign", lambda g: g.dense(g.x, fusedActivationFunction=SIGN))
never("no_layer", lambda g: g("L2_POOL_2D", g("DEPTH_TO_SPACE", g.x, shape=(1, 10, 12, 1), options="DepthToSpaceOptions", blockSize=2), shape=(1, 10, 12, 1), options="Pool2DOptions"), shape=(1, 5, 6, 4))
never("argmax", lambda g: g("TANH", g("CAST", g("ARG_MAX", g.dense(g.x), ints(1).reshape(()), shape=(1,), options="ArgMaxOptions", dtype=np.int32), shape=(1,), options="CastOptions"), shape=(1,)))
never("variables", lambda g: g("ADD", g.x, g("READ_VARIABLE", g("VAR_HANDLE", shape=(), options="VarHandleOptions", dtype=np.int32), shape=(1, 4), options="ReadVariableOptions"), shape=(1, 4), options="AddOptions"))
never("mirror_pad", lambda g: g.conv(g("MIRROR_PAD", g.x, ints([0, 0], [1, 1], [1, 1], [0, 0]), shape=(1, 7, 8, 2), options="MirrorPadOptions", mode=1), 3, (3, 3), (1, 5, 6, 3), padding=VALID), **image)
never("weights_that_vary", lambda g: g("FULLY_CONNECTED", g.x, g("TANH", g.x, shape=(1, 4)), shape=(1, 1), options="FullyConnectedOptions"))
never("softmax_over_frames", lambda g: g("TRANSPOSE", g("SOFTMAX", g("TRANSPOSE", g.conv(g.x, 3, (2, 2), (1, 5, 6, 3)), ints(0, 2, 3, 1), shape=(1, 6, 3, 5), options="TransposeOptions"), shape=(1, 6, 3, 5), options="SoftmaxOptions", beta=1.0), ints(0, 3, 1, 2), shape=(1, 5, 6, 3), options="TransposeOptions"), **image)
never("clipped_lstm", lambda g: lstm(g, g.x, cellClip=1.0), **sequence)
never("no_input", lambda g: g("TANH", g.tensor("ghost", (1, 4)), shape=(1, 4)))
never("wrong_options", lambda g: g("SOFTMAX", g.x, shape=(1, 4), options="LeakyReluOptions", alpha=1.0))
never("spread_over_batches", lambda g: g("TANH", g("SPACE_TO_BATCH_ND", g.x, ints(1, 2), ints([0, 0], [0, 0]), shape=(2, 5, 3, 2), options="SpaceToBatchNDOptions"), shape=(2, 5, 3, 2)), **image)
never("mixed_samples", lambda g: g("MEAN", g.x, ints(0), shape=(4,), options="ReducerOptions"), signature=[-1, 4])

np.savez_compressed(path("tflite.npz"), **accepted)
np.savez_compressed(path("refused_tflite.npz"), **refused)
print(len([name for name in accepted if name.endswith(".tflite")]), "graphs,", len(refused), "refused")
