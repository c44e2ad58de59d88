"""What the scripts with PyTorch share: training, and layers for model files from modules."""

import numpy as np
import torch

from modelfile import Dense, Layer

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


def fit(model, inputs, targets, loss, epochs, rate, batch=32, decay=0.0, vary=lambda batch: batch):
    """Trains with Adam, whose step falls from `rate` to zero along a cosine. `vary` changes the inputs of a batch."""
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        for picks in torch.randperm(len(targets)).split(batch):
            optimizer.zero_grad()
            loss(model(vary(inputs[picks])), targets[picks]).backward()
            optimizer.step()
        schedule.step()
    return model.eval()


def channels_first(samples):
    """[sample, …, channels] of numpy → [sample, channels, …]"""
    return torch.from_numpy(np.moveaxis(samples, -1, 1).astype(np.float64))


def array(tensor):
    return tensor.detach().numpy()


def dense(module, activation="linear", **options):
    return Dense(activation, array(module.weight).T, array(module.bias), **options)


def convolution(module, activation="linear", scale=1.0, **options):
    """A convolution of either direction, whose weights are multiplied by `scale`."""
    axes = module.weight.dim() - 2
    transposed = module.transposed
    kind = f"conv{axes}d" + "_transpose" * transposed
    # PyTorch's [out, in, …], or [in, out, …] of transposed ones.
    order = [*range(2, axes + 2), *((0, 1) if transposed else (1, 0))]
    keys = {"filters": module.out_channels, "kernel_size": plain(module.kernel_size)}
    if set(module.stride) != {1}:
        keys["strides"] = plain(module.stride)
    keys["padding"] = padding(module)
    biases = np.zeros(module.out_channels) if module.bias is None else array(module.bias)
    parameters = {"weights": array(module.weight).transpose(order) * scale, "biases": biases}
    return Layer(kind, activation, parameters, **keys, **options)


def plain(sizes):
    """A number where all axes have the same."""
    return sizes[0] if len(set(sizes)) == 1 else list(sizes)


def padding(module):
    """ "valid" and "same" where they are what PyTorch does, otherwise counts."""
    if module.padding == "same":
        return "same"
    if set(module.padding) == {0}:
        return "valid"
    # Both ends alike.
    pairs = [[count, count] for count in module.padding]
    return pairs[0] if len(pairs) == 1 else pairs


def batch_norm(module, activation="linear"):
    parameters = {
        "mean": array(module.running_mean),
        "variance": array(module.running_var),
        "gamma": array(module.weight),
        "beta": array(module.bias),
    }
    return Layer("batch_norm", activation, parameters, epsilon=module.eps)


def gru(module):
    """A recurrent layer, with PyTorch's order of gates."""
    return recurrent("gru", module, gate_order="rzn")


def lstm(module, states=None):
    """`states` are those that it begins with, by their keys."""
    return recurrent("lstm", module, states)


def recurrent(kind, module, states=None, **keys):
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    values = [array(getattr(module, name)).T for name in names]
    named = dict(zip(("weights", "recurrent_weights", "biases", "recurrent_biases"), values))
    return Layer(kind, parameters=named | (states or {}), units=module.hidden_size, **keys)


def parameters(layers):
    """The count of the numbers of a network."""
    return sum(values.size for layer in layers for values in layer.parameters.values())
