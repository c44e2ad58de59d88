#!/usr/bin/env python3
"""Recurrent networks of PyTorch: `python3 with_torch_recurrent.py`.

It needs PyTorch 1.13 or newer and numpy alone, such as Debian's python3-torch; the outputs are those of PyTorch.
"""

import inspect
import json
import warnings

import numpy as np
import torch
from record import path, record, some
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(0)


class Classifier(nn.Module):
    """A layer of the last state of a recurrent one."""

    def __init__(self, recurrent, states, classes):
        super().__init__()
        self.recurrent, self.head = recurrent, nn.Linear(states, classes)

    def forward(self, x):
        return torch.softmax(self.head(self.recurrent(x)[0][:, -1]), dim=-1)


class Tagger(nn.Module):
    """A layer of each state of a recurrent one."""

    def __init__(self, recurrent, states, outputs):
        super().__init__()
        self.recurrent, self.head = recurrent, nn.Linear(states, outputs)

    def forward(self, x):
        return self.head(self.recurrent(x)[0])


class LastState(nn.Module):
    """The state that a recurrent layer gives on its own."""

    def __init__(self):
        super().__init__()
        self.gru, self.head = nn.GRU(3, 4, batch_first=True), nn.Linear(4, 2)

    def forward(self, x):
        return self.head(self.gru(x)[1][0])


class BothEnds(nn.Module):
    """The last states of both directions."""

    def __init__(self):
        super().__init__()
        self.lstm, self.head = nn.LSTM(3, 4, batch_first=True, bidirectional=True), nn.Linear(8, 2)

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.head(torch.cat([h[0], h[1]], dim=-1))


class Keywords(nn.Module):
    """Convolutions over time, then a recurrent layer."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv1d(5, 6, 3, stride=2), nn.BatchNorm1d(6), nn.ReLU())
        self.gru, self.head = nn.GRU(6, 4, batch_first=True), nn.Linear(4, 3)

    def forward(self, x):
        y, _ = self.gru(self.layers(x).transpose(1, 2))
        return self.head(y[:, -1, :])


class Initial(nn.Module):
    """A recurrent layer that starts with a state that was trained."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, batch_first=True)
        self.h, self.c = (nn.Parameter(torch.empty(1, 1, 4).uniform_(-1, 1)) for _ in "hc")

    def forward(self, x):
        return self.lstm(x, (self.h, self.c))[0]


class Policy(nn.Module):
    """A step of a recurrent policy, with its state as inputs and outputs."""

    def __init__(self, layers=1):
        super().__init__()
        self.memory, self.head = nn.LSTM(6, 5, layers), nn.Sequential(nn.Linear(5, 4), nn.ELU(), nn.Linear(4, 2))

    def forward(self, observation, h_in, c_in):
        y, (h, c) = self.memory(observation.unsqueeze(0), (h_in, c_in))
        return self.head(y.squeeze(0)), h, c


class Enhancer(nn.Module):
    """A step of two recurrent layers, of a frame of features."""

    def __init__(self):
        super().__init__()
        self.start, self.gru, self.end = nn.Linear(4, 5), nn.GRU(5, 6, 2, batch_first=True), nn.Linear(6, 4)

    def forward(self, x, state):
        y, state = self.gru(torch.relu(self.start(x)), state)
        return torch.sigmoid(self.end(y)) * x, state


def trained(model):
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 2)
    # The initial weights are small, and the states near zero.
    for name, parameter in model.named_parameters():
        if "weight" in name and parameter.dim() > 1:
            parameter.data *= 2
    return model.eval()


def write(name, model, inputs, **options):
    # Newer versions have another exporter as the default.
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False
    torch.onnx.export(model, inputs, str(path(f"{name}.onnx")), **options)


def export(name, model, *shape, batch=0):
    """Exports a model of one sequence, whose batch is an axis that is left open, and records what PyTorch computes."""
    model = trained(model)
    samples = torch.from_numpy(some(4, *shape))
    rows = [sample.unsqueeze(batch) for sample in samples]
    write(name, model, (rows[0],), input_names=["input"], output_names=["output"], dynamic_axes={"input": {batch: "batch"}})
    with torch.no_grad():
        outputs = [model(row).numpy().ravel() for row in rows]
    record(f"{name}.npz", samples.numpy().reshape(len(rows), -1), np.stack(outputs))


def step(name, model, frame, states, frames=16, **options):
    """Exports a step, and records what PyTorch computes for sequences, from a state of zeros on."""
    model = trained(model)
    example = (torch.zeros(frame), *(torch.zeros(state) for state in states.values()))
    write(name, model, example, input_names=["input", *states], output_names=["output", *(f"{state}_out" for state in states)], **options)
    sequences = torch.from_numpy(some(3, frames, *frame))
    outputs = []
    with torch.no_grad():
        for sequence in sequences:
            state, all = example[1:], []
            for x in sequence:
                y, *state = model(x, *state)
                all.append(y.numpy().ravel())
            outputs.append(np.concatenate(all))
    record(f"{name}.npz", sequences.numpy().reshape(len(sequences), -1), np.stack(outputs))


export("torch_gru", Classifier(nn.GRU(3, 5, batch_first=True), 5, 3), 7, 3)
export("torch_gru_tagger", Tagger(nn.GRU(3, 4), 4, 2), 7, 3, batch=1)
export("torch_gru_last", LastState(), 6, 3)
export("torch_lstm", Classifier(nn.LSTM(4, 5, batch_first=True), 5, 3), 6, 4)
export("torch_lstm_stacked", Tagger(nn.LSTM(3, 4, 2, batch_first=True), 4, 2), 6, 3)
export("torch_lstm_bidirectional", Tagger(nn.LSTM(3, 3, 2, batch_first=True, bidirectional=True), 6, 2), 5, 3)
export("torch_lstm_both_ends", BothEnds(), 6, 3)
export("torch_lstm_initial", Initial(), 5, 3)
export("torch_rnn", Tagger(nn.RNN(3, 4, batch_first=True), 4, 2), 6, 3)
export("torch_rnn_relu", Classifier(nn.RNN(3, 4, nonlinearity="relu", batch_first=True), 4, 2), 5, 3)
export("torch_conv_gru", Keywords(), 5, 15)
step("torch_policy_step", Policy(), (1, 6), {"h_in": (1, 1, 5), "c_in": (1, 1, 5)})
step("torch_policy_two_layers_step", Policy(2), (1, 6), {"h_in": (2, 1, 5), "c_in": (2, 1, 5)})
step("torch_enhancer_step", Enhancer(), (1, 1, 4), {"state": (2, 1, 6)})
step("torch_policy_open_step", Policy(), (1, 6), {"h_in": (1, 1, 5), "c_in": (1, 1, 5)}, dynamic_axes={"input": {0: "batch"}, "h_in": {1: "batch"}, "c_in": {1: "batch"}})


def tensors(name, layers, tensors, width):
    """Writes tensors as a safetensors file, and records what layers give for sequences of 16 frames."""
    header, data = {}, b""
    for key, tensor in tensors.items():
        bytes = tensor.detach().contiguous().numpy().tobytes()
        header[key] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(bytes)]}
        data += bytes
    text = json.dumps(header).encode()
    path(f"{name}.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + data)
    sequences = torch.from_numpy(some(3, 16, width))
    with torch.no_grad():
        outputs = np.stack([layers(sequence).numpy().ravel() for sequence in sequences])
    record(f"{name}.npz", sequences.numpy().reshape(len(sequences), -1), outputs)


def keras(layer):
    """The tensors of a recurrent layer in the layout of Keras."""
    units = layer.hidden_size
    order = [1, 0, 2] if isinstance(layer, nn.GRU) else range(layer.weight_ih_l0.shape[0] // units)
    rows = torch.cat([torch.arange(gate * units, (gate + 1) * units) for gate in order])
    w, u, b, c = (tensor.detach()[rows] for tensor in (layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, layer.bias_hh_l0))
    return {"kernel": w.T, "recurrent_kernel": u.T, "bias": torch.stack([b, c]) if isinstance(layer, nn.GRU) else b + c}


for name, layer in (("gru", nn.GRU(3, 4, 2)), ("lstm", nn.LSTM(3, 4)), ("rnn", nn.RNN(3, 4, nonlinearity="relu"))):
    head = nn.Linear(4, 2)
    state = {f"memory.{key}": value for key, value in layer.state_dict().items()} | {f"head.{key}": value for key, value in head.state_dict().items()}
    tensors(f"torch_state_{name}", lambda x: head(layer(x)[0]), state, 3)
for name, layer in (("gru", nn.GRU(3, 4)), ("lstm", nn.LSTM(3, 4)), ("simple_rnn", nn.RNN(3, 4))):
    head = nn.Linear(4, 2)
    own = {f"{name}/{name}_cell/{key}": value for key, value in keras(layer).items()}
    tensors(f"keras_layout_{name}", lambda x: torch.sigmoid(head(layer(x)[0])), own | {"dense/kernel": head.weight.T, "dense/bias": head.bias}, 3)


class Cells(nn.Module):
    """A step of two cells, which the exporter writes as layers."""

    def __init__(self):
        super().__init__()
        self.start, self.first, self.second, self.end = nn.Linear(3, 4), nn.LSTMCell(4, 5), nn.GRUCell(5, 3), nn.Linear(3, 2)

    def forward(self, x, h, c, g):
        h, c = self.first(torch.relu(self.start(x)), (h, c))
        g = self.second(h, g)
        return self.end(g), h, c, g


class Oscillator(nn.Module):
    """A cell whose state is the output as well."""

    def __init__(self):
        super().__init__()
        self.cell = nn.RNNCell(2, 3)

    def forward(self, x, h):
        h = self.cell(x, h)
        return torch.sin(h), h


step("torch_cells_step", Cells(), (1, 3), {"h": (1, 5), "c": (1, 5), "g": (1, 3)}, dynamic_axes={name: {0: "batch"} for name in ("input", "h", "c", "g")})
step("torch_rnn_cell_step", Oscillator(), (1, 2), {"h": (1, 3)})
