"""An autoencoder that takes noise out of the digits."""

import numpy as np
import torch
from torch import nn

from evaluation import evaluate
from modelfile import write
from training.digits_cnn import split
from training.torch_layers import channels_first, convolution, fit, parameters
from training.versions import TORCH

EPOCHS = 100
# In units of ink, of which white has 0 and black 16.
NOISE = 4


def noisy(images):
    """Images of 0 to 1 with noise, still from 0 to 1."""
    noise = NOISE / 16 * torch.randn(images.shape, dtype=images.dtype)
    return (images + noise).clamp(0, 1)


def train(images):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 12, 3, stride=2, padding=1), nn.ReLU(),
        nn.Conv2d(12, 24, 3, stride=2, padding=1), nn.ReLU(),
        nn.ConvTranspose2d(24, 12, 2, stride=2), nn.ReLU(),
        nn.ConvTranspose2d(12, 1, 4, stride=2, padding=1),
    ).double()  # fmt: skip
    clean = channels_first(images / 16)
    return fit(model, clean, clean, nn.functional.mse_loss, EPOCHS, 0.01, vary=noisy)


def denoiser(folder):
    train_x, test_x, _, _ = split()
    model = train(train_x)
    layers = [
        convolution(model[0], "relu", scale=1 / 16),
        convolution(model[2], "relu"),
        convolution(model[4], "relu"),
        convolution(model[6], "relu"),
    ]
    # To units of ink again; relu, which training does without, keeps the scale.
    last = layers[-1].parameters
    layers[-1].parameters = {key: value * np.float32(16) for key, value in last.items()}

    torch.manual_seed(1)
    before = noisy(channels_first(test_x / 16))
    # What the written network gets: short decimals.
    before = (before * 16).round(decimals=1)
    with torch.no_grad():
        after = torch.relu(model(before / 16)) * 16
    before, after = (images.numpy().transpose(0, 2, 3, 1) for images in (before, after))
    root = lambda images: np.sqrt(((images - test_x) ** 2).mean())
    written = np.array([evaluate(layers, image, np.float32) for image in before])
    reached = f"from {root(before):.2f} to {root(written):.2f}"
    checks = [(before[i], after[i]) for i in range(3)]
    comment = f"""
Takes noise out of an image of 8x8 pixels with a handwritten digit, each pixel from 0 (blank)
to 16 (full ink): an autoencoder of {parameters(layers)} parameters, two convolutions with strides and
two transposed ones. The scale of the pixels is folded into the first and the last layer.

Made by models/train.py with {TORCH}: Adam with a cosine schedule,
{EPOCHS} epochs of batches of 32, each time with other noise: normal with a deviation of {NOISE}, after
which pixels are cut to 0 to 16. The channels and the step were chosen with a quarter of the
training images. Weights are rounded to f32.
On the {len(test_x)} images held out (models/data/digits_test.csv), with such noise, the root of the
mean square of the error of a pixel goes {reached}.

Data: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", 1998, UCI
Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0; the part of it
that is bundled with scikit-learn (1797 images).

The checks are PyTorch's outputs in f64, before rounding, for the first three held-out images
with noise.
"""
    description = (
        "Takes noise out of an image of 8x8 pixels with a handwritten digit, "
        "each pixel from 0 (blank) to 16 (full ink)."
    )
    write(folder / "denoiser.toml", comment, "Denoiser", description, layers, checks, 1e-4)
    return f"error of a pixel {reached}"
