"""The vowels of nine speakers, of the package aeon."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np

FRAMES, CHANNELS, SPEAKERS = 29, 12, 9


def read(part):
    """The utterances, followed by frames of zeros, and the speakers, counted from 0."""
    # The package is a folder of files here; it's not imported, and nothing that it depends on is needed.
    [folder] = find_spec("aeon").submodule_search_locations
    file = Path(folder) / "datasets" / "data" / "JapaneseVowels" / f"JapaneseVowels_{part}.ts"
    utterances, speakers = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line[0] in "#@":
            continue
        *channels, speaker = line.split(":")
        frames = np.array([[float(number) for number in channel.split(",")] for channel in channels]).T
        utterances.append(np.pad(frames, ((0, FRAMES - len(frames)), (0, 0))))
        speakers.append(int(speaker) - 1)
    return np.array(utterances), np.array(speakers)
