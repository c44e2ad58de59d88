"""A recurrent network that sounds like a distortion pedal, which is simulated here."""

import numpy as np
import torch
from torch import nn

from evaluation import evaluate
from modelfile import Layer, write
from training.torch_layers import array, dense, lstm, parameters
from training.versions import TORCH

RATE, UNITS = 48_000, 16
EPOCHS, STEP = 25, 0.02
# Notes that are trained on at once, their samples, and those of them between two steps.
NOTES, LENGTH, PART = 64, 6_144, 512
# Of a test case.
SHORT = 64


def plucked(random, notes, length):
    """Strings of 80 to 640 Hz, plucked after a silence: noise that goes round, and is smoothed each time."""
    periods = (RATE / (80 * 2 ** random.uniform(0, 3, notes))).astype(int)
    signals = np.zeros((notes, length))
    for signal, period, level in zip(signals, periods, random.uniform(0.05, 1, notes)):
        string = random.uniform(-level, level, period)
        start = int(random.integers(0, length // 8))
        for time in range(start, length):
            place = (time - start) % period
            signal[time] = string[place]
            string[place] = (string[place] + string[(place + 1) % period]) / 2
    return signals


def low_pass(signals, frequency):
    """A filter of one pole, for each row."""
    share = 1 - np.exp(-2 * np.pi * frequency / RATE)
    outputs, state = np.empty_like(signals), 0.0
    for time, x in enumerate(signals.T):
        state = state + share * (x - state)
        outputs[:, time] = state
    return outputs


def pedal(signals):
    """No bass; the louder the last milliseconds, the less amplified, and the less symmetric; little treble."""
    signals = signals - low_pass(signals, 60)
    loudness = low_pass(np.abs(signals), 30)
    bias = 0.8 * loudness
    driven = np.tanh(6 * signals / (1 + 4 * loudness) + bias) - np.tanh(bias)
    return 0.6 * low_pass(driven, 4_000)


class Amp(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, UNITS, batch_first=True)
        self.wet = nn.Linear(UNITS, 1)

    def forward(self, x, state=None):
        states, state = self.lstm(x, state)
        return self.wet(states) + x, state


def train(dry, wet):
    torch.manual_seed(0)
    model = Amp()
    dry, wet = (torch.from_numpy(signals[:, :, None]).float() for signals in (dry, wet))
    optimizer = torch.optim.Adam(model.parameters(), lr=STEP)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
    for _ in range(EPOCHS):
        state = None
        for x, y in zip(dry.split(PART, 1), wet.split(PART, 1)):
            optimizer.zero_grad()
            given, state = model(x, state)
            nn.functional.mse_loss(given, y).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            state = tuple(part.detach() for part in state)
        schedule.step()
    return model.double().eval()
