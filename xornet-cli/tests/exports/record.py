"""What the scripts of this folder share: where exports go, and what is recorded of them."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent


def path(name):
    return FOLDER / name


def record(name, inputs, outputs):
    """Writes inputs and outputs, a row per case, beside the export."""
    inputs, outputs = np.asarray(inputs), np.asarray(outputs)
    assert len(inputs) == len(outputs)
    assert np.isfinite(outputs).all(), name
    np.savez(path(name).with_suffix(".npz"), inputs=inputs, outputs=outputs)


def by_onnxruntime(name, inputs, output=None):
    """Records what onnxruntime makes of the inputs; `output` is the output's name, by default the only one."""
    import onnxruntime

    session = onnxruntime.InferenceSession(path(name), providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_outputs()]
    output = output or names[0]
    [source] = session.get_inputs()
    # Graphs of a fixed batch take one case at a time.
    rows = [session.run([output], {source.name: row[None] if len(source.shape) > 1 else row})[0] for row in inputs]
    outputs = np.stack([np.asarray([list(r.values()) for r in row] if isinstance(row, list) else row).ravel() for row in rows])
    record(name, inputs, outputs)


def some(count, *shape, dtype=np.float32, seed=0):
    """Inputs of short decimals."""
    random = np.random.default_rng(seed)
    return (random.integers(-128, 129, size=(count, *shape)) / 64).astype(dtype)
