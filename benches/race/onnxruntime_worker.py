"""Races ONNX Runtime over the convolutional networks, on one thread.

The driver starts it, with a folder that has a model file and inputs for each network, and speaks with
it as with the workers: worker/src/protocol.rs says how. Needs Python 3.11 with numpy, onnx and
onnxruntime.
"""

import itertools
import os
import pathlib
import sys
import time
import tomllib

import numpy
import onnx
import onnxruntime
from onnx import helper, numpy_helper

NAME = "onnxruntime"


class Graph:
    """A network as an ONNX graph, with channels first."""

    def __init__(self, model):
        self.nodes = []
        self.weights = []
        # The output of each layer, and its shape, channels last.
        self.shapes = {"input": tuple(model["input"])}
        axes = len(self.shapes["input"])
        x = "input"
        # With one channel, both orders are the same.
        if self.shapes["input"][-1] > 1:
            x = self.node("Transpose", ["input"], perm=[0, axes, *range(1, axes)])
            self.input = [1, *self.shapes["input"]]
        else:
            self.input = [1, 1, *self.shapes["input"][:-1]]
        self.values = {"input": x}
        # Where a vector was flattened, the shape before.
        self.flattened = {}
        before = "input"
        for layer in model["layers"]:
            inputs = layer.get("inputs", [before])
            before = layer["name"]
            self.layer(layer, inputs)
        self.output = self.values[before]

    def node(self, kind, inputs, **attributes):
        output = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, array):
        name = f"weights{len(self.weights)}"
        array = numpy.ascontiguousarray(array, numpy.float32)
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def layer(self, layer, inputs):
        x, shape = self.values[inputs[0]], self.shapes[inputs[0]]
        kind = layer["type"]
        if kind == "dense":
            weights = numpy.array(layer["weights"])
            if inputs[0] in self.flattened:
                # The rows are in the order of channels last.
                before = self.flattened[inputs[0]]
                weights = weights.reshape(*before, -1)
                order = [len(before) - 1, *range(len(before) - 1), len(before)]
                weights = weights.transpose(order).reshape(-1, layer["units"])
            biases = self.constant(layer["biases"])
            y = self.node("Gemm", [x, self.constant(weights), biases])
            shape = (layer["units"],)
        elif kind in ("conv1d", "conv2d"):
            weights = numpy.array(layer["weights"])
            spatial = range(weights.ndim - 2)
            weights = weights.transpose([weights.ndim - 1, weights.ndim - 2, *spatial])
            inputs = [x, self.constant(weights), self.constant(layer["biases"])]
            attributes, shape = windows(layer, layer["kernel_size"], shape)
            y = self.node("Conv", inputs, group=layer.get("groups", 1), **attributes)
            shape = (*shape[:-1], layer["filters"])
        elif kind in ("max_pool1d", "max_pool2d"):
            attributes, shape = windows(layer, layer["pool_size"], shape)
            y = self.node("MaxPool", [x], **attributes)
        elif kind == "global_average_pool":
            shape = shape[-1:]
            y = self.node("Flatten", [self.node("GlobalAveragePool", [x])])
        elif kind == "flatten":
            self.flattened[layer["name"]] = shape
            shape = (int(numpy.prod(shape)),)
            y = self.node("Flatten", [x])
        elif kind == "add":
            y = self.node("Add", [x, self.values[inputs[1]]])
        else:
            raise ValueError(f"there is no operator for {kind}")
        if layer.get("activation", "linear") == "relu":
            y = self.node("Relu", [y])
        elif layer.get("activation", "linear") != "linear":
            raise ValueError(f"there is no operator for {layer['activation']}")
        self.values[layer["name"]], self.shapes[layer["name"]] = y, shape

    def model(self):
        single = onnx.TensorProto.FLOAT
        (count,) = list(self.shapes.values())[-1]
        graph = helper.make_graph(
            self.nodes,
            "network",
            [helper.make_tensor_value_info("input", single, self.input)],
            [helper.make_tensor_value_info(self.output, single, [1, count])],
            self.weights,
        )
        opsets = [helper.make_opsetid("", 17)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString()


def windows(layer, size, shape):
    """The attributes of an operator with windows, and the shape of its output."""
    size, strides = numpy.atleast_1d(size), numpy.atleast_1d(layer["strides"])
    spatial = numpy.array(shape[:-1])
    if layer["padding"] == "same":
        outputs = -(-spatial // strides)
        total = numpy.maximum((outputs - 1) * strides + size - spatial, 0)
    else:
        outputs = (spatial - size) // strides + 1
        total = 0 * spatial
    pads = [*(total // 2), *(total - total // 2)]
    attributes = {"kernel_shape": size, "strides": strides, "pads": pads}
    attributes = {key: [int(x) for x in value] for key, value in attributes.items()}
    return attributes, (*(int(x) for x in outputs), shape[-1])


class Entrant:
    """A session, and all inputs bound to it."""

    def __init__(self, folder, network):
        text = (folder / f"{network}.toml").read_text()
        graph = Graph(tomllib.loads(text))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        providers = ["CPUExecutionProvider"]
        self.session = onnxruntime.InferenceSession(graph.model(), options, providers)
        inputs = numpy.fromfile(folder / f"{network}.inputs", numpy.float32)
        self.bindings = []
        for x in inputs.reshape(-1, *graph.input):
            binding = self.session.io_binding()
            binding.bind_ortvalue_input("input", onnxruntime.OrtValue.ortvalue_from_numpy(x))
            binding.bind_output(graph.output)
            self.bindings.append(binding)

    def outputs(self, samples):
        numbers = []
        for binding in self.bindings[:samples]:
            self.session.run_with_iobinding(binding)
            numbers.extend(binding.copy_outputs_to_cpu()[0].ravel())
        return "\t".join(str(number) for number in numbers)

    def throughput(self, samples, calls):
        run = self.session.run_with_iobinding
        bindings = itertools.islice(itertools.cycle(self.bindings[:samples]), calls)
        start = time.perf_counter_ns()
        for binding in bindings:
            run(binding)
        return str(time.perf_counter_ns() - start)


def main():
    if sys.argv[1:] == ["--version"]:
        print(f"onnxruntime {onnxruntime.__version__}")
        return
    folder, core, only, *networks = sys.argv[1:]
    os.sched_setaffinity(0, {int(core)})
    entrants = []
    for network in networks if only in ("all", NAME) else []:
        print("entrant", len(entrants), network, "single", NAME, "", sep="\t")
        entrants.append(Entrant(pathlib.Path(folder), network))
    print("ready", flush=True)
    for line in sys.stdin:
        request, entrant, *numbers = line.split()
        answer = getattr(entrants[int(entrant)], request)
        print(answer(*map(int, numbers)), flush=True)


main()
