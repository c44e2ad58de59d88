#!/usr/bin/env python3
"""Networks for audio in the formats of Neural Amp Modeler, RTNeural and GuitarML, with random weights:
`python3 with_torch_audio.py`.

It needs PyTorch and numpy alone; the outputs are those of PyTorch, for sequences of 16 frames from the initial state.
"""

import json

import numpy as np
import torch
from record import path, record, some
from torch import nn
from torch.nn import functional as f

torch.manual_seed(0)
FRAMES = 16


def write(name, content, model, channels=1):
    """Writes a file, and what a function of [channels, frames] gives for sequences."""
    path(name).write_text(json.dumps(content))
    samples = torch.from_numpy(some(3, FRAMES, channels))
    with torch.no_grad():
        outputs = [model(sample.T).T.numpy().ravel() for sample in samples]
    record(f"{path(name).stem}.npz", samples.numpy().reshape(len(samples), -1), np.stack(outputs))


class Weights:
    """All weights of a file of Neural Amp Modeler, as they are made."""

    def __init__(self):
        self.all = []

    def take(self, *shape, scale=1.0):
        tensor = (torch.rand(shape) * 2 - 1) * scale
        self.all += tensor.flatten().tolist()
        return tensor

    def conv(self, inputs, outputs, size=1, dilation=1, bias=True, groups=1):
        weight = self.take(outputs, inputs // groups, size, scale=(inputs * size / groups) ** -0.5)
        bias = self.take(outputs, scale=0.5) if bias else None

        def apply(x):
            return f.conv1d(f.pad(x, ((size - 1) * dilation, 0)), weight, bias, dilation=dilation, groups=groups)

        return apply


FUNCTIONS = {
    "Tanh": torch.tanh, "ReLU": torch.relu, "Sigmoid": torch.sigmoid, "SiLU": f.silu, "Softsign": f.softsign,
    "Hardtanh": f.hardtanh, "Hardswish": f.hardswish,
}


def function(activation):
    if isinstance(activation, str):
        return FUNCTIONS[activation]
    if activation["type"] == "LeakyReLU":
        return lambda x: f.leaky_relu(x, activation["negative_slope"])
    if activation["type"] == "PReLU":
        return lambda x: f.prelu(x[None], torch.tensor(activation["negative_slopes"]))[0]
    return FUNCTIONS[activation["type"]]


def array(config, weights):
    """An array of layers of a WaveNet."""
    channels = config["channels"]
    inner = config.get("bottleneck", channels)
    count = len(config["dilations"])
    spread = lambda value: value if isinstance(value, list) else [value] * count
    sizes = spread(config.get("kernel_sizes", config.get("kernel_size")))
    modes = spread(config.get("gating_mode", "gated" if config.get("gated") else "none"))
    gates = spread(config.get("secondary_activation", "Sigmoid"))
    start = weights.conv(config["input_size"], channels, bias=False)
    layers = []
    to_head = config.get("head1x1", {"active": False})
    back = config.get("layer1x1", {"active": True, "groups": 1})
    for size, dilation, activation, mode, gate in zip(sizes, config["dilations"], spread(config["activation"]), modes, gates):
        wide = inner * (1 if mode == "none" else 2)
        conv = weights.conv(channels, wide, size, dilation, groups=config.get("groups_input", 1))
        mix = weights.conv(config["condition_size"], wide, bias=False, groups=config.get("groups_input_mixin", 1))
        one = weights.conv(inner, channels, groups=back["groups"]) if back["active"] else None
        head = weights.conv(inner, to_head["out_channels"], groups=to_head["groups"]) if to_head["active"] else None
        layers.append((conv, mix, one, head, function(activation), None if mode == "none" else function(gate)))
    end = config.get("head")
    if end is None:
        end = {"out_channels": config["head_size"], "kernel_size": 1, "bias": config["head_bias"]}
    end = weights.conv(to_head["out_channels"] if to_head["active"] else inner, end["out_channels"], end["kernel_size"], bias=end["bias"])

    def apply(x, condition, sum):
        x = start(x)
        for conv, mix, one, head, activation, gate in layers:
            z = conv(x) + mix(condition)
            z = activation(z) if gate is None else activation(z[:inner]) * gate(z[inner:])
            if one:
                x = x + one(z)
            sum = sum + (head(z) if head else z)
        return x, end(sum)

    return apply


def wavenet(config):
    weights = Weights()
    arrays = [array(layer, weights) for layer in config["layers"]]
    after = []
    if config.get("head"):
        head = config["head"]
        channels = config["layers"][-1]["head_size"]
        for place, size in enumerate(head["kernel_sizes"]):
            outputs = head["out_channels"] if place + 1 == len(head["kernel_sizes"]) else head["channels"]
            after.append(weights.conv(channels, outputs, size))
            channels = outputs
    scale = weights.take(1)

    def model(x, condition=None):
        condition = x if condition is None else condition
        sum = torch.zeros(1)
        y = x
        for layers in arrays:
            y, sum = layers(y, condition, sum)
        sum = sum * scale
        for conv in after:
            sum = conv(function(config["head"]["activation"])(sum))
        return sum

    return weights.all, model


def nam(architecture, config, weights):
    return {"version": "0.7.0", "metadata": {}, "architecture": architecture, "config": config, "weights": weights, "sample_rate": 48000}


first = {"layers": [
    {"input_size": 1, "condition_size": 1, "head_size": 2, "channels": 4, "kernel_size": 3, "dilations": [1, 2, 4], "activation": "Tanh", "gated": False, "head_bias": False},
    {"input_size": 4, "condition_size": 1, "head_size": 1, "channels": 2, "kernel_size": 3, "dilations": [1, 2], "activation": "Tanh", "gated": True, "head_bias": True},
], "head": None, "head_scale": 0.02}
weights, model = wavenet(first)
write("nam_wavenet.nam", nam("WaveNet", first, weights), model)

inactive = {"active": False, "shift": True, "groups": 1}
second = {"layers": [{
    "input_size": 1, "condition_size": 1, "head": {"out_channels": 1, "kernel_size": 4, "bias": True}, "channels": 4, "bottleneck": 2,
    "kernel_sizes": [6, 3, 2], "dilations": [1, 3, 5], "activation": [{"type": "LeakyReLU", "negative_slope": 0.125}, {"type": "PReLU", "negative_slopes": [0.25, 0.5]}, "Softsign"],
    "gating_mode": ["none", "gated", "none"], "secondary_activation": [None, "Hardtanh", None], "head1x1": {"active": True, "out_channels": 3, "groups": 1},
    "layer1x1": {"active": True, "groups": 2}, "groups_input": 2, "groups_input_mixin": 1, "conv_pre_film": inactive, "head1x1_post_film": inactive,
}], "head": None, "head_scale": 0.5, "in_channels": 1}
second["layers"][0]["secondary_activation"] = ["Sigmoid", "Hardtanh", "Sigmoid"]
weights, model = wavenet(second)
container = {"submodels": [{"max_value": 1.0, "model": nam("WaveNet", second, weights)}]}
write("nam_container.nam", nam("SlimmableContainer", container, []), model)

inner = {"layers": [{"input_size": 1, "condition_size": 1, "head_size": 2, "channels": 2, "kernel_size": 2, "dilations": [1], "activation": "SiLU", "gated": False, "head_bias": True}], "head": None, "head_scale": 0.5}
inner_weights, condition = wavenet(inner)
outer = {
    "condition_dsp": nam("WaveNet", inner, inner_weights),
    "layers": [{"input_size": 1, "condition_size": 2, "head_size": 2, "channels": 3, "kernel_size": 3, "dilations": [1, 2], "activation": "ReLU", "gated": False, "head_bias": False, "layer1x1": {"active": False, "groups": 1}}],
    "head": {"channels": 3, "out_channels": 1, "kernel_sizes": [2, 3], "activation": "Hardswish"}, "head_scale": 0.5,
}
weights, model = wavenet(outer)
write("nam_condition.nam", nam("WaveNet", outer, weights), lambda x: model(x, condition(x)))


def lstm_of(weights, layers, units):
    """The layers and the head of a file's LSTM."""
    cells, inputs = [], 1
    for _ in range(layers):
        both, bias = weights.take(4 * units, inputs + units), weights.take(4 * units)
        cell = nn.LSTM(inputs, units)
        with torch.no_grad():
            cell.weight_ih_l0.copy_(both[:, :inputs])
            cell.weight_hh_l0.copy_(both[:, inputs:])
            cell.bias_ih_l0.copy_(bias)
            cell.bias_hh_l0.zero_()
        cells.append((cell, weights.take(units), weights.take(units)))
        inputs = units
    head, bias = weights.take(1, units), weights.take(1)

    def model(x):
        y = x.T
        for cell, h, c in cells:
            y, _ = cell(y, (h[None], c[None]))
        return (y @ head.T + bias).T

    return model


weights = Weights()
model = lstm_of(weights, 2, 3)
write("nam_lstm.nam", nam("LSTM", {"input_size": 1, "hidden_size": 3, "num_layers": 2}, weights.all), model)

for batchnorm in (True, False):
    weights, blocks, channels = Weights(), [], 1
    for dilation in (1, 2, 4):
        conv = weights.conv(channels, 3, 2, dilation, bias=not batchnorm)
        norm = None
        if batchnorm:
            mean, variance = weights.take(3), torch.rand(3) + 0.5
            weights.all += variance.tolist()
            gamma, beta = weights.take(3), weights.take(3)
            weights.all.append(1e-5)
            norm = (mean, variance, gamma, beta)
        blocks.append((conv, norm))
        channels = 3
    head, bias = weights.take(1, 3), weights.take(1)

    def model(x):
        for conv, norm in blocks:
            x = conv(x)
            if norm:
                x = f.batch_norm(x[None], *norm, eps=1e-5)[0]
            x = torch.tanh(x)
        return head @ x + bias[:, None]

    config = {"channels": 3, "dilations": [1, 2, 4], "batchnorm": batchnorm, "activation": "Tanh"}
    write("nam_convnet.nam" if batchnorm else "nam_convnet_plain.nam", nam("ConvNet", config, weights.all), model)


def keras(cell):
    """The weights of a recurrent layer as Keras has them, with z before r."""
    units = cell.hidden_size
    order = [1, 0, 2] if isinstance(cell, nn.GRU) else [0, 1, 2, 3]
    columns = torch.cat([torch.arange(gate * units, (gate + 1) * units) for gate in order])
    return [weight.detach()[columns] for weight in (cell.weight_ih_l0, cell.weight_hh_l0, cell.bias_ih_l0, cell.bias_hh_l0)]


def dense(linear):
    return [linear.weight.T.tolist(), linear.bias.tolist()]


lists = lambda *tensors: [tensor.tolist() for tensor in tensors]
start, gru, end = nn.Linear(1, 4), nn.GRU(4, 5), nn.Linear(5, 1)
w, u, b, c = keras(gru)
layers = [
    {"type": "time-distributed-dense", "activation": "tanh", "shape": [None, None, 4], "weights": dense(start)},
    {"type": "gru", "activation": "tanh", "shape": [None, None, 5], "weights": [w.T.tolist(), u.T.tolist(), [b.tolist(), c.tolist()]]},
    {"type": "dense", "activation": "", "shape": [None, None, 1], "weights": dense(end)},
]
write("rtneural_gru.json", {"in_shape": [None, None, 1], "layers": layers}, lambda x: end(gru(torch.tanh(start(x.T)))[0]).T)

lstm, end = nn.LSTM(2, 4), nn.Linear(4, 2)
w, u, b, c = keras(lstm)
layers = [
    {"type": "lstm", "activation": "", "shape": [None, None, 4], "weights": [w.T.tolist(), u.T.tolist(), (b + c).tolist()]},
    {"type": "dense", "activation": "sigmoid", "shape": [None, None, 2], "weights": dense(end)},
]
write("rtneural_lstm.json", {"in_shape": [None, None, 2], "layers": layers}, lambda x: torch.sigmoid(end(lstm(x.T)[0])).T, channels=2)

conv, grouped, norm, slopes = nn.Conv1d(1, 4, 3, dilation=2), nn.Conv1d(4, 6, 2, groups=2), nn.BatchNorm1d(6).eval(), torch.rand(6)
norm.running_mean.uniform_(-0.5, 0.5), norm.running_var.uniform_(0.5, 2)
nn.init.uniform_(norm.weight, 0.5, 1.5), nn.init.uniform_(norm.bias, -0.5, 0.5)
kernel = lambda conv: [conv.weight.permute(2, 1, 0).tolist(), conv.bias.tolist()]
end = nn.Linear(6, 1)
layers = [
    {"type": "conv1d", "activation": "relu", "shape": [None, None, 4], "kernel_size": [3], "dilation": [2], "groups": 1, "weights": kernel(conv)},
    {"type": "conv1d", "activation": "", "shape": [None, None, 6], "kernel_size": [2], "dilation": [1], "groups": 2, "weights": kernel(grouped)},
    {"type": "batchnorm", "activation": "", "shape": [None, None, 6], "epsilon": 1e-3, "weights": lists(norm.weight, norm.bias, norm.running_mean, norm.running_var)},
    {"type": "prelu", "activation": "", "shape": [None, None, 6], "weights": [[slopes.tolist()]]},
    {"type": "activation", "activation": "elu", "shape": [None, None, 6], "weights": []},
    {"type": "dense", "activation": "", "shape": [None, None, 1], "weights": dense(end)},
]


def model(x):
    x = torch.relu(conv(f.pad(x, (4, 0))))
    x = grouped(f.pad(x, (1, 0)))
    norm.eps = 1e-3
    x = f.prelu(norm(x[None]), slopes)
    return end(f.elu(x[0]).T).T


write("rtneural_conv.json", {"in_shape": [None, None, 1], "layers": layers}, model)

for kind, layer in (("LSTM", nn.LSTM(1, 4)), ("GRU", nn.GRU(1, 4, 2))):
    lin, skip = nn.Linear(4, 1), int(kind == "LSTM")
    state = {f"rec.{name}": value.tolist() for name, value in layer.state_dict().items()}
    state |= {f"lin.{name}": value.tolist() for name, value in lin.state_dict().items()}
    about = {"model": "SimpleRNN", "input_size": 1, "skip": skip, "output_size": 1, "unit_type": kind, "num_layers": layer.num_layers, "hidden_size": 4, "bias_fl": True}
    write(f"guitarml_{kind.lower()}.json", {"model_data": about, "state_dict": state}, lambda x: lin(layer(x.T)[0]).T + skip * x)
