#!/usr/bin/env python3
"""Writes parameters.csv: scales, zero points and integers that onnxruntime's own quantization gives.

    pip install onnxruntime==1.32.0 onnx==1.23.2 && python3 parameters.py

Rows `range`: low, high, scale, zero point. Rows `weights`: a channel of four weights, the scale, and the four integers.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto
from onnxruntime.quantization.quant_utils import compute_scale_zp, quantize_nparray

rng = np.random.default_rng(1)
lines = []
ranges = [(0, 1), (-1, 0), (-1, 1), (0, 6), (-0.25, 1e-4), (-1e-6, 3e5), (-128, 127)]
ranges += [tuple(sorted(rng.normal(size=2) * 10.0 ** rng.integers(-6, 6))) for _ in range(200)]
for low, high in ranges:
    low, high = np.float32(min(low, 0)), np.float32(max(high, 0))
    zero_point, scale = compute_scale_zp(low, high, np.array(-128, np.int8), np.array(127, np.int8))
    lines.append(["range", float(low), float(high), float(scale), int(zero_point)])
for _ in range(100):
    weights = (rng.normal(size=4) * 10.0 ** rng.integers(-6, 6)).astype(np.float32)
    least, most = np.array(-127, np.int8), np.array(127, np.int8)
    zero_point, scale = compute_scale_zp(weights.min(), weights.max(), least, most, symmetric=True)
    integers = quantize_nparray(TensorProto.INT8, weights, scale, zero_point, least, most)
    lines.append(["weights", *map(float, weights), float(scale), *map(int, integers)])
text = "".join(",".join(map(str, line)) + "\n" for line in lines)
Path(__file__).with_name("parameters.csv").write_text(text, encoding="utf-8")
