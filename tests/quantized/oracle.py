"""Runs TensorFlow Lite files by the runtime that each rounding is exact to."""

import numpy as np
from ai_edge_litert import interpreter as litert
from tflite_runtime import interpreter as tflite


def interpreter(content, rounding):
    if rounding == "double":
        return tflite.Interpreter(
            model_content=content,
            experimental_op_resolver_type=tflite.OpResolverType.BUILTIN_REF,
            experimental_preserve_all_tensors=True,
        )
    return litert.Interpreter(model_content=content, num_threads=1)


def run(graph, rounding, samples):
    """The values of all outputs of a graph, for each sample."""
    own = interpreter(graph.content(), rounding)
    own.allocate_tensors()
    (place,) = own.get_input_details()
    names = [graph.tensors[index].name for index in graph.outputs]
    places = {detail["name"]: detail["index"] for detail in own.get_output_details()}
    results = []
    for sample in samples:
        own.set_tensor(place["index"], np.asarray(sample, np.int8).reshape(place["shape"]))
        own.invoke()
        results.append({name: own.get_tensor(places[name]).ravel().tolist() for name in names})
    return results
