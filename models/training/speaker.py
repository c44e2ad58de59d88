"""A network of one-dimensional convolutions that tells speakers by a vowel."""

import numpy as np
import torch
from torch import nn

from modelfile import Layer, accuracy, write, write_samples
from training.torch_layers import batch_norm, channels_first, convolution, dense, fit, parameters
from training.versions import TORCH, named
from training.vowels import CHANNELS, FRAMES, SPEAKERS, read

EPOCHS = 60


class Most(nn.Module):
    """The largest value of each channel."""

    def forward(self, x):
        return x.amax(2)


def train(utterances, speakers):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv1d(CHANNELS, 16, 3, bias=False), nn.BatchNorm1d(16), nn.ReLU(),
        nn.Conv1d(16, 24, 3), nn.ReLU(), Most(), nn.Dropout(0.3), nn.Linear(24, SPEAKERS),
    ).double()  # fmt: skip
    targets = torch.from_numpy(speakers)
    return fit(model, channels_first(utterances), targets, nn.functional.cross_entropy, EPOCHS, 0.01)


def speaker(folder):
    train_x, train_y = read("TRAIN")
    test_x, test_y = read("TEST")
    model = train(train_x, train_y)
    layers = [
        convolution(model[0]),
        batch_norm(model[1], "relu"),
        convolution(model[3], "relu"),
        Layer("global_max_pool"),
        dense(model[7], "softmax"),
    ]
    with torch.no_grad():
        probabilities = model(channels_first(test_x)).softmax(1).numpy()
    picks = [0, int(probabilities.max(axis=1).argmin())]
    checks = [(test_x[i], probabilities[i]) for i in picks]
    reached = accuracy(layers, test_x, test_y)
    some = np.concatenate([np.flatnonzero(test_y == label)[:5] for label in range(SPEAKERS)])
    of_some = accuracy(layers, test_x[some], test_y[some])
    comment = f"""
Which of nine men says "ae": a sequence of {FRAMES} frames with {CHANNELS} cepstrum coefficients each, frames of
zeros where the utterance is shorter. Outputs are the probabilities of the nine. {parameters(layers)} parameters.

Made by models/train.py with {TORCH}: Adam with a cosine schedule,
{EPOCHS} epochs of batches of 32, dropout before the last layer; the network and the step were
chosen by cross-validation within the {len(train_y)} training samples. Parameters are rounded to f32.
Accuracy on the {len(test_y)} samples held out: {reached}. Five of each speaker are in
models/data/speaker_test.csv: {of_some}. They were spoken later, by the same men.

Data: M. Kudo, J. Toyama and M. Shimbo, "Multidimensional curve classification using
passing-through regions", 1999; "Japanese Vowels", UCI Machine Learning Repository,
https://doi.org/10.24432/C5NS47, CC BY 4.0; as bundled with {named("aeon")} (BSD-3-Clause).

The checks are PyTorch's outputs in f64, before rounding, for the first held-out sample and for
the one it is least sure of.
"""
    description = (
        "Which of nine men says a vowel: the probability of each, from 29 frames with 12 cepstrum coefficients, "
        "zeros after the last."
    )
    names = {"output_names": [f"speaker {label}" for label in range(SPEAKERS)]}
    write(folder / "speaker.toml", comment, "Speaker", description, layers, checks, 1e-5, **names)
    columns = [f"frame_{frame}_{channel}" for frame in range(FRAMES) for channel in range(CHANNELS)]
    write_samples(folder / "data" / "speaker_test.csv", columns, test_x[some].reshape(len(some), -1), test_y[some])
    return reached
