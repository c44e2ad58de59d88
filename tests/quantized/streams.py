"""Streams: causal convolutions, each as one without padding on frames behind zero points."""

import numpy as np

import oracle
from layers import Net

FRAMES = 12


class Stream:
    """A stream whose layers get random numbers, and the frames that it computes."""

    def __init__(self, seed, channels, rounding):
        self.random = np.random.default_rng(seed)
        self.seed, self.rounding, self.channels = seed, rounding, channels
        self.scale, self.zero_point = np.float32(self.random.uniform(0.01, 0.05)), int(self.random.integers(-128, 128))
        self.quantization = {"scale": float(self.scale), "zero_point": self.zero_point}
        self.frames = self.random.integers(-128, 128, (FRAMES, channels))
        self.samples = self.frames.tolist()
        self.stride = 1
        self.layers = []

    def conv(self, filters, kernel, dilation=1, strides=1, activation="linear", depthwise=False):
        """A causal convolution."""
        layer = self.apply(filters, kernel, dilation, strides, activation, depthwise)
        if kernel > 1:
            layer["padding"] = "causal"
        self.layers.append(layer)
        self.stride *= strides
        return self

    def window_dense(self, units, frames, activation="linear"):
        """A dense layer on a window, which is a convolution in another form."""
        channels = self.channels
        layer = self.apply(units, frames, 1, 1, activation, False)
        self.layers += [{"type": "window", "frames": frames}, {"type": "flatten"}]
        dense = {"type": "dense", "units": units}
        dense |= {key: layer[key] for key in ("activation", "weight_scales", "biases", "quantization") if key in layer}
        dense["weights"] = np.reshape(layer["weights"], (frames * channels, units)).tolist()
        self.layers.append(dense)
        return self

    def apply(self, filters, kernel, dilation, strides, activation, depthwise):
        """Computes the frames of a layer, and returns its keys."""
        before = (kernel - 1) * dilation
        frames = np.concatenate([np.full((before, self.channels), self.zero_point), self.frames])
        net = Net(self.seed + 1 + len(self.layers), frames.shape, self.scale, self.zero_point)
        net.conv(filters, kernel, strides=strides, dilation=dilation, activation=activation, depthwise=depthwise)
        (result,) = oracle.run(net.graph, self.rounding, [frames])
        # A step of several frames computes the output for the first of them.
        self.frames = np.reshape(result["layer_0"], (-1, filters))
        self.scale, self.zero_point, self.channels = net.last.scale, net.last.zero_point, filters
        layer = dict(net.layers[0])
        del layer["name"]
        return layer


STREAMS = {
    "stream_causal": lambda stream: stream(3).conv(5, 3, activation="relu").conv(2, 2, dilation=3),
    "stream_depthwise": lambda stream: stream(4).conv(4, 5, depthwise=True, activation="relu").conv(3, 1),
    "stream_strides": lambda stream: stream(2).conv(6, 4, strides=2, activation="relu6").conv(3, 2),
    "stream_window": lambda stream: stream(3).conv(4, 2, activation="relu").window_dense(2, 4),
}
