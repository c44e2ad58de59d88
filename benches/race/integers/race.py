"""Races networks of eight bits: `run` starts it. Outputs are compared before anything is timed."""

import importlib.metadata
import os
import pathlib
import statistics
import subprocess
import sys
import time

RACE = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(RACE.parent.parent / "tests/quantized"))

import numpy as np
from ai_edge_litert import interpreter as litert

from c_source import source
from networks import NETWORKS

SAMPLES, TURNS, SECONDS = 8, 21, 0.02
FOLDER = RACE / "target/integers"


def spelling(value):
    """A value in the syntax of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {spelling(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(spelling, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def model(net, rounding):
    lines = ['dtype = "i8"', f'rounding = "{rounding}"', f"input = {net.input.shape}"]
    lines.append(f"input_quantization = {spelling(net.input.quantization)}")
    for layer in net.layers:
        lines += ["", "[[layers]]", *(f"{key} = {spelling(value)}" for key, value in layer.items())]
    return "\n".join(lines) + "\n"


def nested(shape):
    kind = "i8"
    for axis in reversed(shape):
        kind = f"[{kind}; {axis}]"
    return kind


def write(nets):
    """Writes all that the program is built from."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    modules = "networks! {\n"
    for name, net in nets.items():
        for rounding in ("single", "double"):
            (FOLDER / f"{name}_{rounding}.toml").write_text(model(net, rounding))
        (FOLDER / f"{name}.c").write_text(source(net, name))
        files = " ".join(f'"./{name}_{rounding}.toml"' for rounding in ("single", "double"))
        modules += f"    {name} c_{name} {files} {nested(net.input.shape)}, {nested(net.last.shape)};\n"
    (FOLDER / "networks.rs").write_text(modules + "}\n")
    (FOLDER / "networks.txt").write_text("\n".join(nets) + "\n")


def build():
    command = ["cargo", "build", "--locked", "--release", "--manifest-path", RACE / "Cargo.toml", "-p", "xornet-race-integers"]
    subprocess.run(command, check=True, env={**os.environ, "RACE_INTEGERS": str(FOLDER)})
    return RACE / "target/release/xornet-race-integers"


def started(net):
    """LiteRT with XNNPACK on one thread, and a function that sets a sample, computes, and gives the output."""
    net.graph.outputs = net.graph.outputs[-1:]
    own = litert.Interpreter(model_content=net.graph.content(), num_threads=1)
    own.allocate_tensors()
    (place,), (result,) = own.get_input_details(), own.get_output_details()

    def forward(sample):
        own.set_tensor(place["index"], sample.reshape(place["shape"]))
        own.invoke()
        return own.get_tensor(result["index"]).ravel()

    return own, forward


def inputs(count):
    """Random samples, each around a level of its own, so that averages over positions differ."""
    random = np.random.default_rng(7)
    levels = np.linspace(-100, 100, SAMPLES)[:, None]
    return np.clip(random.normal(levels, 40, (SAMPLES, count)), -128, 127).astype(np.int8)


def report(rows):
    """The tables, with what they come from."""
    version = lambda *command: subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    processor = next(line.split(": ")[1] for line in open("/proc/cpuinfo") if line.startswith("model name")).strip()
    lines = ["# Networks of eight bits", ""]
    lines += ["Written by `benches/race/integers/run`; the [README](../README.md#networks-of-eight-bits) says what is raced.", ""]
    lines += [f"{processor}, one core; {version('rustc', '--version')}; {version('cc', '--version')}; ai-edge-litert {importlib.metadata.version('ai-edge-litert')}.", ""]
    lines += ["Numbers with × are times as multiples of those of xornet with `rounding = \"single\"`: below 1 is faster than xornet.", ""]
    lines += ["| network | xornet, `single` | xornet, `double` | C, direct loops | LiteRT | between two turns of LiteRT |", "|---|---|---|---|---|---|"]
    for name, single, double, c, lite, spread in rows:
        lines.append(f"| `{name}` | {single / 1000:.1f} µs | {double / single:.2f}× | {c / single:.1f}× | {lite / single:.2f}× | {spread:.0%} |")
    return "\n".join(lines) + "\n"


def timed(call):
    """The nanoseconds of a call, by the median of turns."""
    times = []
    for _ in range(TURNS):
        start, calls = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            for _ in range(8):
                call()
            calls += 8
        times.append((time.perf_counter() - start) * 1e9 / calls)
    return statistics.median(times)


def main():
    nets = {name: build_net() for name, build_net in NETWORKS.items()}
    write(nets)
    program = build()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = []
    for name, net in nets.items():
        samples = inputs(int(np.prod(net.input.shape)))
        own, forward = started(net)
        run = lambda mode: subprocess.run([program, mode, name], input=samples.tobytes(), stdout=subprocess.PIPE, check=True).stdout
        single, double, c = np.frombuffer(run("check"), np.int8).reshape(3, SAMPLES, -1)
        expected = np.array([forward(sample) for sample in samples])
        if not np.array_equal(single, expected):
            sys.exit(f"{name}: xornet and LiteRT differ in {np.sum(single != expected)} of {expected.size} integers")
        if not np.array_equal(double, c):
            sys.exit(f"{name}: xornet and C differ in {np.sum(double != c)} of {c.size} integers")
        changing = np.mean(np.any(expected != expected[0], axis=0))
        if changing < 0.5:
            sys.exit(f"{name}: {1 - changing:.0%} of the outputs are the same for all samples, so that to compare them says little")
        print(f"{name}: {expected.size} outputs are equal, of which {changing:.0%} depend on the sample", file=sys.stderr)
        before = timed(own.invoke)
        times = [float(line) for line in run("time").split()]
        after = timed(own.invoke)
        rows.append((name, *times, min(before, after), abs(before - after) / min(before, after)))
    (RACE / "results/integers.md").write_text(report(rows))


if __name__ == "__main__":
    main()
