"""The files of a folder: compared with what is made, or written; and how exact PyTorch is in f32."""

import sys
import tomllib

import torch

# So that files stay small.
LARGEST = 20_000


def update(folder, made):
    """Writes what differs, or with `--check` only names it; returns whether all is well."""
    for file, text in made.items():
        assert len(text.encode()) < LARGEST, (file, len(text))
    here = {path.name: path.read_text() for path in folder.glob("*.toml")}
    differing = sorted(file for file in made | here if made.get(file) != here.get(file))
    if "--check" in sys.argv[1:]:
        print(*(f"differs: {file}\n" for file in differing), sep="", end="")
        return not differing
    for file in differing:
        if file in made:
            (folder / file).write_text(made[file], encoding="utf-8", newline="\n")
        else:
            (folder / file).unlink()
    return True


def margin(text, run):
    """The error of PyTorch in f32, as a share of the tolerance."""
    network, worst = tomllib.loads(text), 0.0
    for check in network["checks"]:
        inputs = check["input"] if "inputs" in network else {"input": check["input"]}
        got = run(network, inputs, torch.float32)
        expected = check["output"] if len(got) > 1 else {next(iter(got)): check["output"]}
        for name, value in got.items():
            wanted = torch.tensor(expected[name], dtype=torch.float64).reshape(-1)
            worst = max(worst, float((value.double().reshape(-1) - wanted).abs().max()) / check["tolerance"])
    return worst


def largest_share(margins):
    worst = max(margins, key=margins.get)
    assert margins[worst] < 1, (worst, margins[worst])
    return f"{len(margins)} files of f32, which errs by at most {margins[worst]:.2f} of a tolerance, in {worst}"
