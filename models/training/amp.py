"""A recurrent network that sounds like a distortion pedal, which is simulated here."""

import numpy as np
import torch
from torch import nn

from modelfile import Layer, write
from training.torch_layers import array, dense, lstm, parameters
from training.versions import TORCH

RATE, UNITS = 48_000, 16
NOTES, LENGTH = 64, 6_144
# Of training: notes at once, and their samples between two steps.
EPOCHS, STEP, BATCH, PART = 40, 0.02, 16, 128
# For a measure of it: half a second each.
HELD_OUT, HELD_OUT_LENGTH = 16, 24_000
# Of a test case.
SHORT = 48


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
    # In f32, which is twice as fast.
    dry, wet = (torch.from_numpy(signals[:, :, None]).float() for signals in (dry, wet))
    optimizer = torch.optim.Adam(model.parameters(), lr=STEP)
    steps = EPOCHS * (NOTES // BATCH) * (LENGTH // PART)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, STEP, total_steps=steps)
    for _ in range(EPOCHS):
        for picks in torch.randperm(NOTES).split(BATCH):
            state = None
            for x, y in zip(dry[picks].split(PART, 1), wet[picks].split(PART, 1)):
                optimizer.zero_grad()
                given, state = model(x, state)
                nn.functional.mse_loss(given, y).backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                # Learns from what is in this part alone, though it remembers more.
                state = tuple(part.detach() for part in state)
    return model.double().eval()


def silence(model):
    """The state after a second of silence, and what is heard of it then: nothing clicks where one begins with it."""
    output, state = model(torch.zeros(1, RATE, 1, dtype=torch.float64))
    return state, output[0, -1, 0]


def amp(folder):
    random = np.random.default_rng(0)
    dry = plucked(random, NOTES, LENGTH)
    model = train(dry, pedal(dry))
    dry = plucked(random, HELD_OUT, HELD_OUT_LENGTH)
    wet = pedal(dry)
    with torch.no_grad():
        state, offset = silence(model)
        model.wet.bias -= offset
        begin = dict(zip(("initial_state", "initial_cell_state"), (array(part).ravel() for part in state)))
        layers = [
            lstm(model.lstm, begin),
            dense(model.wet, name="wet"),
            Layer("add", inputs=["wet", "input"]),
        ]

        def compute(notes):
            """What PyTorch makes of notes, with the parameters before they are rounded."""
            states = tuple(part.expand(-1, len(notes), -1).contiguous() for part in state)
            return model(torch.from_numpy(notes[:, :, None]), states)[0][:, :, 0].numpy()

        error = ((compute(dry) - wet) ** 2).sum() / (wet**2).sum()
        # From the silence before the first pluck on, in few digits.
        starts = [int(np.flatnonzero(x)[0]) - 4 for x in dry[:2]]
        checks = np.array([x[start : start + SHORT].round(4) for x, start in zip(dry, starts)])
        checks = list(zip(checks[:, :, None], compute(checks)[:, :, None]))
    comment = f"""
Sounds like a distortion pedal: a stream of samples at {RATE // 1000} kHz, from -1 to 1. An LSTM with {UNITS} units, whose
output is added to the input. {parameters(layers)} parameters. It begins with the state after a silence.

Made by models/train.py with {TORCH}: Adam with one cycle, {EPOCHS} epochs of
{NOTES} notes of {LENGTH} samples; steps after each {PART} samples of {BATCH} notes, the state going on. Parameters are
rounded to f32. There is no recording in it: the strings are those of Karplus and Strong, and the pedal
is a formula with memory, the function `pedal` of models/training/amp.py.
On other notes, of {HELD_OUT_LENGTH / RATE:g} seconds, the energy of the error is {error * 100:.2g} % of that of the pedal's output.

The checks are PyTorch's outputs in f64, before rounding, for the beginnings of two of those notes.
"""
    description = f"Sounds like a distortion pedal: samples at {RATE // 1000} kHz, from -1 to 1, one at a time."
    write(folder / "amp.toml", comment, "Amp", description, layers, checks, 1e-5, stream=True)
    return f"energy of the error {error * 100:.2g} %"
