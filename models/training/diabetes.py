"""A network with two inputs, two outputs, a sum and a concatenation."""

import numpy as np
import torch
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from torch import nn

from evaluation import run
from modelfile import Dense, Layer, write
from training.torch_layers import array, dense, fit, parameters
from training.versions import TORCH, named

EPOCHS = 60
UNITS = 8
# Of the ten columns; the others are of the blood.
OF_PATIENT = 4
COLUMNS = [
    "age", "sex", "body mass index", "mean blood pressure",
    "total cholesterol", "LDL", "HDL", "cholesterol ratio", "log triglycerides", "glucose",
]  # fmt: skip


class Progression(nn.Module):
    """The expected progression, and the logarithm of its deviation, of standardised samples."""

    def __init__(self):
        super().__init__()
        self.patient = nn.Linear(OF_PATIENT, UNITS)
        self.blood = nn.Linear(10 - OF_PATIENT, UNITS)
        self.block = nn.Linear(2 * UNITS, 2 * UNITS)
        self.progression = nn.Linear(2 * UNITS, 1)
        self.deviation = nn.Linear(2 * UNITS, 1)

    def forward(self, x):
        parts = self.patient(x[:, :OF_PATIENT]), self.blood(x[:, OF_PATIENT:])
        x = torch.tanh(torch.cat(parts, 1))
        x = x + torch.relu(self.block(x))
        return torch.cat([self.progression(x), self.deviation(x)], 1)


def likelihood(outputs, targets):
    """The negative logarithm of the likelihood of a normal distribution, less a constant."""
    expected, logarithm = outputs.unbind(1)
    return (logarithm + ((targets - expected) * torch.exp(-logarithm)) ** 2 / 2).mean()


def standardised(module, mean, deviation):
    """A dense layer that standardises what it takes."""
    weights = array(module.weight).T
    biases = array(module.bias) - (mean / deviation) @ weights
    return weights / deviation[:, None], biases


def layers_of(model, mean, deviation, target_mean, target_deviation):
    patient = standardised(model.patient, mean[:OF_PATIENT], deviation[:OF_PATIENT])
    blood = standardised(model.blood, mean[OF_PATIENT:], deviation[OF_PATIENT:])
    expected = array(model.progression.weight).T * target_deviation
    bias = array(model.progression.bias) * target_deviation + target_mean
    spread = array(model.deviation.weight).T, array(model.deviation.bias) + np.log(target_deviation)
    return [
        Dense("tanh", *patient, inputs=["patient"], name="of_patient"),
        Dense("tanh", *blood, inputs=["blood"], name="of_blood"),
        Layer("concatenate", inputs=["of_patient", "of_blood"], name="all"),
        dense(model.block, "relu", name="block"),
        Layer("add", inputs=["all", "block"], name="sum"),
        Dense("linear", expected, bias, name="progression"),
        Dense("exponential", *spread, inputs=["sum"], name="deviation"),
    ]


def diabetes(folder):
    data = load_diabetes(scaled=False)
    train_x, test_x, train_y, test_y = train_test_split(data.data, data.target, test_size=0.25, random_state=0)
    mean, deviation = train_x.mean(axis=0), train_x.std(axis=0)
    scale = train_y.mean(), train_y.std()
    samples = torch.from_numpy((train_x - mean) / deviation)
    targets = torch.from_numpy((train_y - scale[0]) / scale[1])
    torch.manual_seed(0)
    model = fit(Progression().double(), samples, targets, likelihood, EPOCHS, 0.003, decay=0.1)
    layers = layers_of(model, mean, deviation, *scale)

    with torch.no_grad():
        outputs = model(torch.from_numpy((test_x - mean) / deviation)).numpy()
    expected, spread = outputs[:, 0] * scale[1] + scale[0], np.exp(outputs[:, 1]) * scale[1]
    halves = lambda sample: {"patient": sample[:OF_PATIENT], "blood": sample[OF_PATIENT:]}
    picks = [0, int(spread.argmin()), int(spread.argmax())]
    checks = [(halves(test_x[i]), {"progression": expected[i : i + 1], "deviation": spread[i : i + 1]}) for i in picks]

    written = [run(layers, halves(sample), np.float32) for sample in test_x]
    guesses, spreads = (np.array([values[name][0] for values in written]) for name in ("progression", "deviation"))
    explained = 1 - ((guesses - test_y) ** 2).mean() / test_y.var()
    within = (np.abs(guesses - test_y) < spreads).mean()
    reached = f"R² {explained:.3f}, {within:.0%} within the deviation"
    comment = f"""
How far diabetes progresses in a year, with its uncertainty. Inputs are of the patient (age in
years, sex 1 or 2, body mass index, mean blood pressure) and of the blood (total cholesterol,
LDL, HDL, their ratio, logarithm of triglycerides, glucose); outputs the progression that is
expected, by a measure from 25 to 346, and the deviation from it, both of one normal
distribution. {parameters(layers)} parameters, two branches and a residual block. Standardisation is folded into
the first and the last layers, so that all are in their own units.

Made by models/train.py with {TORCH}, {named("scikit-learn")}: Adam with a
cosine schedule, {EPOCHS} epochs of batches of 32, weight decay; the units, the step and the decay
were chosen by cross-validation within the {len(train_y)} training samples. Weights are rounded to f32.
On the {len(test_y)} samples held out, the progression explains {explained:.1%} of the variance, and {within:.1%}
are within the deviation (68 % of a normal distribution would be). Not for medical use.

Data: B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, "Least angle regression", 2004, as
bundled with scikit-learn (BSD-3-Clause), unscaled.

The checks are PyTorch's outputs in f64, before rounding, for the first held-out sample, and for
those with the smallest and the largest deviation.
"""
    description = (
        "How far diabetes progresses in a year, and the deviation from that, from data of the patient and the blood."
    )
    write(folder / "diabetes.toml", comment, "Diabetes", description, layers, checks, 1e-3, input_names=COLUMNS)
    return reached
