#!/usr/bin/env python3
"""Small graphs of TensorFlow Lite that keep frames of eight bits in variables: `python3 hand_made_tflite_stream.py`, with
requirements-tflite.txt installed.

Writes `tflite_stream.npz`, with each file's bytes, sequences of calls and what the reference kernels of tflite-runtime make of
them, and `refused_tflite_stream.npz`, with files that are no streams of layers of eight bits.
"""

import numpy as np
import tflite_runtime.interpreter as runtime
from record import path
from tensorflow.lite.python import schema_py_generated as s
from tflite_graph import RELU, VALID, Graph, ints, store

random = np.random.default_rng(21)
accepted, refused = {}, {}
CASES, CALLS = 2, 24
RESOURCE = 13


class Stream(Graph):
    """A graph of calls that bring some positions of a sequence, whose variables another graph sets once."""

    def __init__(self, positions, channels):
        super().__init__((1, positions, 1, channels), dtype=np.int8)
        self.quantize(self.x)
        self.first, self.handles = None, []
        self("CALL_ONCE", shape=(), outputs=0, options="CallOnceOptions", initSubgraphIndex=1)

    def quantize(self, index, scale=None, zero=None):
        own = self.tensors[index].quantization = s.QuantizationParametersT()
        own.scale = np.float32([random.uniform(0.01, 0.1) if scale is None else scale])
        own.zeroPoint = np.int64([random.integers(-128, 128) if zero is None else zero])

    def like(self, index, other):
        own = self.tensors[other].quantization
        self.quantize(index, own.scale[0], own.zeroPoint[0])
        return index

    def shape(self, index):
        return self.tensors[index].shape

    def kept(self, x, count, begin=None):
        """The positions of a variable and those of a value, whose last ones are put into the variable again."""
        _, positions, _, channels = self.shape(x)
        name = f"state{len(self.handles)}"
        handle = self("VAR_HANDLE", shape=(), options="VarHandleOptions", sharedName=name, container="")
        self.tensors[handle].type = RESOURCE
        read = self.like(self("READ_VARIABLE", handle, shape=(1, count, 1, channels), dtype=np.int8, options="ReadVariableOptions"), x)
        zero = self.tensors[x].quantization.zeroPoint[0] if begin is None else begin
        self.handles.append((name, read, np.full((1, count, 1, channels), zero, np.int8)))
        joined = self("CONCATENATION", read, x, shape=(1, count + positions, 1, channels), dtype=np.int8, options="ConcatenationOptions", axis=1)
        self.like(joined, x)
        rest = self.last(joined, count)
        self("ASSIGN_VARIABLE", handle, rest, shape=(), outputs=0, options="AssignVariableOptions")
        return joined

    def last(self, x, count, end=None):
        _, positions, _, channels = self.shape(x)
        end = positions if end is None else end
        cut = self("STRIDED_SLICE", x, ints(0, end - count, 0, 0), ints(1, end, 1, channels), ints(1, 1, 1, 1), shape=(1, count, 1, channels),
                   dtype=np.int8, options="StridedSliceOptions")
        return self.like(cut, x)

    def convolve(self, x, filters=None, activation=0, size=None):
        """A convolution over all positions; without filters, each channel on its own."""
        _, positions, _, channels = self.shape(x)
        size = size or positions
        shape, axis = ((1, size, 1, channels), 3) if filters is None else ((filters, size, 1, channels), 0)
        count = filters or channels
        scales = random.uniform(0.002, 0.02, count).astype(np.float32)
        weights = self.constant(random.integers(-127, 128, shape).astype(np.int8), scale=scales, axis=axis)
        biases = self.constant(random.integers(-3000, 3000, count).astype(np.int32), scale=self.tensors[x].quantization.scale * scales)
        options = dict(padding=VALID, strideH=1, strideW=1, dilationHFactor=1, dilationWFactor=1, fusedActivationFunction=activation)
        name, kind = ("DEPTHWISE_CONV_2D", "DepthwiseConv2DOptions") if filters is None else ("CONV_2D", "Conv2DOptions")
        if filters is None:
            options["depthMultiplier"] = 1
        made = self(name, x, weights, biases, shape=(1, positions - size + 1, 1, count), dtype=np.int8, options=kind, version=3, **options)
        self.quantize(made, scale=random.uniform(0.1, 0.3))
        return made

    def row(self, x):
        length = int(np.prod(self.shape(x)))
        flat = self("RESHAPE", x, ints(1, length), shape=(1, length), dtype=np.int8, options="ReshapeOptions", newShape=[1, length])
        return self.like(flat, x)

    def units(self, x, count):
        _, length = self.shape(x)
        weights = self.constant(random.integers(-127, 128, (count, length)).astype(np.int8), scale=0.01)
        biases = self.constant(random.integers(-3000, 3000, count).astype(np.int32), scale=self.tensors[x].quantization.scale * 0.01)
        made = self("FULLY_CONNECTED", x, weights, biases, shape=(1, count), dtype=np.int8, options="FullyConnectedOptions", version=4)
        self.quantize(made, scale=0.2)
        return made

    def halves(self, x):
        _, positions, _, channels = self.shape(x)
        parts = self("SPLIT_V", x, ints(channels // 2, channels // 2), np.array(3, np.int32), shape=[(1, positions, 1, channels // 2)] * 2,
                     outputs=2, dtype=np.int8, options="SplitVOptions", numSplits=2)
        return [self.like(part, x) for part in parts]

    def file(self, output):
        """The file, with the graph that sets the variables."""
        once = Graph()
        once.tensors, once.inputs, once.buffers, once.codes = [], [], self.buffers, self.codes
        for name, read, begin in self.handles:
            handle = once("VAR_HANDLE", shape=(), options="VarHandleOptions", sharedName=name, container="")
            once.tensors[handle].type = RESOURCE
            value = once.constant(begin)
            once.tensors[value].quantization = self.tensors[read].quantization
            once("ASSIGN_VARIABLE", handle, value, shape=(), outputs=0, options="AssignVariableOptions")
        graph = s.SubGraphT()
        graph.tensors, graph.operators, graph.inputs, graph.outputs = once.tensors, once.operators, [], []
        self.others_graphs = [graph]
        return super().file(output)


def computed(data):
    """Returns sequences at random, and what the calls give."""
    inputs, outputs = [], []
    for _ in range(CASES):
        interpreter = runtime.Interpreter(model_content=data, experimental_op_resolver_type=runtime.OpResolverType.BUILTIN_REF)
        interpreter.allocate_tensors()
        [given], [made] = interpreter.get_input_details(), interpreter.get_output_details()
        frames = random.integers(-128, 128, (CALLS, *given["shape"])).astype(np.int8)
        rows = []
        for frame in frames:
            interpreter.set_tensor(given["index"], frame)
            interpreter.invoke()
            rows.append(interpreter.get_tensor(made["index"]).ravel())
        inputs.append(frames.ravel())
        outputs.append(np.concatenate(rows))
    return np.array(inputs), np.array(outputs)


def each(name, positions, channels, make):
    graph = Stream(positions, channels)
    data = graph.file(make(graph))
    store(accepted, name, data, *computed(data))


def never(name, positions, channels, make):
    graph = Stream(positions, channels)
    store(refused, name, graph.file(make(graph)))


each("causal", 1, 3, lambda g: g.convolve(g.kept(g.x, 4), 5, RELU))
each("depthwise", 1, 4, lambda g: g.convolve(g.convolve(g.kept(g.x, 2)), 3))
each("three_positions", 3, 4, lambda g: g.convolve(g.kept(g.x, 2), 5, RELU))
each("two_positions_of_six", 2, 3, lambda g: g.convolve(g.kept(g.convolve(g.kept(g.x, 4), 4), 3)))
each("fewer_kept_than_new", 4, 2, lambda g: g.convolve(g.kept(g.x, 1), 3))
each("row", 1, 3, lambda g: g.units(g.row(g.kept(g.convolve(g.x, 4, RELU), 3)), 2))


def mixed(g):
    joined = g.kept(g.convolve(g.x, 4), 6)
    a, b = g.halves(joined)
    a, b = g.convolve(g.last(a, 3)), g.convolve(b)
    g.like(b, a)
    both = g("CONCATENATION", a, b, shape=(1, 1, 1, 4), dtype=np.int8, options="ConcatenationOptions", axis=3)
    return g.convolve(g.like(both, a), 2)


each("mixed", 1, 3, mixed)
never("begins_with_something", 1, 3, lambda g: g.convolve(g.kept(g.x, 4, begin=9), 5))
never("several_outputs", 1, 3, lambda g: g.convolve(g.kept(g.x, 4), 5, size=3))
never("not_the_last", 1, 3, lambda g: g.convolve(g.last(g.kept(g.x, 4), 3, end=4), 5))
never("channels_of_positions", 2, 3, lambda g: g.convolve(g.kept(g.x, 2)))
never("positions_as_output", 1, 3, lambda g: g.kept(g.x, 2))


if __name__ == "__main__":
    np.savez_compressed(path("tflite_stream.npz"), **accepted)
    np.savez_compressed(path("refused_tflite_stream.npz"), **refused)
