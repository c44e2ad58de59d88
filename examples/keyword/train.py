#!/usr/bin/env python3
"""Trains the network of this example: python3 train.py

Writes target/keyword.onnx, target/samples.npz (half of the training features) and models/clips.bin (a few clips that are held
out, each a byte with its label and 16-bit samples). Needs numpy, PyTorch and cargo; the features are those of the Rust code.

The "words" are no speech. Each is a train of pulses through three resonators that glide from the formants of one vowel to
those of another, with other pitches, speeds, sizes of the head, loudness and noise each time. The class "nothing" is noise,
single vowels, and glides that are not among the words.
"""

import subprocess
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
RATE, SAMPLES, FRAMES, BANDS, STEPS = 8000, 6400, 25, 16, 16
VOWELS = {"a": (730, 1090, 2440), "i": (270, 2290, 3010), "u": (300, 870, 2240), "e": (530, 1840, 2480)}
WORDS = [None, "ai", "ia", "ua"]
OTHERS = ["au", "iu", "ui", "aa", "ii", "uu", "ee", "ea", "ae", ""]
HELD_OUT, CLIPS = 800, 16


def voice(word, rng):
    """A word, sample by sample: pulses through resonators whose frequencies glide from one vowel to the other."""
    length = int(RATE * rng.uniform(0.3, 0.6))
    time = np.arange(length) / length
    pitch = rng.uniform(90, 220) * (1 + rng.uniform(-0.2, 0.2) * time)
    phase = np.cumsum(pitch) / RATE
    sound = np.diff(np.floor(phase), prepend=0) + 0.02 * rng.normal(size=length)
    middle, slope = rng.uniform(0.35, 0.65), rng.uniform(8, 20)
    glide = 1 / (1 + np.exp(-slope * (time - middle)))
    size = rng.uniform(0.88, 1.15)
    for first, last in zip(VOWELS[word[0]], VOWELS[word[1]]):
        frequency = size * (first + (last - first) * glide)
        radius = np.exp(-np.pi * rng.uniform(60, 120) / RATE)
        cosine = 2 * radius * np.cos(2 * np.pi * np.minimum(frequency, 3800) / RATE)
        y1 = y2 = 0.0
        for at in range(length):
            y1, y2 = sound[at] + cosine[at] * y1 - radius**2 * y2, y1
            sound[at] = y1
    sound *= np.minimum(1, np.minimum(time, 1 - time) * rng.uniform(6, 15))
    return sound / (np.abs(sound).max() + 1e-9)


def clip(label, rng):
    """A clip of 16-bit samples with a word somewhere in it, and noise."""
    word = WORDS[label] or rng.choice(OTHERS)
    clip = np.zeros(SAMPLES)
    if word:
        sound = voice(word, rng)
        start = rng.integers(0, SAMPLES - len(sound))
        clip[start : start + len(sound)] = sound
    noise = rng.normal(size=SAMPLES)
    # Some noise is dark, as that of a street.
    if rng.random() < 0.5:
        noise = np.convolve(noise, np.ones(8) / 3, mode="same")
    clip += noise * 10 ** rng.uniform(-1.6, -0.4)
    return np.clip(clip * 10 ** rng.uniform(3.2, 4.3), -32768, 32767).astype("<i2")


def clips(count, seed):
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % len(WORDS)
    return np.array([clip(label, rng) for label in labels]), labels


def features(clips):
    """The features of the Rust code, as powers of two."""
    command = ["cargo", "run", "--quiet", "--release", "--bin", "features"]
    output = subprocess.run(command, cwd=HERE, input=clips.tobytes(), stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(output, "<u2").reshape(-1, FRAMES, BANDS).astype(np.float32) / STEPS


class Spotter(nn.Module):
    """Convolutions along time, most of them depthwise and pointwise, on frames of bands."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.mean, self.deviation = nn.Parameter(mean, False), nn.Parameter(deviation, False)
        layers = [nn.Conv1d(BANDS, 24, 3, stride=2, bias=False), nn.BatchNorm1d(24), nn.ReLU()]
        for _ in range(2):
            layers += [nn.Conv1d(24, 24, 3, groups=24, bias=False), nn.BatchNorm1d(24), nn.ReLU()]
            layers += [nn.Conv1d(24, 24, 1, bias=False), nn.BatchNorm1d(24), nn.ReLU()]
        self.layers = nn.Sequential(*layers)
        self.classes = nn.Linear(24, len(WORDS))

    def forward(self, x):
        x = (x - self.mean) / self.deviation
        return self.classes(self.layers(x.transpose(1, 2)).mean(2))


def accuracy(model, inputs, labels):
    with torch.no_grad():
        return float((model.eval()(inputs).argmax(1) == labels).float().mean())


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    (HERE / "target").mkdir(exist_ok=True)
    sounds, train_y = clips(2400, 1)
    train_x = torch.from_numpy(features(sounds))
    held_out, test_y = clips(HELD_OUT, 2)
    test_x = torch.from_numpy(features(held_out))
    train_y, test_y = torch.from_numpy(train_y), torch.from_numpy(test_y)
    model = Spotter(train_x.mean(), train_x.std())
    optimizer = torch.optim.AdamW(model.parameters(), 0.01, weight_decay=0.01)
    epochs, batch = 40, 64
    steps = epochs * (len(train_x) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps)
    for _ in range(epochs):
        model.train()
        order = torch.randperm(len(train_x))
        for start in range(0, len(order) - batch + 1, batch):
            part = order[start : start + batch]
            loss = nn.functional.cross_entropy(model(train_x[part]), train_y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    print(f"accuracy: {accuracy(model, train_x, train_y):.4f} in training, {accuracy(model, test_x, test_y):.4f} held out")
    whole = nn.Sequential(model, nn.Softmax(1)).eval()
    torch.onnx.export(whole, (test_x[:1],), HERE / "target" / "keyword.onnx", opset_version=13)
    np.savez(HERE / "target" / "samples.npz", inputs=train_x[::2].numpy(), labels=train_y[::2].numpy())
    np.savez(HERE / "target" / "held_out.npz", inputs=test_x.numpy(), labels=test_y.numpy())
    parts = [bytes([int(label)]) + sound.tobytes() for sound, label in zip(held_out[:CLIPS], test_y)]
    (HERE / "models" / "clips.bin").write_bytes(b"".join(parts))


if __name__ == "__main__":
    main()
