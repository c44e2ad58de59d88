"""A recurrent network that tells motions by what a watch measures, at each step."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import nn

from evaluation import evaluate
from modelfile import write, write_samples
from training.torch_layers import dense, gru, parameters
from training.versions import TORCH, named

FRAMES, CHANNELS, UNITS = 100, 6, 8
MOTIONS = ["Standing", "Walking", "Running", "Badminton"]
ROUNDS, RATE, BATCH = 200, 0.02, 32
# The frames of a recording in which the motion before it may still be seen.
CHANGE = 20
# Recordings in the file of samples, and frames in a test case.
SOME, SHORT = 2, 30


def read(part):
    """The recordings, and the motions by their places in the list."""
    # The package is a folder of files here; it's not imported, and nothing that it depends on is needed.
    [folder] = find_spec("aeon").submodule_search_locations
    file = Path(folder) / "datasets" / "data" / "BasicMotions" / f"BasicMotions_{part}.ts"
    recordings, motions = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line[0] in "#@":
            continue
        *channels, motion = line.split(":")
        recordings.append(np.array([[float(number) for number in channel.split(",")] for channel in channels]).T)
        motions.append(MOTIONS.index(motion))
    return np.array(recordings), np.array(motions)


class Motion(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.gru = nn.GRU(CHANNELS, units, batch_first=True)
        self.motion = nn.Linear(units, len(MOTIONS))

    def forward(self, x):
        states, _ = self.gru(x)
        return self.motion(states)


def joined(recordings, motions):
    """Ends of recordings, each followed by the beginning of another one: motions change, and the state goes on."""
    first, second = torch.randint(len(motions), (2, BATCH))
    count = int(torch.randint(20, 80, ()))
    x = torch.cat([recordings[first, FRAMES - count :], recordings[second, : FRAMES - count]], 1)
    y = torch.cat([motions[first, None].expand(-1, count), motions[second, None].expand(-1, FRAMES - count)], 1)
    return x, y


def train(recordings, motions, units=UNITS, rounds=ROUNDS, rate=RATE):
    torch.manual_seed(0)
    model = Motion(units).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, rounds)
    recordings, motions = torch.from_numpy(recordings), torch.from_numpy(motions)
    for _ in range(rounds):
        x, y = joined(recordings, motions)
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x).flatten(0, 1), y.flatten()).backward()
        optimizer.step()
        schedule.step()
    return model.eval()


def share(layers, recordings, motions):
    """The share of frames that the written network gets right, the recordings one after the other as one stream."""
    outputs = evaluate(layers, recordings.reshape(-1, CHANNELS), np.float32)
    right = outputs.argmax(1).reshape(motions.size, -1) == motions[:, None]
    return f"{right[:, CHANGE:].mean():.4f}", f"{right[:, -1].sum()} of {motions.size}"


def motion(folder):
    train_x, train_y = read("TRAIN")
    test_x, test_y = read("TEST")
    mean, deviation = train_x.mean((0, 1)), train_x.std((0, 1))
    model = train((train_x - mean) / deviation, train_y)
    with torch.no_grad():
        # The mean and the deviation go into the weights, so that plain numbers go in.
        model.gru.weight_ih_l0 /= torch.from_numpy(deviation)
        model.gru.bias_ih_l0 -= model.gru.weight_ih_l0 @ torch.from_numpy(mean)
        layers = [gru(model.gru), dense(model.motion, "softmax")]
        order = np.random.default_rng(0).permutation(len(test_y))
        frames, ends = share(layers, test_x[order], test_y[order])
        some = np.concatenate([np.flatnonzero(test_y == label)[:SOME] for label in range(len(MOTIONS))])
        of_some, _ = share(layers, test_x[some], test_y[some])
        # A motion for a while, and then another one.
        halves = [(test_x[some[i]][-SHORT // 2 :], test_x[some[j]][: SHORT // 2]) for i, j in ((0, -1), (3, 4))]
        checks = [np.concatenate(pair) for pair in halves]
        checks = [(x, model(torch.from_numpy(x)[None])[0].softmax(1).numpy()) for x in checks]
    comment = f"""
What the wearer of a watch does, from its accelerometer and gyroscope, ten times a second: a stream
of frames with {CHANNELS} numbers, acceleration and rotation on three axes. Outputs are the
probabilities of {", ".join(MOTIONS[:-1]).lower()} and {MOTIONS[-1].lower()}, after each frame. {parameters(layers)} parameters.

Made by models/train.py with {TORCH}: Adam with a cosine schedule,
{ROUNDS} batches of {BATCH} pairs of recordings, the end of one and the beginning of another; the units
and the step were chosen by cross-validation within the {len(train_y)} training recordings. The mean and the
deviation of each channel are folded into the weights, which are rounded to f32.
Accuracy on the {len(test_y)} recordings held out, of {FRAMES} frames each, in random order as one stream:
{frames} of the frames from the {CHANGE // 10 + 1}rd second after a change on; at the ends of the recordings {ends}.
{SOME} of each motion are in models/data/motion_test.csv, a frame a line: {of_some}. Four persons
made all recordings; the data don't tell which are whose.

Data: BasicMotions, recorded in a project of students of the University of East Anglia; A. Bagnall et
al., "The UEA multivariate time series classification archive, 2018", https://arxiv.org/abs/1811.00075;
as bundled with {named("aeon")} (BSD-3-Clause).

The checks are PyTorch's outputs in f64, before rounding, for the ends of held-out recordings with the
beginnings of others behind them.
"""
    description = (
        "What the wearer of a watch does: probabilities after each frame of acceleration and rotation on three axes, "
        "ten times a second."
    )
    names = {
        "input_names": [f"{kind} {axis}" for kind in ("acceleration", "rotation") for axis in "xyz"],
        "output_names": [name.lower() for name in MOTIONS],
    }
    write(folder / "motion.toml", comment, "Motion", description, layers, checks, 1e-5, stream=True, **names)
    columns = [name.replace(" ", "_") for name in names["input_names"]]
    lines = test_x[some].reshape(-1, CHANNELS)
    write_samples(folder / "data" / "motion_test.csv", columns, lines, test_y[some].repeat(FRAMES))
    return f"{frames} of frames, {ends} ends"
