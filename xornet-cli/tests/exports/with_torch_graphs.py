#!/usr/bin/env python3
"""Small convolutional networks, sequences and graphs of PyTorch: `python3 with_torch_graphs.py`.

It needs PyTorch 1.13 or newer and numpy alone, such as Debian's python3-torch; the outputs are those of PyTorch.
"""

import inspect
import warnings

import numpy as np
import torch
from record import path, record, some
from torch import nn
from torch.nn import functional as f

warnings.filterwarnings("ignore")
torch.manual_seed(0)


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return f.relu(x + self.body(x))


class Downsampled(nn.Module):
    """A residual block with a stride, and the shortcut that this takes."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride=2, padding=1), nn.BatchNorm2d(outputs))
        self.short = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride=2), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return f.relu(self.short(x) + self.body(x))


class SqueezeExcite(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.narrow, self.wide = nn.Conv2d(channels, 2, 1), nn.Conv2d(2, channels, 1)

    def forward(self, x):
        return x * f.hardsigmoid(self.wide(f.relu(self.narrow(f.adaptive_avg_pool2d(x, 1)))))


class Keywords(nn.Module):
    """Of features in time, as of speech."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(5, 6, 3, stride=2), nn.BatchNorm1d(6), nn.ReLU(), nn.Conv1d(6, 6, 3, padding=2, dilation=2, groups=6),
            nn.Conv1d(6, 8, 1), nn.BatchNorm1d(8), nn.ReLU(),
        )
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return torch.softmax(self.head(self.layers(x.transpose(1, 2)).mean(dim=2)), dim=-1)


class ActorCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.mean, self.value = nn.Linear(9, 8), nn.Linear(8, 4), nn.Linear(8, 1)

    def forward(self, observation, command):
        hidden = f.elu(self.body(torch.cat([observation, command], dim=-1)))
        mean, deviation = self.mean(hidden).chunk(2, dim=-1)
        return torch.tanh(mean), self.value(hidden), torch.exp(deviation.clamp(-5, 2))


class Gated(nn.Module):
    """A WaveNet's block: a gate, a skip connection, a sum."""

    def __init__(self):
        super().__init__()
        self.start, self.gate, self.out = nn.Conv1d(1, 4, 1), nn.Conv1d(4, 8, 3, dilation=2), nn.Conv1d(4, 4, 1)
        self.end = nn.Conv1d(8, 1, 1)

    def forward(self, x):
        x = self.start(x)
        a, b = self.gate(f.pad(x, (4, 0))).chunk(2, dim=1)
        y = torch.tanh(a) * torch.sigmoid(b)
        return self.end(torch.cat([y, x + self.out(y)], dim=1))


class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.norm, self.last = nn.Linear(6, 8), nn.LayerNorm(8), nn.Linear(8, 4)

    def forward(self, x):
        return f.normalize(self.last(self.norm(self.first(x))), dim=-1)


class Segmenting(nn.Module):
    """A small U-Net."""

    def __init__(self):
        super().__init__()
        self.down, self.bottom = nn.Conv2d(2, 4, 3, padding=1), nn.Conv2d(4, 6, 3, padding=1)
        self.up, self.end = nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(10, 2, 3, padding=1)

    def forward(self, x):
        fine = f.leaky_relu(self.down(x), 0.1)
        coarse = f.leaky_relu(self.bottom(f.max_pool2d(fine, 2)), 0.1)
        return torch.sigmoid(self.end(torch.cat([fine, self.up(coarse)], dim=1)))


class Gaze(nn.Module):
    """An image and a vector."""

    def __init__(self):
        super().__init__()
        self.eye, self.head = nn.Conv2d(1, 3, 3, stride=2), nn.Linear(3 * 3 * 4 + 2, 2)

    def forward(self, eye, pose):
        return self.head(torch.cat([torch.relu(self.eye(eye)).flatten(1), pose], dim=1))


def trained(model):
    """A model with statistics and parameters that are not the initial ones."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 2)
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.PReLU)):
            for parameter in module.parameters():
                nn.init.uniform_(parameter, 0.1, 1.5)
    return model.eval()


def export(name, model, *shapes, **options):
    """Exports a model of inputs of these shapes, and records what PyTorch computes: all inputs and outputs in a row."""
    model = trained(model)
    samples = [torch.from_numpy(some(4, *shape, seed=place)) for place, shape in enumerate(shapes)]
    # Newer versions have another exporter as the default.
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False
    names = [f"input_{place}" for place in range(len(shapes))] if len(shapes) > 1 else ["input"]
    options = {"input_names": names, "dynamic_axes": {name: {0: "batch"} for name in names}, **options}
    torch.onnx.export(model, tuple(sample[:1] for sample in samples), str(path(f"{name}.onnx")), **options)
    with torch.no_grad():
        outputs = model(*samples)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    rows = lambda tensors: np.concatenate([tensor.numpy().reshape(len(tensor), -1) for tensor in tensors], axis=1)
    record(f"{name}.npz", rows(samples), rows(outputs))


export("torch_cnn", nn.Sequential(
    nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, padding=1), nn.ReLU(),
    nn.AvgPool2d(2, padding=1, count_include_pad=False), nn.Flatten(), nn.Dropout(), nn.Linear(54, 3), nn.Softmax(dim=1),
), (1, 12, 11))
export("torch_cnn_static", nn.Sequential(nn.Conv2d(3, 4, 3, stride=2), nn.PReLU(4), nn.Flatten(), nn.Linear(36, 2)), (3, 8, 7), dynamic_axes={})
export("torch_separable", nn.Sequential(
    nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.BatchNorm2d(4), nn.ReLU6(), nn.Conv2d(4, 4, 3, padding=1, groups=4, bias=False),
    nn.BatchNorm2d(4), nn.Hardswish(), nn.Conv2d(4, 6, 1), SqueezeExcite(6), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 2),
), (3, 8, 8))
export("torch_residual", nn.Sequential(
    nn.Conv2d(2, 4, 3, padding=1), nn.ReLU(), Residual(4), Downsampled(4, 6), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3),
), (2, 6, 6))
export("torch_keywords", Keywords(), (17, 5))
export("torch_autoencoder", nn.Sequential(
    nn.Conv2d(1, 3, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.ReLU(),
    nn.ConvTranspose2d(4, 3, 2, stride=2), nn.ReLU(), nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1), nn.Sigmoid(),
), (1, 8, 8))
export("torch_actor_critic", ActorCritic(), (6,), (3,), output_names=["action", "value", "deviation"])
export("torch_wavenet", Gated(), (1, 16))
export("torch_layer_norm", Normed(), (6,))
export("torch_unet", Segmenting(), (2, 6, 8))
export("torch_image_and_vector", Gaze(), (1, 8, 10), (2,))
