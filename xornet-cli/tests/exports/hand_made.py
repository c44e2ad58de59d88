#!/usr/bin/env python3
"""Small graphs, one for each operator, attribute and refusal: `python3 hand_made.py`, with
requirements-sklearn.txt installed.

Writes `operators.npz`, with each graph's bytes, inputs and what onnxruntime makes of them, and `refused.npz`, with
graphs that no network of layers can be.
"""

import warnings

import numpy as np
import onnxruntime
from onnx import AttributeProto
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper
from record import path, some

warnings.filterwarnings("ignore")
onnxruntime.set_default_logger_severity(4)
options = onnxruntime.SessionOptions()
# It would compute some graphs with weights of 8 bits.
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
random = np.random.default_rng(0)
accepted, refused = {}, {}


def numbers(*shape, dtype=np.float32):
    return (random.integers(-96, 97, size=shape) / 64).astype(dtype)


def ints(*values):
    return np.array(values, dtype=np.int64)


class Graph:
    """A graph in the making: calls add nodes and give the names of their outputs."""

    def __init__(self, shape=("N", 4), opset=20, dtype=np.float32, ml=3, others=(), batch=0):
        """`others` are the shapes of the inputs after `x`: `x2`, `x3` and so on. `batch` is the axis of the batch."""
        self.batch = batch
        self.shape, self.opset, self.dtype, self.ml = shape, opset, dtype, ml
        self.shapes = {"x": shape, **{f"x{place + 2}": other for place, other in enumerate(others)}}
        self.nodes, self.initializers, self.count = [], [], 0

    def sample(self, shape):
        """The shape of a batch of one sample."""
        if len(shape) == 1 or self.batch is None:
            return shape
        return tuple(1 if axis == self.batch else length for axis, length in enumerate(shape))

    def fresh(self, kind):
        self.count += 1
        return f"{kind}{self.count}"

    def constant(self, value):
        name = self.fresh("c")
        value = value if isinstance(value, np.ndarray) else np.array(value, dtype=self.dtype)
        self.initializers.append(numpy_helper.from_array(value, name))
        return name

    def __call__(self, operator, *inputs, outputs=1, domain="", **attributes):
        names = [value if isinstance(value, str) else self.constant(value) for value in inputs]
        results = [self.fresh(operator.lower()) for _ in range(outputs)]
        self.nodes.append(h.make_node(operator, names, results, name=f"{operator}_{len(self.nodes)}", domain=domain, **attributes))
        return results[0] if outputs == 1 else results

    def learn(self, operator, *inputs, **attributes):
        return self(operator, *inputs, domain="ai.onnx.ml", **attributes)

    def dense(self, x, inputs=4, units=4):
        return self("Gemm", x, numbers(inputs, units, dtype=self.dtype), numbers(units, dtype=self.dtype))

    def model(self, output, functions=()):
        kind = h.np_dtype_to_tensor_dtype(np.dtype(self.dtype))
        outputs = [h.make_tensor_value_info(name, kind, None) for name in ([output] if isinstance(output, str) else output)]
        graph = h.make_graph(self.nodes, "g", [h.make_tensor_value_info(name, kind, shape) for name, shape in self.shapes.items()], outputs, self.initializers)
        opsets = [h.make_opsetid("", self.opset), h.make_opsetid("ai.onnx.ml", self.ml)]
        opsets += [h.make_opsetid(function.domain, 1) for function in functions]
        return h.make_model(graph, opset_imports=opsets, functions=functions, ir_version=9, producer_name="hand")


def bytes_of(model):
    return np.frombuffer(model.SerializeToString(), dtype=np.uint8)


def accept(name, graph, output, functions=(), inputs=None):
    model = graph.model(output, functions)
    samples = {key: graph.sample(shape) for key, shape in graph.shapes.items()}
    lengths = [int(np.prod(sample)) for sample in samples.values()]
    count = 5 if sum(lengths) < 20 else 2
    inputs = some(count, sum(lengths), dtype=graph.dtype) if inputs is None else inputs
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    rows = []
    for row in inputs:
        parts = np.split(row.ravel(), np.cumsum(lengths)[:-1])
        given = {key: part.reshape(samples[key]) for key, part in zip(samples, parts)}
        rows.append(np.concatenate([y.ravel() for y in session.run(None, given)]))
    store(accepted, name, model, inputs, np.stack(rows))


def store(where, name, model, inputs=None, outputs=None):
    assert f"{name}.onnx" not in where, name
    where[f"{name}.onnx"] = bytes_of(model)
    if inputs is not None:
        assert np.isfinite(outputs).all(), name
        where[f"{name}.inputs"], where[f"{name}.outputs"] = inputs, outputs


def refuse(name, graph, output, functions=()):
    store(refused, name, graph.model(output, functions))


def each(name, build, **options):
    """A graph of one expression."""
    graph = Graph(**options)
    accept(name, graph, build(graph))


def never(name, build, **options):
    graph = Graph(**options)
    refuse(name, graph, build(graph))


# Matrices.
for a in (0, 1):
    for b in (0, 1):
        matrix = numbers(*((3, 4) if b else (4, 3)))
        x = (lambda g: g("Transpose", "x", perm=[1, 0])) if a else (lambda g: "x")
        each(f"gemm_{a}{b}", lambda g: g("Gemm", x(g), matrix, numbers(3), transA=a, transB=b, alpha=0.5, beta=-2.0))
        each(f"gemm_right_{a}{b}", lambda g: g(
            "Gemm", numbers(*((4, 3) if a else (3, 4))), "x" if b else g("Transpose", "x", perm=[1, 0]),
            numbers(3, 1), transA=a, transB=b, alpha=1.5, beta=0.25), shape=(1, 4))
each("gemm_without_bias", lambda g: g("Gemm", "x", numbers(4, 3)))
each("gemm_scalar_bias", lambda g: g("Gemm", "x", numbers(4, 3), 0.5))
each("gemm_row_bias", lambda g: g("Gemm", "x", numbers(4, 3), numbers(1, 3)))
each("matmul_add", lambda g: g("Add", g("MatMul", "x", numbers(4, 3)), numbers(3)))
each("add_matmul", lambda g: g("Add", numbers(3), g("MatMul", "x", numbers(4, 3))))
each("matmul_left", lambda g: g("MatMul", numbers(3, 4), "x"), shape=(4,))
each("matmul_vector", lambda g: g("MatMul", "x", numbers(4)))
each("matmul_unbatched", lambda g: g("Add", g("MatMul", "x", numbers(4, 3)), numbers(3)), shape=(4,))
each("matmul_deep", lambda g: g("MatMul", "x", numbers(4, 3)), shape=("N", 1, 4))
each("matmul_twice", lambda g: g("MatMul", g("MatMul", "x", numbers(4, 3)), numbers(3, 2)))

# Factors and summands, folded before and behind.
for operator in ("Add", "Sub", "Mul", "Div"):
    for order in ("xc", "cx"):
        if operator + order == "Divcx":
            continue
        c = np.abs(numbers(4)) + np.float32(0.5)
        pick = lambda g, x, c: g(operator, *((x, c) if order == "xc" else (c, x)))
        each(f"{operator.lower()}_{order}_before", lambda g: g.dense(pick(g, "x", c)))
        each(f"{operator.lower()}_{order}_behind", lambda g: pick(g, g.dense("x"), c))
        each(f"{operator.lower()}_{order}_alone", lambda g: pick(g, g("Tanh", "x"), c))
each("many_factors", lambda g: g.dense(g("Div", g("Sub", g("Mul", g("Add", "x", numbers(4)), 3.0), numbers(4)), 7.0)))
each("sum_of_two", lambda g: g("Sum", g.dense("x"), numbers(4)))
each("sum_of_one", lambda g: g("Sum", g.dense("x")))
each("neg", lambda g: g("Neg", g.dense("x")))
each("power_of_one", lambda g: g("Pow", g.dense("x"), 1.0))
each("spread", lambda g: g("Mul", g("MatMul", "x", numbers(4, 1)), numbers(1, 5)))
each("batch_normalization", lambda g: g("BatchNormalization", g.dense("x"), numbers(4), numbers(4), numbers(4), np.abs(numbers(4)) + 1, epsilon=0.01))
each("batch_normalization_first", lambda g: g.dense(g("BatchNormalization", "x", numbers(4), numbers(4), numbers(4), np.abs(numbers(4)) + 1)))
each("batch_normalization_image", lambda g: g.dense(g("Flatten", g("BatchNormalization", "x", numbers(2), numbers(2), numbers(2), np.abs(numbers(2)) + 1)), 8), shape=("N", 2, 2, 2))
each("scaler", lambda g: g.dense(g.learn("Scaler", "x", offset=[1.0, 2.0, -3.0, 0.0], scale=[0.5, 2.0, 0.25, 1.0])))
each("scaler_single", lambda g: g.dense(g.learn("Scaler", "x", offset=[1.5], scale=[0.25])))
each("scaler_last", lambda g: g.learn("Scaler", g("Sigmoid", g.dense("x")), offset=[0.5], scale=[2.0]))
each("imputer", lambda g: g.dense(g.learn("Imputer", "x", imputed_value_floats=[1.0, 2.0, 3.0, 4.0], replaced_value_float=float("nan"))))
each("reduce_sum", lambda g: g("ReduceSum", g.dense("x"), ints(1), keepdims=0))
each("reduce_mean", lambda g: g("ReduceMean", g.dense("x"), ints(-1), keepdims=1))

# Shapes.
each("identity", lambda g: g("Identity", g.dense(g("Identity", "x"))))
each("dropout", lambda g: g("Dropout", g.dense("x"), 0.5))
each("flatten", lambda g: g.dense(g("Flatten", "x"), 6), shape=("N", 2, 3))
each("flatten_axis_0", lambda g: g.dense(g("Flatten", "x", axis=0)), shape=(1, 4))
each("reshape", lambda g: g.dense(g("Reshape", "x", ints(0, -1)), 6), shape=("N", 2, 3))
each("reshape_shape", lambda g: g.dense(g("Reshape", "x", g("Concat", g("Shape", "x", start=0, end=1), ints(-1), axis=0)), 6), shape=("N", 2, 3))
each("squeeze", lambda g: g("Squeeze", g("MatMul", "x", numbers(4, 1)), ints(1)))
each("squeeze_all", lambda g: g.dense(g("Unsqueeze", g("Squeeze", "x"), ints(0)), 4), shape=(1, 1, 4))
each("squeeze_attribute", lambda g: g.dense(g("Squeeze", "x", axes=[1])), shape=("N", 1, 4), opset=11)
each("unsqueeze", lambda g: g("MatMul", g("Unsqueeze", "x", ints(1)), numbers(4, 3)))
each("unsqueeze_attribute", lambda g: g("MatMul", g("Unsqueeze", "x", axes=[1]), numbers(4, 3)), opset=11)
each("transpose_image", lambda g: g.dense(g("Flatten", g("Transpose", "x", perm=[0, 2, 3, 1])), 8), shape=("N", 2, 2, 2))
each("expand", lambda g: g("Expand", g("MatMul", "x", numbers(4, 1)), ints(1, 3)))
each("cast", lambda g: g.dense(g("Cast", g("Cast", "x", to=T.DOUBLE), to=T.FLOAT)))
each("gather", lambda g: g.dense(g("Gather", "x", ints(3, 1, 0), axis=1), 3))
each("gather_behind", lambda g: g("Gather", g.dense("x"), ints(-1, 0), axis=-1))
each("gather_alone", lambda g: g("Gather", g("Tanh", "x"), ints(2, 2), axis=1))
each("slice", lambda g: g.dense(g("Slice", "x", ints(1), ints(2**63 - 1), ints(1)), 3))
each("slice_back", lambda g: g.dense(g("Slice", "x", ints(-1), ints(-2**63), ints(1), ints(-2)), 2))
each("slice_attribute", lambda g: g.dense(g("Slice", "x", starts=[0], ends=[3], axes=[1]), 3), opset=9)
each("extract", lambda g: g.dense(g.learn("ArrayFeatureExtractor", "x", ints(2, 0)), 2))
each("columns", lambda g: g.dense(g("Concat",
    g.learn("Scaler", g.learn("ArrayFeatureExtractor", "x", ints(1, 3)), offset=[0.5, 1.0], scale=[2.0, 4.0]),
    g("Mul", g.learn("ArrayFeatureExtractor", "x", ints(0)), 0.5), axis=1), 3))
each("concat_constant", lambda g: g.dense(g("Concat", "x", np.ones((1, 1), np.float32), axis=1), 5), shape=(1, 4))


def complement(g):
    p = g("Sigmoid", g("MatMul", "x", numbers(4, 1)))
    return g("Concat", g("Sub", 1.0, p), p, axis=1)


each("concat_complement", complement)


def difference(g):
    x = g("Tanh", g.dense("x"))
    return g("Sub", g("MatMul", x, numbers(4, 2)), g("Mul", g("MatMul", x, numbers(4, 2)), 0.5))


each("difference", difference)
each("added_to_itself", lambda g: (lambda y: g("Add", y, y))(g("Tanh", g.dense("x"))))

# Constants.
each("constant_node", lambda g: g("Add", g("MatMul", "x", g("Constant", value=numpy_helper.from_array(numbers(4, 2)))), g("Constant", value_floats=[0.5, -0.5])))
each("constant_scalars", lambda g: g("Mul", g("Add", g.dense("x"), g("Constant", value_float=0.5)), g("Cast", g("Constant", value_int=3), to=T.FLOAT)))
each("constant_of_shape", lambda g: g("Add", g.dense("x"), g("ConstantOfShape", g("Constant", value_ints=[4]), value=h.make_tensor("v", T.FLOAT, [1], [0.75]))))
each("constant_computed", lambda g: g("MatMul", "x", g("Transpose", g("Mul", numbers(3, 4), g("Sqrt", np.float32(2.0))), perm=[1, 0])))
each("where_constant", lambda g: g("Add", g.dense("x"), g("Where", g("Less", numbers(4), np.float32(0)), numbers(4), np.float32(1))))
each("half", lambda g: g("Gemm", "x", numbers(4, 3, dtype=np.float16), numbers(3, dtype=np.float16)), dtype=np.float16)
each("double", lambda g: g("Relu", g("Gemm", "x", random.normal(size=(4, 3)), random.normal(size=3))), dtype=np.float64)


def stored(kind):
    """Weights in the typed fields instead of the raw bytes."""
    g = Graph(dtype=kind)
    weights, number = numbers(4, 2, dtype=kind), h.np_dtype_to_tensor_dtype(np.dtype(kind))
    values = weights.ravel().tolist()
    g.initializers.append(h.make_tensor("w", number, [4, 2], values))
    assert not g.initializers[0].raw_data
    accept(f"typed_{np.dtype(kind).name}", g, g("MatMul", "x", "w"))


for kind in (np.float16, np.float32, np.float64):
    stored(kind)

# Activations.
for operator in ("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "HardSwish", "Mish", "Gelu", "Selu", "Celu", "Elu", "LeakyRelu", "Softmax", "LogSoftmax"):
    each(operator.lower(), lambda g: g(operator, g.dense("x")))
    each(f"{operator.lower()}_first", lambda g: g.dense(g(operator, "x")))
each("leakyrelu_alpha", lambda g: g("LeakyRelu", g.dense("x"), alpha=0.3))
each("elu_alpha", lambda g: g("Elu", g.dense("x"), alpha=0.5))
each("celu_alpha", lambda g: g("Celu", g.dense("x"), alpha=2.5))
each("selu_constants", lambda g: g.dense(g("Selu", g.dense("x"), alpha=0.5, gamma=3.0)))
each("gelu_tanh", lambda g: g("Gelu", g.dense("x"), approximate="tanh"))
each("gelu_none", lambda g: g("Gelu", g.dense("x"), approximate="none"))
each("hardsigmoid", lambda g: g("HardSigmoid", g.dense("x"), alpha=1 / 6, beta=0.5))
each("prelu", lambda g: g("PRelu", g.dense("x"), np.full(4, 0.125, np.float32)))
each("prelu_single", lambda g: g("PRelu", g.dense("x"), np.array([0.25], np.float32)))
each("softmax_axis", lambda g: g("Softmax", g.dense("x"), axis=1))
each("softmax_old", lambda g: g("Softmax", g.dense("x")), opset=11)
each("softmax_old_flat", lambda g: g("Softmax", "x", axis=1), opset=11, shape=("N", 2, 2))
each("logsoftmax_old", lambda g: g("LogSoftmax", g.dense("x"), axis=-1), opset=9)
each("relu6", lambda g: g("Clip", g.dense("x"), 0.0, 6.0))
each("relu6_attributes", lambda g: g("Clip", g.dense("x"), min=0.0, max=6.0), opset=10)
each("clip_relu", lambda g: g("Clip", g.dense("x"), 0.0))
each("clip_nothing", lambda g: g("Clip", g.dense("x")))

# Activations in several nodes.
SQRT2, FACTOR = np.float32(np.sqrt(2)), np.float32(np.sqrt(2 / np.pi))


def on(build):
    return lambda g: build(g, g.dense("x"))


def both(name, build):
    """On sums of a layer, and on sums that are themselves products of a constant."""
    each(name, on(build))
    each(f"{name}_scaled", lambda g: build(g, g("Mul", g.dense("x"), 1.75)))


def cube(g, x):
    return g("Pow", x, 3.0)


both("silu", lambda g, x: g("Mul", x, g("Sigmoid", x)))
both("silu_swapped", lambda g, x: g("Mul", g("Sigmoid", x), x))
both("mish_parts", lambda g, x: g("Mul", x, g("Tanh", g("Softplus", x))))
both("mish_log", lambda g, x: g("Mul", g("Tanh", g("Log", g("Add", g("Exp", x), 1.0))), x))
both("gelu_torch", lambda g, x: g("Mul", g("Mul", x, g("Add", g("Erf", g("Div", x, SQRT2)), 1.0)), 0.5))
both("gelu_half_first", lambda g, x: g("Mul", g("Mul", 0.5, x), g("Add", 1.0, g("Erf", g("Mul", x, 1 / SQRT2)))))
both("gelu_tanh_torch", lambda g, x: g("Mul", 0.5, g("Mul", x, g("Add", 1.0, g("Tanh", g("Mul", FACTOR, g("Add", x, g("Mul", 0.044715, g("Mul", x, g("Mul", x, x))))))))))
both("gelu_tanh_keras", lambda g, x: g("Mul", g("Mul", 0.5, x), g("Add", 1.0, g("Tanh", g("Mul", FACTOR, g("Add", x, g("Mul", 0.044715, cube(g, x))))))))
both("hardswish_parts", lambda g, x: g("Mul", x, g("HardSigmoid", x, alpha=1 / 6, beta=0.5)))
both("hardswish_relu6", lambda g, x: g("Div", g("Mul", x, g("Clip", g("Add", x, 3.0), 0.0, 6.0)), 6.0))
both("hardswish_keras", lambda g, x: g("Mul", x, g("Mul", g("Clip", g("Add", x, 3.0), 0.0, 6.0), np.float32(1 / 6))))
both("hardsigmoid_parts", lambda g, x: g("Div", g("Clip", g("Add", 3.0, x), 0.0, 6.0), 6.0))
both("softsign_parts", lambda g, x: g("Div", x, g("Add", 1.0, g("Abs", x))))
both("sigmoid_parts", lambda g, x: g("Div", 1.0, g("Add", 1.0, g("Exp", g("Neg", x)))))
both("sigmoid_reciprocal", lambda g, x: g("Reciprocal", g("Add", g("Exp", g("Neg", x)), 1.0)))
both("softplus_parts", lambda g, x: g("Log", g("Add", g("Exp", x), 1.0)))
both("softplus_threshold", lambda g, x: g("Where", g("Greater", x, 20.0), x, g("Softplus", x)))
both("relu_max", lambda g, x: g("Max", x, 0.0))
both("leakyrelu_max", lambda g, x: g("Max", g("Mul", x, 0.2), x))
both("relu6_min_max", lambda g, x: g("Min", g("Max", x, 0.0), 6.0))
both("relu6_max_min", lambda g, x: g("Max", g("Min", 6.0, x), 0.0))
both("relu6_min_relu", lambda g, x: g("Min", g("Relu", x), 6.0))
both("logsoftmax_log", lambda g, x: g("Log", g("Softmax", x)))


def softmax(g, x, shifted=True):
    e = g("Exp", g("Sub", x, g("ReduceMax", x, ints(-1), keepdims=1)) if shifted else x)
    return g("Div", e, g("ReduceSum", e, ints(-1), keepdims=1))


both("softmax_parts", softmax)
both("softmax_unshifted", lambda g, x: softmax(g, x, False))

# Classical models.
rows = numbers(3, 4)
linear = {"coefficients": rows.ravel().tolist(), "intercepts": numbers(3).tolist(), "classlabels_ints": [0, 1, 2]}
for transform in ("NONE", "SOFTMAX", "LOGISTIC"):
    each(f"linear_classifier_{transform.lower()}", lambda g: g.learn("LinearClassifier", "x", outputs=2, post_transform=transform, multi_class=1, **linear)[1])
each("linear_classifier_normalized", lambda g: g.learn("Normalizer", g.learn("LinearClassifier", "x", outputs=2, post_transform="SOFTMAX", multi_class=1, **linear)[1], norm="L1"))
each("linear_regressor", lambda g: g.learn("LinearRegressor", "x", coefficients=rows.ravel().tolist(), intercepts=numbers(3).tolist(), targets=3))
each("linear_regressor_plain", lambda g: g.learn("LinearRegressor", "x", coefficients=rows[0].tolist()))
each("normalized_softmax", lambda g: g("LpNormalization", g("Softmax", g.dense("x")), axis=1, p=1))

# Functions, as newer exporters write them.
attributes = h.make_node("LeakyRelu", ["a"], ["b"])
attributes.attribute.append(AttributeProto(name="alpha", ref_attr_name="slope", type=AttributeProto.FLOAT))
leaky = h.make_function("local", "Leaky", ["a"], ["b"], [attributes], [h.make_opsetid("", 20)], ["slope"])
layer = h.make_function("local", "Layer", ["x", "w", "b"], ["y"], [
    h.make_node("MatMul", ["x", "w"], ["t"]), h.make_node("Add", ["t", "b"], ["s"]),
    h.make_node("Leaky", ["s"], ["y"], domain="local", slope=0.25),
], [h.make_opsetid("", 20), h.make_opsetid("local", 1)])
g = Graph()
accept("functions", g, g("Layer", g("Layer", "x", numbers(4, 3), numbers(3), domain="local"), numbers(3, 2), numbers(2), domain="local"), [leaky, layer])

# Activations with several parameters, and further functions of one number.
for low, high in ((-1.0, 1.0), (-5.0, 0.25), (0.5, 0.5), (0.0, 2.0), (2.0, -1.0)):
    name = f"clip_{low}_{high}".replace("-", "m").replace(".", "_")
    each(name, lambda g: g("Clip", g.dense("x"), low, high))
    each(f"{name}_first", lambda g: g.dense(g("Clip", "x", low, high)))
each("clip_attributes", lambda g: g("Clip", g.dense("x"), min=-0.75, max=0.5), opset=10)
each("clip_min", lambda g: g("Clip", g.dense("x"), -1.0))
each("clip_max", lambda g: g("Clip", g.dense("x"), "", 0.5))
each("clip_min_double", lambda g: g("Clip", g.dense("x"), -1.0), dtype=np.float64)
each("clip_max_largest", lambda g: g("Clip", g.dense("x"), -0.5, np.finfo(np.float32).max))
each("hardsigmoid_of_onnx", lambda g: g("HardSigmoid", g.dense("x")))
each("hardsigmoid_of_onnx_first", lambda g: g.dense(g("HardSigmoid", "x")))
each("hardsigmoid_down", lambda g: g("HardSigmoid", g.dense("x"), alpha=-0.75, beta=0.25))
for operator in ("Abs", "Sin"):
    each(operator.lower(), lambda g: g(operator, g.dense("x")))
    each(f"{operator.lower()}_first", lambda g: g.dense(g(operator, "x")))
each("sin_large", lambda g: g("Sin", g("Mul", g.dense("x"), 64.0)), dtype=np.float64)
each("sqrt", lambda g: g("Sqrt", g("Relu", g.dense("x"))))
both("clamp_min_max", lambda g, x: g("Min", g("Max", x, -0.5), 0.75))
both("clamp_max_min", lambda g, x: g("Max", g("Min", 0.75, x), -0.5))
both("clamp_min_relu", lambda g, x: g("Min", g("Relu", x), 0.75))

# Layers other than dense ones, and several values at once.
each("prelu_of_units", lambda g: g("PRelu", g.dense("x"), numbers(4)))
each("quick_gelu", lambda g: (lambda x: g("Mul", x, g("Sigmoid", g("Mul", x, 1.702))))(g.dense("x")))
each("squared", lambda g: (lambda x: g("Mul", x, x))(g.dense("x")))
each("residual", lambda g: (lambda x: g("Add", x, g("Relu", g.dense(x))))(g.dense("x")))
each("wide_factors", lambda g: g("Mul", g("Tanh", "x"), numbers(65)), shape=("N", 65))
each("maximum", lambda g: g("ReduceMax", g.dense("x"), ints(1)))
each("lp_normalization", lambda g: g("LpNormalization", g.dense("x")))
each("layer_normalization", lambda g: g("LayerNormalization", g.dense("x"), numbers(4), numbers(4)))
each("convolution", lambda g: g("Flatten", g("MaxPool", g("Conv", "x", numbers(1, 1, 2, 2)), kernel_shape=[2, 2])), shape=("N", 1, 4, 4))
each("two_outputs", lambda g: [g("Relu", g.dense("x")), g("Tanh", g.dense("x"))])

# Images and sequences: channels come first in ONNX, and last in model files.
image, sequence = ("N", 3, 6, 5), ("N", 3, 8)


def head(g, x, length, units=2):
    """A dense layer on everything."""
    return g("Gemm", g("Flatten", x), numbers(length, units), numbers(units))


def conv(g, x, filters, channels, *kernel, **attributes):
    return g("Conv", x, numbers(filters, channels, *kernel), numbers(filters), **attributes)


each("conv", lambda g: conv(g, "x", 4, 3, 3, 3), shape=image)
each("conv_same", lambda g: conv(g, "x", 4, 3, 3, 2, auto_pad="SAME_UPPER"), shape=image)
each("conv_same_lower", lambda g: conv(g, "x", 4, 3, 2, 3, auto_pad="SAME_LOWER", strides=[2, 1]), shape=image)
each("conv_valid", lambda g: conv(g, "x", 4, 3, 3, 3, auto_pad="VALID", kernel_shape=[3, 3]), shape=image)
each("conv_padded", lambda g: conv(g, "x", 4, 3, 3, 3, pads=[1, 0, 2, 1], strides=[2, 1]), shape=image)
each("conv_dilated", lambda g: conv(g, "x", 2, 3, 2, 2, dilations=[2, 3], pads=[1, 1, 1, 1]), shape=image)
each("conv_groups", lambda g: conv(g, "x", 6, 1, 3, 3, group=3), shape=image)
each("conv_without_bias", lambda g: g("Conv", "x", numbers(2, 3, 1, 1)), shape=image)
each("conv_relu_pool_head", lambda g: head(g, g("MaxPool", g("Relu", conv(g, "x", 4, 3, 3, 3)), kernel_shape=[2, 2], strides=[2, 1]), 16), shape=image)
each("conv_to_one_position", lambda g: conv(g, conv(g, "x", 4, 3, 6, 5), 3, 4, 1, 1), shape=image)
each("conv_batch_norm", lambda g: g("BatchNormalization", conv(g, "x", 4, 3, 2, 2), numbers(4), numbers(4), numbers(4), np.abs(numbers(4)) + 0.5), shape=image)
each("batch_norm_conv", lambda g: conv(g, g("BatchNormalization", "x", numbers(3), numbers(3), numbers(3), np.abs(numbers(3)) + 0.5), 4, 3, 2, 2), shape=image)
each("batch_norm_conv_padded", lambda g: conv(g, g("BatchNormalization", "x", numbers(3), numbers(3), numbers(3), np.abs(numbers(3)) + 0.5), 4, 3, 2, 2, pads=[1, 1, 0, 0]), shape=image)
each("scaled_conv_padded", lambda g: conv(g, g("Div", "x", 8.0), 4, 3, 3, 3, pads=[1, 1, 1, 1]), shape=image)
each("conv_scaled", lambda g: g("Mul", conv(g, "x", 4, 3, 2, 2), numbers(4, 1, 1)), shape=image)
each("conv_scaled_by_position", lambda g: g("Add", conv(g, "x", 2, 3, 3, 3), numbers(4, 3)), shape=image)
each("conv_prelu", lambda g: g("PRelu", conv(g, "x", 4, 3, 3, 3), numbers(4, 1, 1)), shape=image)
each("conv_softmax", lambda g: g("Softmax", conv(g, "x", 4, 3, 3, 3), axis=1), shape=image)
each("conv_1d", lambda g: head(g, g("Relu", conv(g, "x", 4, 3, 3, pads=[1, 1])), 32), shape=sequence)
each("conv_1d_causal", lambda g: conv(g, "x", 4, 3, 3, pads=[4, 0], dilations=[2]), shape=sequence)
each("conv_1d_time_first", lambda g: g("Transpose", conv(g, g("Transpose", "x", perm=[0, 2, 1]), 4, 3, 3), perm=[0, 2, 1]), shape=("N", 8, 3))
each("conv_time_first_dense", lambda g: g("MatMul", g("Transpose", conv(g, "x", 4, 3, 3), perm=[0, 2, 1]), numbers(4, 2)), shape=sequence)
each("conv_height_first", lambda g: g("Transpose", conv(g, g("Transpose", "x", perm=[0, 3, 1, 2]), 4, 3, 3, 3), perm=[0, 2, 3, 1]), shape=("N", 6, 5, 3))
each("conv_height_first_of_grey", lambda g: head(g, g("Transpose", conv(g, g("Transpose", "x", perm=[0, 3, 1, 2]), 4, 1, 3, 3), perm=[0, 2, 3, 1]), 48), shape=("N", 6, 5, 1))
each("tile", lambda g: g("Mul", conv(g, "x", 4, 3, 3, 3), g("Tile", g("GlobalAveragePool", "x2"), ints(1, 4, 4, 3))), shape=image, others=[("N", 1, 4, 4)])
each("pow_of_two", lambda g: g("Add", g("Pow", g.dense("x"), 2.0), g("Pow", g("Abs", g.dense("x")), 0.5)))
each("matrix_along_time", lambda g: g("MatMul", conv(g, "x", 4, 3, 3), numbers(6, 2)), shape=sequence)
each("linear_along_time", lambda g: g("Transpose", g("Add", g("MatMul", g("Transpose", "x", perm=[0, 2, 1]), numbers(8, 2)), numbers(2)), perm=[0, 2, 1]), shape=("N", 8, 3))
each("history_of_a_vector", lambda g: head(g, g("Relu", conv(g, g("Reshape", g("Slice", "x", ints(2), ints(26), ints(1)), ints(-1, 4, 6)), 3, 4, 3, strides=[2], pads=[1, 1])), 9), shape=("N", 26))
def shuffled(g, x, groups, channels, height, width):
    """A ShuffleNet's exchange of channels between groups."""
    x = g("Transpose", g("Reshape", x, ints(-1, groups, channels // groups, height, width)), perm=[0, 2, 1, 3, 4])
    return g("Reshape", x, ints(-1, channels, height, width))


def boxes(g, x, channels):
    """Boxes of a detector: four numbers for each position."""
    return g("Reshape", g("Transpose", conv(g, x, 8, channels, 1, 1), perm=[0, 2, 3, 1]), ints(0, -1, 4))


each("shuffle", lambda g: conv(g, shuffled(g, conv(g, "x", 6, 3, 3, 3), 2, 6, 4, 3), 2, 6, 2, 2), shape=image)
each("shuffle_depthwise", lambda g: conv(g, shuffled(g, conv(g, "x", 6, 3, 3, 3), 3, 6, 4, 3), 6, 1, 2, 2, group=6), shape=image)
each("detector", lambda g: (lambda y: g("Sigmoid", g("Concat", boxes(g, y, 4), boxes(g, g("MaxPool", y, kernel_shape=[2, 2], strides=[2, 2]), 4), axis=1)))(conv(g, "x", 4, 3, 3, 3)), shape=image)
each("image_policy", lambda g: g("Add", head(g, conv(g, "x", 2, 3, 3, 3), 24), head(g, "x", 90)), shape=image)
each("batch_norm_of_volumes", lambda g: head(g, g("BatchNormalization", "x", numbers(2), numbers(2), numbers(2), np.abs(numbers(2)) + 0.5), 16), shape=("N", 2, 2, 2, 2))
each("conv_of_vector", lambda g: head(g, conv(g, g("Unsqueeze", "x", ints(1)), 2, 1, 3), 12), shape=("N", 8))
each("conv_of_reshaped", lambda g: head(g, conv(g, g("Reshape", "x", ints(-1, 1, 4, 3)), 2, 1, 2, 2), 12), shape=("N", 12))
each("conv_of_spectrogram", lambda g: head(g, conv(g, g("Unsqueeze", "x", ints(1)), 2, 1, 3, 3), 24), shape=("N", 6, 5))
each("conv_pad", lambda g: conv(g, g("Pad", "x", ints(0, 0, 1, 2, 0, 0, 0, 1)), 4, 3, 3, 3), shape=image)
each("conv_pad_old", lambda g: conv(g, g("Pad", "x", pads=[0, 0, 1, 1, 0, 0, 1, 1]), 4, 3, 3, 3, strides=[2, 2]), shape=image, opset=10)
each("conv_crop", lambda g: conv(g, g("Pad", "x", ints(0, 0, -1, 0, 0, 0, 0, -2)), 4, 3, 2, 2), shape=image)
each("conv_transpose", lambda g: g("ConvTranspose", "x", numbers(3, 2, 3, 3), numbers(2)), shape=image)
each("conv_transpose_strides", lambda g: g("ConvTranspose", "x", numbers(3, 2, 3, 2), strides=[2, 3], pads=[1, 0, 0, 1], output_padding=[1, 0]), shape=image)
each("conv_transpose_shape", lambda g: g("ConvTranspose", "x", numbers(3, 2, 3, 3), strides=[2, 2], output_shape=[12, 10]), shape=image)
each("conv_transpose_1d", lambda g: g("ConvTranspose", "x", numbers(3, 2, 4), numbers(2), strides=[2], pads=[1, 1]), shape=sequence)
each("conv_transpose_groups", lambda g: g("ConvTranspose", "x", numbers(3, 2, 2, 2), numbers(6), strides=[2, 2], group=3), shape=image)
each("max_pool", lambda g: g("MaxPool", "x", kernel_shape=[2, 3]), shape=image)
each("max_pool_padded", lambda g: g("MaxPool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]), shape=image)
each("max_pool_ceil", lambda g: g("MaxPool", "x", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1), shape=image)
each("max_pool_1d", lambda g: head(g, g("MaxPool", "x", kernel_shape=[2], strides=[2]), 12), shape=sequence)
each("max_pool_pad_of_relu", lambda g: g("MaxPool", g("Pad", g("Relu", "x"), ints(0, 0, 1, 1, 0, 0, 1, 1)), kernel_shape=[3, 3]), shape=image)
each("max_pool_pad_lowest", lambda g: g("MaxPool", g("Pad", "x", ints(0, 0, 1, 1, 0, 0, 1, 1), np.array(-np.inf, np.float32)), kernel_shape=[3, 3]), shape=image)
each("average_pool", lambda g: g("AveragePool", "x", kernel_shape=[2, 2]), shape=image)
each("average_pool_padded", lambda g: g("AveragePool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]), shape=image)
each("average_pool_include", lambda g: g("AveragePool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1), shape=image)
each("average_pool_pad", lambda g: g("AveragePool", g("Pad", "x", ints(0, 0, 1, 1, 0, 0, 1, 1)), kernel_shape=[3, 3], strides=[2, 2]), shape=image)
each("average_pool_ceil", lambda g: g("AveragePool", "x", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1), shape=image)
each("global_average", lambda g: head(g, g("GlobalAveragePool", conv(g, "x", 4, 3, 3, 3)), 4), shape=image)
each("global_max", lambda g: head(g, g("GlobalMaxPool", "x"), 3), shape=image)
each("reduce_mean_positions", lambda g: g.dense(g("ReduceMean", conv(g, "x", 4, 3, 3, 3), axes=[2, 3], keepdims=0), 4, 2), shape=image, opset=17)
each("reduce_sum_time", lambda g: g("ReduceSum", conv(g, "x", 4, 3, 3), ints(2), keepdims=0), shape=sequence)
each("reduce_max_time", lambda g: g("ReduceMax", conv(g, "x", 4, 3, 3), ints(-1), keepdims=0), shape=sequence)
each("reduce_mean_channels", lambda g: g("ReduceMean", conv(g, "x", 4, 3, 3), ints(1)), shape=sequence)
each("squeeze_excite", lambda g: (lambda y: g("Mul", y, g("Sigmoid", conv(g, g("Relu", conv(g, g("GlobalAveragePool", y), 2, 4, 1, 1)), 4, 2, 1, 1))))(conv(g, "x", 4, 3, 3, 3)), shape=image)
each("residual_conv", lambda g: (lambda y: g("Relu", g("Add", conv(g, g("Relu", conv(g, y, 4, 4, 3, 3, pads=[1, 1, 1, 1])), 4, 4, 3, 3, pads=[1, 1, 1, 1]), y)))(conv(g, "x", 4, 3, 1, 1)), shape=image)
each("inception", lambda g: head(g, g("Concat", conv(g, "x", 2, 3, 1, 1), conv(g, "x", 3, 3, 3, 3, pads=[1, 1, 1, 1]), axis=1), 150), shape=image)
each("concat_time", lambda g: conv(g, g("Concat", "x", g("Relu", "x"), axis=2), 2, 3, 3), shape=sequence)
each("features_and_vector", lambda g: g.dense(g("Concat", g("Flatten", conv(g, "x", 2, 3, 3, 3)), "x2", axis=1), 29, 3), shape=image, others=[("N", 5)])
each("split_channels", lambda g: (lambda a, b: g("Mul", a, g("Sigmoid", b)))(*g("Split", conv(g, "x", 4, 3, 3), ints(2, 2), axis=1, outputs=2)), shape=sequence)
each("slice_positions", lambda g: g("Slice", conv(g, "x", 4, 3, 3, 3), ints(1, 0), ints(3, 2), ints(2, 3)), shape=image)
each("slice_channels", lambda g: head(g, g("Slice", "x", ints(0), ints(2), ints(1)), 60), shape=image)
each("last_frame", lambda g: g.dense(g("Gather", conv(g, "x", 4, 3, 3), np.array(-1), axis=2), 4, 2), shape=sequence)
each("swapped_channels", lambda g: conv(g, g("Gather", "x", ints(2, 1, 0), axis=1), 2, 3, 3, 3), shape=image)
each("resize_scales", lambda g: conv(g, g("Resize", conv(g, "x", 2, 3, 3, 3), "", np.array([1, 1, 2, 3], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"), 2, 2, 3, 3), shape=image)
each("resize_sizes", lambda g: g("Resize", conv(g, "x", 2, 3, 3, 3), "", "", ints(1, 2, 8, 6), mode="nearest"), shape=(1, 3, 6, 5))
each("upsample", lambda g: g("Upsample", conv(g, "x", 2, 3, 3, 3), np.array([1, 1, 2, 2], np.float32)), shape=image, opset=9)
each("resize_1d", lambda g: g("Resize", conv(g, "x", 2, 3, 3), "", np.array([1, 1, 2], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"), shape=sequence)
each("layer_norm_time", lambda g: g("LayerNormalization", g("Transpose", conv(g, "x", 4, 3, 3), perm=[0, 2, 1]), numbers(4), numbers(4), axis=-1), shape=sequence)
each("layer_norm_all", lambda g: g.dense(g("Flatten", g("LayerNormalization", conv(g, "x", 2, 3, 3), numbers(2, 6), numbers(2, 6), axis=1)), 12, 2), shape=sequence)
each("l2_channels", lambda g: g("LpNormalization", conv(g, "x", 4, 3, 3, 3), axis=1, p=2), shape=image)
each("dense_on_rows", lambda g: g("Add", g("MatMul", "x", numbers(4, 3)), numbers(3)), shape=("N", 5, 4))
each("dequantized_weights", lambda g: g("MatMul", "x", g("DequantizeLinear", np.array([[1, -2], [3, 4], [5, -6], [7, 8]], np.int8), np.array([0.5, 0.25], np.float32), axis=1)))
each("erf_of_images", lambda g: (lambda y: g("Mul", g("Mul", y, g("Add", g("Erf", g("Div", y, float(np.sqrt(2)))), 1.0)), 0.5))(conv(g, "x", 4, 3, 3, 3)), shape=image)
each("hard_swish_of_images", lambda g: g("HardSwish", conv(g, "x", 4, 3, 3, 3)), shape=image)
each("policy_of_two", lambda g: g.dense(g("Concat", "x", "x2", axis=1), 7, 2), others=[("N", 3)])
each("sum_of_two_inputs", lambda g: g("Tanh", g("Add", g.dense("x"), g.dense("x2", 3))), others=[("N", 3)])
each("dueling", lambda g: (lambda a, v: g("Add", v, g("Sub", a, g("ReduceMean", a, axes=[1]))))(g.dense(g("Relu", g.dense("x")), 4, 3), g.dense("x", 4, 1)), opset=17)
each("minus_mean", lambda g: (lambda y: g("Sub", y, g("ReduceMean", y, axes=[1])))(g.dense("x")), opset=17)
each("mean_and_deviation", lambda g: (lambda parts: [g("Tanh", parts[0]), g("Exp", g("Clip", parts[1], -2.0, 1.0))])(g("Split", g.dense("x", 4, 6), outputs=2, axis=1, num_outputs=2)))
each("dense_connected", lambda g: (lambda a: g.dense(g("Concat", a, "x", axis=1), 8, 3))(g("Relu", g.dense("x"))))
each("maximum_of_two", lambda g: g("Max", g.dense("x"), g.dense("x")))
each("minimum_of_two", lambda g: g("Min", g.dense("x"), g("Relu", g.dense("x"))))
each("sum_of_three_values", lambda g: g("Sum", g("Tanh", g.dense("x")), g("Relu", g.dense("x")), "x"))

# Choices by the sign of a number.
for name, greater in (("greater", lambda g, x: g("Greater", x, 0.0)), ("less", lambda g, x: g("Not", g("LessOrEqual", x, 0.0))), ("zero_first", lambda g, x: g("Less", 0.0, x))):
    both(f"leaky_where_{name}", lambda g, x: g("Where", greater(g, x), x, g("Mul", x, 0.25)))
both("elu_where", lambda g, x: g("Where", g("Greater", x, 0.0), x, g("Mul", g("Sub", g("Exp", x), 1.0), 0.75)))
both("celu_where", lambda g, x: g("Where", g("Less", x, 0.0), g("Mul", g("Sub", g("Exp", g("Div", x, 0.75)), 1.0), 0.75), x))
both("selu_where", lambda g, x: g("Mul", g("Where", g("Less", x, 0.0), g("Mul", g("Sub", g("Exp", x), 1.0), 1.67), x), 1.05))
both("relu_where", lambda g, x: g("Where", g("GreaterOrEqual", x, 0.0), x, 0.0))


def masked(g, x):
    """ELU as tf2onnx writes a `tf.where`."""
    above = g("Greater", x, 0.0)
    negative = g("Mul", g("Mul", 0.98, g("Elu", x)), g("Cast", g("Not", above), to=T.FLOAT))
    return g("Add", g("Mul", g("Cast", above, to=T.FLOAT), x), negative)


both("elu_masked", masked)
both("prelu_of_keras", lambda g, x: g("Add", g("Relu", x), g("Mul", numbers(4), g("Relu", g("Neg", x)))))
both("swish_alpha", lambda g, x: g("Mul", x, g("Sigmoid", g("Mul", x, 0.75))))
each("where_of_images", lambda g: (lambda y: g("Where", g("Greater", y, 0.0), y, g("Mul", y, 0.25)))(conv(g, "x", 4, 3, 3, 3)), shape=image)
each("einsum", lambda g: g("Einsum", "x", numbers(4, 3), equation="bi,ij->bj"))
each("einsum_rows", lambda g: g("Einsum", numbers(3, 4), "x", equation="ji,bti->btj"), shape=("N", 5, 4))
each("einsum_heads", lambda g: g("Einsum", "x", numbers(4, 2, 3), equation="bti,ihk->bthk"), shape=("N", 5, 4))
each("einsum_of_channels", lambda g: g("Einsum", conv(g, "x", 4, 3, 3), numbers(4, 2), equation="bct,cd->bdt"), shape=sequence)

# What no network of layers can be.
for operator in ("Cos", "Round", "Floor", "Sign", "Erf", "Log", "Reciprocal"):
    never(operator.lower(), lambda g: g(operator, g.dense("x")))
never("thresholded_relu", lambda g: g("ThresholdedRelu", g.dense("x")))
never("hardmax", lambda g: g("Hardmax", g.dense("x")))
never("clip_to_infinity", lambda g: g("Clip", g.dense("x"), np.float32(np.inf)))
never("clip_to_units", lambda g: g("Min", g.dense("x"), numbers(4)))
never("rounded_gate", lambda g: (lambda x: g("Mul", x, g("Cast", g("Cast", g("Sigmoid", x), to=T.INT64), to=T.FLOAT)))(g.dense("x")))
never("logarithm_of_batch", lambda g: g("Log", g("Softmax", g.dense("x"), axis=0)))
never("cubed", lambda g: g("Pow", g.dense("x"), 3.0))
never("divided_by_it", lambda g: g("Div", 1.0, g.dense("x")))
never("divided_by_zero", lambda g: g("Div", g.dense("x"), np.array([1, 0, 1, 1], np.float32)))
never("product_of_two", lambda g: g("MatMul", g.dense("x"), g("Transpose", g.dense("x"), perm=[1, 0])))
never("varying_bias", lambda g: g("Gemm", g.dense("x"), numbers(4, 4), g.dense("x")))
never("softmax_of_batch", lambda g: g("Softmax", g.dense("x"), axis=0))
never("sum_of_batch", lambda g: g("ReduceSum", g.dense("x"), ints(0)))
never("normalizer_max", lambda g: g.learn("Normalizer", "x", norm="MAX"))
never("normalizer_l1", lambda g: g.learn("Normalizer", g.dense("x"), norm="L1"))
never("imputer_of_zero", lambda g: g.dense(g.learn("Imputer", "x", imputed_value_floats=[1.0], replaced_value_float=0.0)))
never("probit", lambda g: g.learn("LinearClassifier", "x", outputs=2, post_transform="PROBIT", **linear)[1])
never("one_score", lambda g: g.learn("LinearClassifier", "x", outputs=2, coefficients=[1.0] * 4, intercepts=[0.0], classlabels_ints=[0, 1])[1])
never("labels", lambda g: g("Cast", g.learn("LinearClassifier", "x", outputs=2, **linear)[0], to=T.FLOAT))
never("cast_to_integers", lambda g: g("Cast", g("Cast", g.dense("x"), to=T.INT64), to=T.FLOAT))
never("training_dropout", lambda g: g("Dropout", g.dense("x"), 0.5, np.array(True)))
never("training_normalization", lambda g: g("BatchNormalization", g.dense("x"), numbers(4), numbers(4), numbers(4), numbers(4) + 3, outputs=3, training_mode=1)[0])
never("max_pool_padded_by_zeros", lambda g: g("MaxPool", g("Pad", "x", ints(0, 0, 1, 1, 0, 0, 1, 1)), kernel_shape=[3, 3]), shape=image)
never("padded_at_the_end", lambda g: g("Pad", conv(g, "x", 4, 3, 3, 3), ints(0, 0, 1, 1, 0, 0, 1, 1)), shape=image)
never("mixer", lambda g: (lambda y: g("Add", y, g("Transpose", g("MatMul", g("Relu", g("MatMul", g("Transpose", y, perm=[0, 2, 1]), numbers(5, 6))), numbers(6, 5)), perm=[0, 2, 1])))(g("MatMul", "x", numbers(4, 3))), shape=("N", 5, 4))
never("mixed_positions", lambda g: g("Softmax", conv(g, "x", 4, 3, 3), axis=2), shape=sequence)
never("features_in_the_order_of_the_graph", lambda g: g("Flatten", conv(g, "x", 4, 3, 1, 1)), shape=image)
never("conv_3d", lambda g: g("Conv", "x", numbers(2, 1, 2, 2, 2)), shape=("N", 1, 3, 3, 3))
never("interpolated", lambda g: g("Resize", conv(g, "x", 2, 3, 3, 3), "", np.array([1, 1, 2, 2], np.float32), mode="linear"), shape=image)
never("dilated_pool", lambda g: g("MaxPool", "x", kernel_shape=[2, 2], dilations=[2, 2]), shape=image)
never("instance_norm", lambda g: g("InstanceNormalization", conv(g, "x", 4, 3, 3, 3), numbers(4), numbers(4)), shape=image)
never("attention", lambda g: g("Softmax", g("MatMul", "x", g("Transpose", "x", perm=[0, 2, 1]))), shape=("N", 5, 4))
never("recurrent", lambda g: g("LSTM", "x", numbers(1, 16, 4), numbers(1, 16, 4), hidden_size=4), shape=("N", 1, 4))
never("unknown_domain", lambda g: g("FancyNorm", g.dense("x"), domain="com.example"))
never("unknown_attribute", lambda g: g("Relu", g.dense("x"), consumed_inputs=[0]))
never("several_at_once", lambda g: g("Cos", g.dense(g("ThresholdedRelu", g.dense(g("Round", "x"))))))
never("nothing", lambda g: g("Identity", "x"))
never("no_weights", lambda g: g("MatMul", "x", np.array([["a"]], dtype=object)))
never("weights_that_do_not_fit", lambda g: g("MatMul", "x", numbers(3, 2)))
never("infinite", lambda g: g("Gemm", "x", np.array([[np.inf]] * 4, np.float32)))
never("overflowing", lambda g: g("Mul", g("MatMul", "x", np.full((4, 1), 3e38, np.float32)), 100.0))
never("open_length", lambda g: g("Relu", "x"), shape=("N", "M"))
never("no_number", lambda g: g("Relu", "x"), shape=())
never("constant_output", lambda g: g("Relu", numbers(4)))
never("old_opset", lambda g: g("Add", g.dense("x"), numbers(4)), opset=6)

np.savez_compressed(path("operators.npz"), **accepted)
np.savez_compressed(path("refused.npz"), **refused)
print(len([name for name in accepted if name.endswith(".onnx")]), "graphs,", len(refused), "refused")

# Recurrent operators, of 5 frames of 3 numbers.
accepted, refused = {}, {}
random = np.random.default_rng(1)
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
time_first, one, batch_first = {"shape": (5, "N", 3), "batch": 1}, {"shape": (5, 1, 3), "batch": 1}, ("N", 5, 3)


def recurrent(g, operator, x, inputs=3, units=4, directions=1, biases=True, states=(), outputs=1, **attributes):
    """A recurrent operator with weights that do not saturate it; `states` are its initial ones."""
    gates = GATES[operator] * units
    given = [x, numbers(directions, gates, inputs), numbers(directions, gates, units) * np.float32(0.5)]
    given.append(numbers(directions, 2 * gates) if biases else "")
    given += ["", *states] if states else []
    direction = {"direction": "bidirectional"} if directions == 2 else {}
    return g(operator, *given, outputs=outputs, hidden_size=units, **direction, **attributes)


def squeezed(g, y):
    """The states of all frames without the axis of the directions."""
    return g("Squeeze", y, ints(1))


for operator in GATES:
    name = operator.lower()
    each(f"{name}_states", lambda g: squeezed(g, recurrent(g, operator, "x")), **time_first)
    each(f"{name}_as_it_is", lambda g: recurrent(g, operator, "x"), **time_first)
    each(f"{name}_last", lambda g: g("Squeeze", recurrent(g, operator, "x", outputs=2)[1], ints(0)), **time_first)
    each(f"{name}_both", lambda g: (lambda both: [squeezed(g, both[0]), both[1]])(recurrent(g, operator, "x", outputs=2)), **time_first)
    each(f"{name}_reverse", lambda g: squeezed(g, recurrent(g, operator, "x", direction="reverse")), **time_first)
    each(f"{name}_reverse_both", lambda g: (lambda both: [squeezed(g, both[0]), both[1]])(recurrent(g, operator, "x", outputs=2, direction="reverse")), **time_first)
    each(f"{name}_without_biases", lambda g: squeezed(g, recurrent(g, operator, "x", biases=False)), **time_first)
    each(f"{name}_bidirectional", lambda g: g("Reshape", g("Transpose", recurrent(g, operator, "x", directions=2), perm=[0, 2, 1, 3]), ints(0, 0, -1)), **time_first)
    each(f"{name}_bidirectional_last", lambda g: g("Transpose", recurrent(g, operator, "x", directions=2, outputs=2)[1], perm=[1, 0, 2]), **time_first)
    each(f"{name}_batch_first", lambda g: g("Transpose", squeezed(g, recurrent(g, operator, g("Transpose", "x", perm=[1, 0, 2]))), perm=[1, 0, 2]), shape=batch_first)
    each(f"{name}_last_frame", lambda g: g.dense(g("Gather", squeezed(g, recurrent(g, operator, "x")), np.array(-1, np.int64), axis=0)), **time_first)
    each(f"{name}_stacked", lambda g: squeezed(g, recurrent(g, operator, squeezed(g, recurrent(g, operator, "x")), inputs=4, units=2)), **time_first)
    each(f"{name}_initial", lambda g: squeezed(g, recurrent(g, operator, "x", states=[numbers(1, 1, 4)] * (2 if operator == "LSTM" else 1))), **one)
    each(f"{name}_scaled", lambda g: squeezed(g, recurrent(g, operator, g("Add", g("Mul", "x", numbers(3)), numbers(3)))), **time_first)
    each(f"{name}_head", lambda g: g("Softmax", g("Add", g("MatMul", squeezed(g, recurrent(g, operator, "x")), numbers(4, 2)), numbers(2))), **time_first)
    each(f"{name}_one_frame", lambda g: squeezed(g, recurrent(g, operator, "x")), shape=(1, "N", 3), batch=1)
    each(f"{name}_one_number", lambda g: squeezed(g, recurrent(g, operator, "x", inputs=1, units=1)), shape=(5, "N", 1), batch=1)
    each(f"{name}_without_batch", lambda g: g("Squeeze", recurrent(g, operator, g("Unsqueeze", "x", ints(1))), ints(1, 2)), shape=(5, 3), batch=None)
    each(f"{name}_of_channels", lambda g: squeezed(g, recurrent(g, operator, g("Transpose", "x", perm=[2, 0, 1]))), shape=("N", 3, 5))
    each(f"{name}_of_convolution", lambda g: g("Squeeze", recurrent(g, operator, g("Transpose", g("Conv", "x", numbers(4, 3, 2)), perm=[2, 0, 1]), inputs=4, outputs=2)[1], ints(0)), shape=("N", 3, 6))
    each(f"{name}_dense_before", lambda g: squeezed(g, recurrent(g, operator, g("Relu", g("MatMul", "x", numbers(3, 4))), inputs=4)), **time_first)
for activation in ("Relu", "Tanh", "Sigmoid", "Softsign", "LeakyRelu", "Elu", "HardSigmoid"):
    each(f"rnn_{activation.lower()}", lambda g: squeezed(g, recurrent(g, "RNN", "x", activations=[activation])), **time_first)
each("rnn_parameters", lambda g: recurrent(g, "RNN", "x", directions=2, activations=["LeakyRelu", "HardSigmoid"], activation_alpha=[0.25, 0.125], activation_beta=[0.375]), **time_first)
each("gru_reset_after", lambda g: squeezed(g, recurrent(g, "GRU", "x", linear_before_reset=1)), **time_first)
each("gru_reset_after_both_ways", lambda g: recurrent(g, "GRU", "x", linear_before_reset=1, directions=2), **time_first)
each("gru_hard", lambda g: squeezed(g, recurrent(g, "GRU", "x", activations=["HardSigmoid", "Softsign"], activation_alpha=[0.25])), **time_first)
each("lstm_hard", lambda g: squeezed(g, recurrent(g, "LSTM", "x", activations=["HardSigmoid", "Relu", "Relu"])), **time_first)
each("lstm_lengths", lambda g: squeezed(g, g("LSTM", "x", numbers(1, 16, 3), numbers(1, 16, 4), "", np.array([5], np.int32), hidden_size=4)), **one)
each("lstm_states_given_as_zeros", lambda g: squeezed(g, recurrent(g, "LSTM", "x", states=[np.zeros((1, 1, 4), np.float32)] * 2)), **one)

never("cell_state", lambda g: recurrent(g, "LSTM", "x", outputs=3)[2], **time_first)
never("peepholes", lambda g: g("LSTM", "x", numbers(1, 16, 3), numbers(1, 16, 4), "", "", "", "", numbers(1, 12), hidden_size=4), **time_first)
never("clipped", lambda g: recurrent(g, "LSTM", "x", clip=1.0), **time_first)
never("coupled", lambda g: recurrent(g, "LSTM", "x", input_forget=1), **time_first)
never("lengths", lambda g: g("GRU", "x", numbers(1, 12, 3), numbers(1, 12, 4), "", np.array([3], np.int32), hidden_size=4), **one)
never("scaled_tanh", lambda g: recurrent(g, "RNN", "x", activations=["ScaledTanh"], activation_alpha=[1.0], activation_beta=[0.5]), **time_first)
never("different_activations", lambda g: recurrent(g, "LSTM", "x", activations=["Sigmoid", "Tanh", "Relu"]), **time_first)
never("two_activations", lambda g: recurrent(g, "LSTM", "x", activations=["Sigmoid", "Tanh"]), **time_first)
never("varying_state", lambda g: recurrent(g, "GRU", "x", states=[g("Tanh", g("Unsqueeze", g("ReduceSum", g("MatMul", "x", numbers(3, 4)), ints(0), keepdims=0), ints(0)))]), **time_first)
never("open_time", lambda g: recurrent(g, "GRU", "x"), shape=("T", "N", 3))
never("backwards_in_time", lambda g: recurrent(g, "GRU", g("Slice", "x", ints(-1), ints(-6), ints(0), ints(-1))), **time_first)
never("mixed_samples", lambda g: g("Softmax", recurrent(g, "GRU", "x"), axis=2), **time_first)

np.savez_compressed(path("recurrent.npz"), **accepted)
np.savez_compressed(path("refused_recurrent.npz"), **refused)
print(len([name for name in accepted if name.endswith(".onnx")]), "recurrent graphs,", len(refused), "refused")
