#!/usr/bin/env python3
"""Compares the import of random networks with TensorFlow Lite's runtimes: `python3 random_networks.py [COUNT] [FIRST SEED]`, with
requirements.txt installed and the command `xornet` on the path.

Each seed is a network of one to five layers with random shapes, strides, padding, scales and zero points. The outputs of all of its
layers must be equal to those of the oracle of each rounding, which the option `--checks-from` of the command makes sure of.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np

import oracle
from layers import Net

SAMPLES = 8


def layer(net, random):
    """Adds a layer that fits the last value."""
    height, width, channels = net.last.shape
    size = int(random.integers(1, min(3, height, width) + 1))
    window = dict(strides=int(random.integers(1, 3)), padding=str(random.choice(["same", "valid"])))
    activation = str(random.choice(["linear", "relu", "relu6"]))
    match random.choice(["conv", "depthwise", "pool", "activation", "add", "multiply"]):
        case "conv":
            net.conv(int(random.integers(1, 9)), size, activation=activation, per_tensor=bool(random.integers(2)), **window)
        case "depthwise":
            net.conv(channels, size, depthwise=True, activation=activation, **window)
        case "pool":
            net.pool(str(random.choice(["average", "max"])), size, **window)
        case "activation":
            net.activation(str(random.choice(["sigmoid", "tanh", "relu"])))
        case kind:
            net.conv(channels, 1)
            net.conv(channels, 1)
            net.merge(str(kind), f"layer_{len(net.layers) - 2}", f"layer_{len(net.layers) - 1}", activation)


def network(seed):
    random = np.random.default_rng(seed)
    net = Net(seed, [int(random.integers(1, 9)), int(random.integers(1, 9)), int(random.integers(1, 7))])
    for _ in range(random.integers(1, 5)):
        layer(net, random)
    if random.integers(2):
        net.flatten()
        net.dense(int(random.integers(1, 9)), per_tensor=bool(random.integers(2)))
    return net, random


def main():
    count, first = (int(number) for number in [*sys.argv[1:], "60", "0"][:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 0)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        source, data, model = (pathlib.Path(folder) / name for name in ("net.tflite", "data.npz", "net.toml"))
        for seed in range(first, first + count):
            net, random = network(seed)
            inputs = random.integers(-128, 128, (SAMPLES, int(np.prod(net.input.shape))))
            source.write_bytes(net.graph.content())
            for rounding in ("double", "single"):
                rows = [np.concatenate(list(result.values())) for result in oracle.run(net.graph, rounding, inputs)]
                np.savez(data, inputs=inputs.astype(np.float32), outputs=np.array(rows, np.float32))
                command = ["xornet", "import", source, "--rounding", rounding, "--checks-from", data, "-o", model, "--force"]
                done = subprocess.run(command, capture_output=True, text=True)
                if done.returncode:
                    wrong += 1
                    kinds = ", ".join(layer["type"] for layer in net.layers)
                    print(f"seed {seed}, {rounding}, {kinds}: {done.stderr.strip()}")
    print(f"seeds {first} to {first + count - 1}: {2 * count - wrong} equal, {wrong} not")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
