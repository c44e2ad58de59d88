"""Random layers of eight bits: as operators of TensorFlow Lite, and as layers of a model file."""

import numpy as np

import tflite
from tflite import ACTIVATION, PADDING, options


class Value:
    """A value between layers."""

    def __init__(self, index, name, shape, scale, zero_point):
        self.index, self.name, self.shape = index, name, list(shape)
        self.scale, self.zero_point = np.float32(scale), int(zero_point)

    @property
    def quantization(self):
        return {"scale": float(self.scale), "zero_point": self.zero_point}


class Net:
    """A network whose layers get random numbers. Shapes are those of the model file: without a batch."""

    def __init__(self, seed, shape, scale=None, zero_point=None):
        self.random = np.random.default_rng(seed)
        self.graph = tflite.Graph()
        self.layers = []
        scale = self.scale(0.02) if scale is None else np.float32(scale)
        zero_point = self.zero_point() if zero_point is None else zero_point
        self.input = self.value("input", shape, scale, zero_point)
        self.graph.inputs.append(self.input.index)
        self.values = {"input": self.input}
        self.last = self.input

    def scale(self, around):
        return np.float32(around * self.random.uniform(0.5, 2))

    def zero_point(self):
        return int(self.random.integers(-128, 128))

    def value(self, name, shape, scale, zero_point):
        # A sequence is an image of one row.
        axes = [1, *shape] if len(shape) != 2 else [1, 1, *shape]
        index = self.graph.tensor(name, axes, quantization=([scale], zero_point))
        return Value(index, name, shape, scale, zero_point)

    def output(self, shape, scale, zero_point, layer):
        """Adds the output of a layer, and the layer to the model file."""
        name = f"layer_{len(self.layers)}"
        value = self.value(name, shape, scale, zero_point)
        self.layers.append({"type": layer.pop("type"), "name": name, **layer})
        self.values[name] = self.last = value
        return value

    def taken(self, name, layer):
        """The input of a layer, which the file names unless it is the output of the layer before."""
        value = self.values[name] if name else self.last
        if value is not self.last:
            layer["inputs"] = value.name
        return value

    def weights(self, shape, channels, per_tensor, layer, dimension, order, sums):
        """Makes weights of this shape in the model file, whose axes are in the order `order` in TensorFlow Lite."""
        weights = self.random.integers(-127, 128, shape)
        scales = [self.scale(0.004) for _ in range(1 if per_tensor else channels)]
        biases = self.random.integers(-sums, sums + 1, channels)
        layer["weights"] = weights.tolist()
        layer["weight_scales"] = float(scales[0]) if per_tensor else [float(s) for s in scales]
        layer["biases"] = biases.tolist()
        tensor = weights.transpose(order)
        if dimension == 3:
            # Depthwise: [height][width][1][filters] is [1][height][width][filters] there.
            tensor = weights.reshape(1, *weights.shape[:2], channels)
        number = len(self.layers)
        return (
            self.graph.tensor(f"w{number}", tensor.shape, data=tensor, quantization=(scales, 0), dimension=dimension),
            self.graph.tensor(
                f"b{number}",
                [channels],
                np.int32,
                data=biases,
                quantization=([self.last.scale * s for s in scales], 0),
            ),
        )

    def spread(self, fan):
        """About the standard deviation of a sum of so many products."""
        return int(np.sqrt(fan) * 100 * 75)

    def dense(self, units, activation="linear", per_tensor=True, small=1.0):
        layer = {"type": "dense", "units": units}
        value = self.taken(None, layer)
        inputs = value.shape[-1]
        spread = self.spread(inputs)
        w, b = self.weights([inputs, units], units, per_tensor, layer, 0, [1, 0], spread // 2)
        if activation != "linear":
            layer["activation"] = activation
        scale = self.scale(value.scale * np.float32(0.004) * spread / 40 * small)
        zero_point = self.zero_point()
        layer["quantization"] = {"scale": float(scale), "zero_point": zero_point}
        output = self.output([*value.shape[:-1], units], scale, zero_point, layer)
        own = options("FullyConnected", fusedActivationFunction=ACTIVATION[activation], keepNumDims=True)
        self.graph.operator("FULLY_CONNECTED", [value.index, w, b], [output.index], own)
        return self

    def conv(self, filters, kernel, strides=1, padding="valid", dilation=1, depthwise=False, activation="linear", per_tensor=False):
        value = self.taken(None, {})
        sequence = len(value.shape) == 2
        height, width, channels = [1, *value.shape] if sequence else value.shape
        pair = lambda n: (n, n) if isinstance(n, int) else n
        (kh, kw), (sh, sw), (dh, dw) = map(pair, (kernel, strides, dilation))
        if sequence:
            kh = sh = dh = 1
        layer = {"type": "conv1d" if sequence else "conv2d", "filters": filters}
        layer["kernel_size"] = kw if sequence else [kh, kw]
        if (sh, sw) != (1, 1):
            layer["strides"] = sw if sequence else [sh, sw]
        if padding != "valid":
            layer["padding"] = padding
        if (dh, dw) != (1, 1):
            layer["dilation_rate"] = dw if sequence else [dh, dw]
        if depthwise:
            layer["groups"] = channels
        if activation != "linear":
            layer["activation"] = activation
        per_group = 1 if depthwise else channels
        spread = self.spread(kh * kw * per_group)
        shape = [kh, kw, per_group, filters]
        order, dimension = ([3, 0, 1, 2], 0) if not depthwise else ([0, 1, 2, 3], 3)
        w, b = self.weights(shape, filters, per_tensor, layer, dimension, order, spread // 2)
        if sequence:
            (layer["weights"],) = layer["weights"]
        scale = self.scale(value.scale * np.float32(0.004) * spread / 40)
        zero_point = self.zero_point()
        layer["quantization"] = {"scale": float(scale), "zero_point": zero_point}
        length = lambda n, k, s, d: -(-n // s) if padding == "same" else (n - (k - 1) * d - 1) // s + 1
        axes = [length(height, kh, sh, dh), length(width, kw, sw, dw), filters]
        output = self.output(axes[1:] if sequence else axes, scale, zero_point, layer)
        common = {
            "padding": PADDING[padding],
            "strideH": sh,
            "strideW": sw,
            "dilationHFactor": dh,
            "dilationWFactor": dw,
            "fusedActivationFunction": ACTIVATION[activation],
        }
        if depthwise:
            own = options("DepthwiseConv2D", depthMultiplier=filters // channels, **common)
            self.graph.operator("DEPTHWISE_CONV_2D", [value.index, w, b], [output.index], own)
        else:
            self.graph.operator("CONV_2D", [value.index, w, b], [output.index], options("Conv2D", **common))
        return self

    def same(self, layer, shape, operator, own=None, others=()):
        """Adds a layer that keeps the quantization."""
        value = self.taken(None, layer)
        output = self.output(shape, value.scale, value.zero_point, layer)
        self.graph.operator(operator, [value.index, *others], [output.index], own)
        return self

    def pool(self, kind, size, strides=None, padding="valid"):
        value = self.last
        sequence = len(value.shape) == 2
        height, width, channels = [1, *value.shape] if sequence else value.shape
        strides = strides or size
        (kh, sh) = (1, 1) if sequence else (size, strides)
        layer = {"type": f"{kind}_pool{'1' if sequence else '2'}d", "pool_size": size}
        if strides != size:
            layer["strides"] = strides
        if padding != "valid":
            layer["padding"] = padding
        length = lambda n, k, s: -(-n // s) if padding == "same" else (n - k) // s + 1
        axes = [length(height, kh, sh), length(width, size, strides), channels]
        own = options("Pool2D", padding=PADDING[padding], strideH=sh, strideW=strides, filterHeight=kh, filterWidth=size)
        operator = {"max": "MAX_POOL_2D", "average": "AVERAGE_POOL_2D"}[kind]
        return self.same(layer, axes[1:] if sequence else axes, operator, own)

    def global_average(self, quantized):
        """The average of all positions: MEAN, or AVERAGE_POOL_2D, which keeps the quantization."""
        value = self.last
        height, width, channels = value.shape
        layer = {"type": "global_average_pool"}
        if not quantized:
            own = options("Pool2D", padding=PADDING["valid"], strideH=1, strideW=1, filterHeight=height, filterWidth=width)
            layer["keep_dims"] = True
            return self.same(layer, [1, 1, channels], "AVERAGE_POOL_2D", own)
        scale, zero_point = self.scale(value.scale * np.float32(0.4)), self.zero_point()
        layer["quantization"] = {"scale": float(scale), "zero_point": zero_point}
        output = self.output([channels], scale, zero_point, layer)
        axes = self.graph.tensor(f"a{len(self.layers)}", [2], np.int32, data=[1, 2])
        self.graph.operator("MEAN", [value.index, axes], [output.index], options("Reducer", keepDims=False))
        return self

    def activation(self, name, quantization=None):
        layer = {"type": "activation", "activation": name}
        value = self.taken(None, layer)
        usual = {"sigmoid": (1 / 256, -128), "softmax": (1 / 256, -128), "tanh": (1 / 128, 0)}
        scale, zero_point = quantization or usual.get(name, (value.scale, value.zero_point))
        if quantization:
            layer["quantization"] = {"scale": float(np.float32(scale)), "zero_point": zero_point}
        output = self.output(value.shape, scale, zero_point, layer)
        operator = {"sigmoid": "LOGISTIC", "tanh": "TANH", "softmax": "SOFTMAX", "relu": "RELU", "relu6": "RELU6"}[name]
        own = options("Softmax", beta=1.0) if name == "softmax" else None
        self.graph.operator(operator, [value.index], [output.index], own)
        return self

    def merge(self, kind, first, second, activation="linear"):
        a, b = self.values[first], self.values[second]
        layer = {"type": kind, "inputs": [first, second]}
        if activation != "linear":
            layer["activation"] = activation
        if kind == "add":
            scale = self.scale((a.scale + b.scale) * np.float32(0.7))
        else:
            scale = self.scale(a.scale * b.scale * 60)
        zero_point = self.zero_point()
        layer["quantization"] = {"scale": float(scale), "zero_point": zero_point}
        rank = max(len(a.shape), len(b.shape))
        axes = [[1] * (rank - len(v.shape)) + v.shape for v in (a, b)]
        shape = [max(pair) for pair in zip(*axes)]
        output = self.output(shape, scale, zero_point, layer)
        own = options(kind.title().replace("Multiply", "Mul"), fusedActivationFunction=ACTIVATION[activation])
        self.graph.operator({"add": "ADD", "multiply": "MUL"}[kind], [a.index, b.index], [output.index], own)
        return self

    def concatenate(self, *names):
        values = [self.values[name] for name in names]
        layer = {"type": "concatenate", "inputs": list(names)}
        shape = [*values[0].shape[:-1], sum(value.shape[-1] for value in values)]
        output = self.output(shape, values[0].scale, values[0].zero_point, layer)
        own = options("Concatenation", axis=len(self.graph.tensors[output.index].shape) - 1)
        self.graph.operator("CONCATENATION", [value.index for value in values], [output.index], own)
        return self

    def flatten(self):
        shape = [int(np.prod(self.last.shape))]
        target = self.graph.tensor(f"s{len(self.layers)}", [2], np.int32, data=[1, *shape])
        own = options("Reshape", newShape=[1, *shape])
        return self.same({"type": "flatten"}, shape, "RESHAPE", own, [target])

    def reshape(self, *shape):
        target = self.graph.tensor(f"s{len(self.layers)}", [len(shape) + 1], np.int32, data=[1, *shape])
        own = options("Reshape", newShape=[1, *shape])
        return self.same({"type": "reshape", "shape": list(shape)}, list(shape), "RESHAPE", own, [target])

    def upsample(self, size):
        height, width, channels = self.last.shape
        axes = [height * size, width * size, channels]
        target = self.graph.tensor(f"s{len(self.layers)}", [2], np.int32, data=axes[:2])
        own = options("ResizeNearestNeighbor", alignCorners=False, halfPixelCenters=False)
        return self.same({"type": "upsample", "size": size}, axes, "RESIZE_NEAREST_NEIGHBOR", own, [target])

    def slice(self, start, end):
        """A range of the channels."""
        shape = [*self.last.shape[:-1], end - start]
        number, rank = len(self.layers), len(shape) + 1
        begin = self.graph.tensor(f"s{number}", [rank], np.int32, data=[0] * (rank - 1) + [start])
        size = self.graph.tensor(f"z{number}", [rank], np.int32, data=[1, *shape])
        return self.same({"type": "slice", "start": start, "end": end}, shape, "SLICE", options("Slice"), [begin, size])
