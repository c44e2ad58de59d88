#!/usr/bin/env python3
"""Exports of PyTorch, by both of its exporters: `python3 with_torch.py`, with requirements-torch.txt installed."""

import warnings

import onnx
import torch
from record import by_onnxruntime, path, record, some
from safetensors.torch import save_file
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(0)


class Digits(nn.Module):
    """Images, flattened as tutorials do it."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(16, 12)
        self.norm = nn.BatchNorm1d(12)
        self.drop = nn.Dropout(0.5)
        self.fc2 = nn.Linear(12, 3)

    def forward(self, image):
        x = image.view(image.size(0), -1)
        x = self.drop(torch.relu(self.norm(self.fc1(x))))
        return torch.softmax(self.fc2(x), dim=1)


class Standardised(nn.Module):
    """Inputs and outputs scaled inside of the network."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([20.0, 50.0, 1000.0]))
        self.register_buffer("deviation", torch.tensor([5.0, 20.0, 8.0]))
        self.layers = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 2))

    def forward(self, x):
        return self.layers((x - self.mean) / self.deviation) * 40.0 - 7.5


class Exponential(nn.Module):
    def forward(self, x):
        return torch.exp(x)


def activations():
    functions = [
        nn.ReLU(), nn.ReLU6(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.SELU(), nn.CELU(1.3), nn.GELU(),
        nn.GELU(approximate="tanh"), nn.SiLU(), nn.Mish(), nn.Sigmoid(), nn.Hardsigmoid(), nn.Hardswish(), nn.Tanh(),
        nn.Softplus(), nn.Softsign(), Exponential(), nn.PReLU(init=0.3), nn.LogSoftmax(dim=-1), nn.Softmax(dim=-1),
    ]
    layers = [layer for function in functions for layer in (nn.Linear(4, 4), function)]
    return nn.Sequential(*layers)


def trained(model):
    """As if trained: statistics of batches that are not zero and one."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.uniform_(-1, 1)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 2)
            module.bias.data.uniform_(-1, 1)
    return model.eval()


def write(name, model, inputs, **options):
    file = path(f"{name}.onnx")
    torch.onnx.export(model, (torch.from_numpy(inputs[:1]),), file, input_names=["input"], output_names=["output"], **options)
    # Where each node comes from in the source, with this machine's folders.
    network = onnx.load(file, load_external_data=False)
    for part in [network.graph, *network.graph.node, *network.graph.value_info, *network.graph.input, *network.graph.output, *network.graph.initializer]:
        part.ClearField("doc_string")
        part.ClearField("metadata_props")
    file.write_bytes(network.SerializeToString())
    return file


def export(name, model, inputs, **options):
    by_onnxruntime(write(name, model, inputs, **options).name, inputs)


legacy = {"dynamo": False}
batch = {"dynamic_axes": {"input": {0: "batch"}, "output": {0: "batch"}}}
dynamo = {"dynamo": True, "external_data": False, "verbose": False}
dynamic = {"dynamic_shapes": ({0: torch.export.Dim("batch")},)}

digits, standardised, functions = trained(Digits()), trained(Standardised()), trained(activations())
images, samples = some(12, 1, 4, 4), some(12, 4)
readings = some(12, 3) * [5, 20, 8] + [20, 50, 1000]
readings = readings.astype("float32")

export("torch_digits", digits, images, **legacy, **batch)
export("torch_digits_static", digits, images, **legacy)
export("torch_digits_training", digits, images, **legacy, **batch, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)
export("torch_digits_dynamo", digits, images, **dynamo, **dynamic)
export("torch_standardised", standardised, readings, **legacy, **batch)
export("torch_standardised_dynamo", standardised, readings, **dynamo)
export("torch_activations", functions, samples, **legacy, **batch, opset_version=20)
export("torch_activations_old", functions, samples, **legacy, **batch, opset_version=12)
export("torch_activations_dynamo", functions, samples, **dynamo)
export("torch_activations_plain", functions, samples, **(dynamo | {"optimize": False}))
export("torch_double", trained(Standardised().double()), readings.astype("float64"), **dynamo)
half = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2)).half()
export("torch_half", half, samples.astype("float16"), **dynamo)
# The same weights without the rounding of 16 bits between them.
record("torch_half.npz", samples, half.float()(torch.from_numpy(samples)).detach().numpy())
export("torch_single_sample", nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2)), samples, **dynamo)
export("torch_external", nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 2)), some(12, 16), **(dynamo | {"external_data": True}))

# Parameters alone.
plain = nn.Sequential()
plain.add_module("fc1", nn.Linear(4, 8))
plain.add_module("act", nn.LeakyReLU(0.2))
plain.add_module("fc2", nn.Linear(8, 3))
plain.add_module("out", nn.Softmax(dim=1))
save_file(plain.state_dict(), path("torch_state.safetensors"))
record("torch_state.npz", samples, plain(torch.from_numpy(samples)).detach().numpy())

convolution = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.LayerNorm(8), nn.Linear(8, 3))
export("torch_convolution", convolution, images, **dynamo)
