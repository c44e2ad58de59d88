"""Writes the .npy files of this folder, with numpy 2.4: python3 make.py"""

import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
rows = np.array([[0, 1], [1, 0.5], [3, 2]])
for name, kind in {
    "f4": "<f4", "f8": "<f8", "f4_big": ">f4", "f8_big": ">f8", "bool": "?",
    "i1": "i1", "i2": "<i2", "i4": "<i4", "i8": "<i8", "i8_big": ">i8",
    "u1": "u1", "u2": "<u2", "u4": "<u4", "u8": "<u8",
    "f2": "<f2", "c8": "<c8", "text": "<U3",
}.items():
    np.save(here / f"{name}.npy", rows.astype(kind))
np.save(here / "fortran.npy", np.asfortranarray(rows))
np.save(here / "one.npy", rows[2])
np.save(here / "scalar.npy", np.float32(7))
np.save(here / "cube.npy", np.arange(12.0).reshape(3, 2, 2))
np.save(here / "cube_fortran.npy", np.asfortranarray(np.arange(12.0).reshape(3, 2, 2)))
np.save(here / "nan.npy", np.array([[0, 1], [1, np.nan]]))
np.save(here / "nan_fortran.npy", np.asfortranarray([[0, 1], [np.nan, 1], [2, 3]]))
np.save(here / "large.npy", np.array([[0, 1], [1e39, 1]]))
np.save(here / "empty.npy", np.zeros((0, 2)))
np.save(here / "record.npy", np.zeros(3, dtype=[("a", "<f4"), ("b", "<f4")]))
np.savez(here / "archive.npz", rows=rows)
np.savez(here / "labelled.npz", x=[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], classes=[0, 1, 1, 0])
