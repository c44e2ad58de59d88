"""Writes TensorFlow Lite files of eight bits, operator by operator."""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {np.dtype("int8"): schema.TensorType.INT8, np.dtype("int32"): schema.TensorType.INT32}
PADDING = {"same": schema.Padding.SAME, "valid": schema.Padding.VALID}
ACTIVATION = {
    "linear": schema.ActivationFunctionType.NONE,
    "relu": schema.ActivationFunctionType.RELU,
    "relu6": schema.ActivationFunctionType.RELU6,
}
# The versions of the operators that take eight bits with a sign.
VERSIONS = {"CONV_2D": 3, "DEPTHWISE_CONV_2D": 3, "FULLY_CONNECTED": 5, "RESHAPE": 1}


class Graph:
    """A graph with one input, all of whose values are outputs."""

    def __init__(self):
        self.tensors, self.buffers, self.operators, self.codes = [], [schema.BufferT()], [], []
        self.inputs, self.outputs = [], []

    def tensor(self, name, shape, dtype=np.int8, quantization=None, data=None, dimension=0):
        """Adds a tensor; `quantization` is its scales and its zero point."""
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.type = name, list(shape), TYPES[np.dtype(dtype)]
        tensor.buffer = 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(np.ascontiguousarray(data, dtype).tobytes(), np.uint8)
            self.buffers.append(buffer)
            tensor.buffer = len(self.buffers) - 1
        if quantization:
            scales, zero_point = quantization
            own = schema.QuantizationParametersT()
            own.scale = np.atleast_1d(np.float32(scales))
            own.zeroPoint = np.full(len(own.scale), zero_point, np.int64)
            own.quantizedDimension = dimension
            tensor.quantization = own
        self.tensors.append(tensor)
        return len(self.tensors) - 1

    def operator(self, name, inputs, outputs, options=None):
        """Adds an operator."""
        code = getattr(schema.BuiltinOperator, name)
        if code not in [known.builtinCode for known in self.codes]:
            own = schema.OperatorCodeT()
            own.builtinCode, own.deprecatedBuiltinCode = code, min(code, 127)
            own.version = VERSIONS.get(name, 2)
            self.codes.append(own)
        operator = schema.OperatorT()
        operator.opcodeIndex = [known.builtinCode for known in self.codes].index(code)
        operator.inputs, operator.outputs = list(inputs), list(outputs)
        if options is not None:
            kind = type(options).__name__.removesuffix("T")
            operator.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
            operator.builtinOptions = options
        self.operators.append(operator)
        self.outputs += outputs

    def content(self):
        """The bytes of the file."""
        graph = schema.SubGraphT()
        graph.tensors, graph.operators = self.tensors, self.operators
        graph.inputs, graph.outputs = self.inputs, self.outputs
        model = schema.ModelT()
        model.version, model.description = 3, "random layers"
        model.operatorCodes, model.subgraphs, model.buffers = self.codes, [graph], self.buffers
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def options(kind, **values):
    """The options of an operator."""
    own = getattr(schema, kind + "OptionsT")()
    for key, value in values.items():
        assert hasattr(own, key), key
        setattr(own, key, value)
    return own
