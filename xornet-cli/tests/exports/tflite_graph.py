"""Graphs of TensorFlow Lite in the making, for the scripts that write small files of them."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import flatbuffers
import numpy as np
from tensorflow.lite.python import schema_py_generated as s

random = np.random.default_rng(0)
TYPES = {np.dtype(t): code for t, code in [
    ("float32", 0), ("float16", 1), ("int32", 2), ("uint8", 3), ("int64", 4), ("bool", 6), ("int16", 7), ("int8", 9)]}
RELU, RELU_N1, RELU6, TANH, SIGN = 1, 2, 3, 4, 5
SAME, VALID = 0, 1


def numbers(*shape):
    return (random.integers(-96, 97, size=shape) / 64).astype(np.float32)


def ints(*values):
    return np.array(values, dtype=np.int32)


class Graph:
    """A graph in the making: calls add operators and give the numbers of their outputs."""

    def __init__(self, shape=(1, 4), signature=None, others=(), dtype=np.float32, names=None):
        self.tensors, self.buffers, self.operators, self.codes = [], [s.BufferT()], [], []
        self.names = names
        self.others_graphs = []
        self.inputs = [self.tensor("x", shape, dtype, signature)]
        self.inputs += [self.tensor(f"x{place + 2}", other, dtype) for place, other in enumerate(others)]
        [self.x, *self.others] = self.inputs

    def tensor(self, name, shape, dtype=np.float32, signature=None, data=None, scale=None, zero=None, axis=0, variable=False):
        tensor = s.TensorT()
        tensor.name, tensor.shape, tensor.type = name, list(shape), TYPES[np.dtype(dtype)]
        tensor.shapeSignature, tensor.isVariable = signature, variable
        if data is not None:
            tensor.buffer = len(self.buffers)
            self.buffers.append(s.BufferT())
            self.buffers[-1].data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
        if scale is not None:
            tensor.quantization = s.QuantizationParametersT()
            tensor.quantization.scale, tensor.quantization.quantizedDimension = np.atleast_1d(np.float32(scale)), axis
            tensor.quantization.zeroPoint = np.atleast_1d(np.int64(zero if zero is not None else np.zeros(np.size(scale))))
        self.tensors.append(tensor)
        return len(self.tensors) - 1

    def constant(self, value, **quantization):
        value = np.asarray(value, dtype=None if isinstance(value, np.ndarray) else np.float32)
        return self.tensor(f"c{len(self.tensors)}", value.shape, value.dtype, data=value, **quantization)

    def variable(self, *shape):
        return self.tensor(f"v{len(self.tensors)}", shape, variable=True)

    def __call__(self, name, *inputs, shape, outputs=1, options=None, dtype=np.float32, version=1, custom=None, **values):
        operator, code = s.OperatorT(), s.OperatorCodeT()
        code.builtinCode = getattr(s.BuiltinOperator, name)
        code.deprecatedBuiltinCode, code.version = min(code.builtinCode, 127), version
        code.customCode = custom
        operator.opcodeIndex = len(self.codes)
        self.codes.append(code)
        operator.inputs = [-1 if value is None else value if isinstance(value, int) else self.constant(value) for value in inputs]
        shapes = [shape] * outputs if not isinstance(shape, list) else shape
        operator.outputs = [self.tensor(f"{name.lower()}{len(self.tensors)}", shape, dtype) for shape in shapes]
        if options:
            operator.builtinOptionsType = getattr(s.BuiltinOptions, options)
            operator.builtinOptions = getattr(s, f"{options}T")()
            for key, value in values.items():
                assert hasattr(operator.builtinOptions, key), key
                setattr(operator.builtinOptions, key, value)
        self.operators.append(operator)
        return operator.outputs[0] if len(operator.outputs) == 1 else list(operator.outputs)

    def dense(self, x, inputs=4, units=4, shape=None, **options):
        return self("FULLY_CONNECTED", x, numbers(units, inputs), numbers(units), shape=shape or (1, units), options="FullyConnectedOptions", **options)

    def conv(self, x, filters, size, shape, stride=(1, 1), dilation=(1, 1), padding=SAME, channels=2, **options):
        return self("CONV_2D", x, numbers(filters, *size, channels), numbers(filters), shape=shape,
                    options="Conv2DOptions", strideH=stride[0], strideW=stride[1], dilationHFactor=dilation[0],
                    dilationWFactor=dilation[1], padding=padding, **options)

    def pool(self, kind, x, size, shape, stride=(1, 1), padding=SAME, **options):
        return self(f"{kind}_POOL_2D", x, shape=shape, options="Pool2DOptions", filterHeight=size[0], filterWidth=size[1],
                    strideH=stride[0], strideW=stride[1], padding=padding, **options)

    def file(self, output):
        graph, model = s.SubGraphT(), s.ModelT()
        graph.tensors, graph.operators, graph.inputs = self.tensors, self.operators, self.inputs
        graph.outputs = [output] if isinstance(output, int) else output
        model.version, model.subgraphs, model.buffers, model.operatorCodes = 3, [graph, *self.others_graphs], self.buffers, self.codes
        model.description = "hand"
        if self.names:
            signature = s.SignatureDefT()
            signature.signatureKey, signature.subgraphIndex = "serving_default", 0
            signature.inputs, signature.outputs = [], []
            for where, indices, names in ((signature.inputs, graph.inputs, self.names[0]), (signature.outputs, graph.outputs, self.names[1])):
                for index, name in zip(indices, names):
                    where.append(s.TensorMapT())
                    where[-1].name, where[-1].tensorIndex = name, index
            model.signatureDefs = [signature]
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())


def store(where, name, file, inputs=None, outputs=None):
    assert f"{name}.tflite" not in where, name
    where[f"{name}.tflite"] = np.frombuffer(file, np.uint8)
    if inputs is not None:
        assert np.isfinite(outputs).all(), name
        where[f"{name}.inputs"], where[f"{name}.outputs"] = inputs, outputs
