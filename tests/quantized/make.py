"""Makes the networks of this folder; `--check` compares, and writes nothing."""

import pathlib
import sys

import numpy as np

import oracle
from networks import NETWORKS
from streams import STREAMS, Stream

FOLDER = pathlib.Path(__file__).parent
SAMPLES = 4


def spelling(value):
    """A value in the syntax of TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case dict():
            return "{ " + ", ".join(f"{key} = {spelling(item)}" for key, item in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(spelling, value)) + "]"
    return repr(value)


def text(net, rounding, seed):
    """The model file of a network, all of whose layers are outputs."""
    random = np.random.default_rng(seed + 1000)
    count = int(np.prod(net.input.shape))
    samples = [random.integers(-128, 128, count).tolist() for _ in range(SAMPLES)]
    # All integers of a value, and both ends.
    samples[0] = np.resize(np.arange(-128, 128), count).tolist()
    samples[1] = np.where(random.random(count) < 0.5, -128, 127).tolist()
    results = oracle.run(net.graph, rounding, samples)
    lines = ['dtype = "i8"']
    if rounding != "double":
        lines.append(f'rounding = "{rounding}"')
    lines.append(f"input = {spelling(net.input.shape)}")
    lines.append(f"input_quantization = {spelling(net.input.quantization)}")
    names = [layer["name"] for layer in net.layers]
    if len(names) > 1:
        lines.append(f"outputs = {spelling(names)}")
    for layer in net.layers:
        lines += ["", "[[layers]]", *(f"{key} = {spelling(value)}" for key, value in layer.items())]
    for sample, result in zip(samples, results):
        output = result if len(names) > 1 else result[names[0]]
        lines += ["", "[[checks]]", f"input = {spelling(sample)}", f"output = {spelling(output)}"]
    return "\n".join(lines) + "\n"


def text_of_stream(stream):
    """The model file of a stream, with the frames that it computes."""
    lines = ['dtype = "i8"']
    if stream.rounding != "double":
        lines.append(f'rounding = "{stream.rounding}"')
    lines.append(f'input = ["time", {len(stream.samples[0])}]')
    lines.append(f"input_quantization = {spelling(stream.quantization)}")
    for layer in stream.layers:
        lines += ["", "[[layers]]", *(f"{key} = {spelling(value)}" for key, value in layer.items())]
    lines += ["", "[[checks]]", f"input = {spelling(stream.samples)}", f"output = {spelling(stream.frames.tolist())}"]
    return "\n".join(lines) + "\n"


def main():
    wrong = 0
    made = {}
    for seed, (name, build) in enumerate(NETWORKS.items()):
        for rounding in ("double", "single"):
            made[f"{name}_{rounding}.toml"] = text(build(seed), rounding, seed)
    for seed, (name, build) in enumerate(STREAMS.items()):
        for rounding in ("double", "single"):
            stream = build(lambda channels: Stream(1000 * seed, channels, rounding))
            made[f"{name}_{rounding}.toml"] = text_of_stream(stream)
    if sys.argv[1:] == ["--check"]:
        known = {path.name: path.read_text() for path in FOLDER.glob("*.toml")}
        wrong = sum(made.get(name) != known.get(name) for name in made.keys() | known.keys())
        print(f"{wrong} files differ")
    else:
        for name, content in made.items():
            (FOLDER / name).write_text(content)
        print(f"{len(made)} files")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
