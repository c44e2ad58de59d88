"""A convolutional network for the digits."""

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

from modelfile import Layer, accuracy, write
from training.torch_layers import channels_first, convolution, dense, fit, parameters
from training.versions import TORCH

EPOCHS = 60
CHANNELS = 24


def split():
    """The samples of `digits.toml` as images, and the labels: for training and held out."""
    data = load_digits()
    parts = train_test_split(data.images[..., None], data.target, test_size=0.25, stratify=data.target, random_state=0)
    return tuple(parts)


def train(images, labels):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, CHANNELS, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(4 * CHANNELS, 10),
    ).double()  # fmt: skip
    return fit(model, channels_first(images / 16), torch.from_numpy(labels), nn.functional.cross_entropy, EPOCHS, 0.01)


def layers_of(model):
    classes = model[-1]
    # PyTorch flattens [channels, height, width], and model files [height, width, channels].
    order = np.arange(4 * CHANNELS).reshape(CHANNELS, 2, 2).transpose(1, 2, 0).ravel()
    classes.weight.data = classes.weight.data[:, order]
    return [
        convolution(model[0], "relu", scale=1 / 16),
        Layer("max_pool2d", pool_size=2),
        convolution(model[3], "relu"),
        Layer("max_pool2d", pool_size=2),
        Layer("flatten"),
        dense(classes, "softmax"),
    ]


def digits_cnn(folder):
    train_x, test_x, train_y, test_y = split()
    model = train(train_x, train_y)
    with torch.no_grad():
        probabilities = model(channels_first(test_x / 16)).softmax(1).numpy()
    layers = layers_of(model)
    picks = [0, 1, int(probabilities.max(axis=1).argmin())]
    checks = [(test_x[i], probabilities[i]) for i in picks]
    reached = accuracy(layers, test_x, test_y)
    comment = f"""
The handwritten digit in an image of 8x8 pixels, each from 0 (blank) to 16 (full ink), by a
convolutional network of {parameters(layers)} parameters. Outputs are the probabilities of 0 to 9. The
division of the pixels by 16 is folded into the first layer.

Made by models/train.py with {TORCH}: Adam with a cosine schedule,
{EPOCHS} epochs of batches of 32, dropout before the last layer; the channels, the dropout and
the step were chosen by cross-validation within the {len(train_y)} training samples. Weights
are rounded to f32.
Accuracy on the {len(test_y)} samples held out (models/data/digits_test.csv): {reached}.
The split is at random, so the same writers occur on both sides of it.

Data: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", 1998, UCI
Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0; the part of it
that is bundled with scikit-learn (1797 images).

The checks are PyTorch's outputs in f64, before rounding, for the first two held-out samples
and for the one it is least sure of.
"""
    description = (
        "The handwritten digit in an image of 8x8 pixels, each from 0 (blank) to 16 (full ink): "
        "the probabilities of 0 to 9, by a convolutional network."
    )
    names = {"output_names": [str(digit) for digit in range(10)]}
    write(folder / "digits_cnn.toml", comment, "DigitsCnn", description, layers, checks, 1e-5, **names)
    with_maps(folder, model, layers, test_x, probabilities, picks)
    return reached


def with_maps(folder, model, layers, samples, probabilities, picks):
    """Writes the same network with two outputs: the feature maps of the first convolution, and the probabilities."""
    layers[0].name, layers[-1].name = "maps", "probabilities"
    with torch.no_grad():
        maps = model[:2](channels_first(samples / 16)).permute(0, 2, 3, 1).numpy()
    checks = [(samples[i], {"maps": maps[i], "probabilities": probabilities[i]}) for i in picks]
    comment = """
The network of models/digits_cnn.toml, whose comment says more. It has a second output: the eight
feature maps of the first convolution, to show what it sees.

Made by models/train.py. The checks are PyTorch's outputs in f64, before rounding, for the same samples.
"""
    description = (
        "The handwritten digit in an image of 8x8 pixels, each from 0 (blank) to 16 (full ink): "
        "the feature maps of the first layer, and the probabilities of 0 to 9."
    )
    write(folder / "derived" / "digits_maps.toml", comment, "DigitsMaps", description, layers, checks, 1e-5)
