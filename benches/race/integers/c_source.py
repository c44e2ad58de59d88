"""Writes a network of eight bits as C."""

import math

import numpy as np


def multiplier(scale):
    """An integer of 31 bits, and the power of two behind it."""
    mantissa, exponent = math.frexp(scale)
    number = round(mantissa * 2**31)
    return (number // 2, exponent + 1) if number == 2**31 else (number, exponent)


def array(kind, name, numbers):
    return f"static const {kind} {name}[] = {{{','.join(map(str, numbers))}}};\n"


def three(shape):
    """Height, width and channels: a sequence is an image of one row, numbers are one position."""
    return [1] * (3 - len(shape)) + list(shape)


def source(net, name):
    constants, buffers, body = "", "", ""
    values, before = {"input": "in"}, net.input
    for number, layer in enumerate(net.layers):
        kind = layer["type"]
        names = layer.get("inputs", before.name)
        names = [names] if isinstance(names, str) else names
        takes, output = [net.values[n] for n in names], net.values[layer["name"]]
        is_last = number == len(net.layers) - 1
        if kind == "flatten":
            values[output.name], before = values[before.name], output
            continue
        values[output.name] = "out" if is_last else output.name
        if not is_last:
            buffers += f"static int8_t {output.name}[{np.prod(output.shape)}];\n"
        low = output.zero_point if layer.get("activation") == "relu" else -128
        (height, width, channels), (rows, columns, filters) = three(takes[0].shape), three(output.shape)
        arrays = ", ".join([values[n] for n in names] + [values[output.name]])
        if kind == "add":
            a, b, largest = *takes, 2 * max(float(v.scale) for v in takes)
            operands = [(v.zero_point, *multiplier(float(v.scale) / largest)) for v in takes]
            operands.append((output.zero_point, *multiplier(largest / ((1 << 20) * float(output.scale)))))
            structs = ", ".join("(operand){%d, %d, %d}" % operand for operand in operands)
            body += f"    add({np.prod(output.shape)}, {structs}, {low}, {arrays});\n"
            before = output
            continue
        size = layer.get("kernel_size", layer.get("pool_size", 1))
        if kind == "global_average_pool":
            size = [height, width]
        step = layer.get("strides", size if "pool" in kind else 1)
        one = 1 if len(takes[0].shape) == 2 and kind != "dense" else None
        kh, kw = size if isinstance(size, list) else (one or size, size)
        sh, sw = step if isinstance(step, list) else (one or step, step)
        pad = lambda n, m, k, s: max(0, (m - 1) * s + k - n) // 2 if layer.get("padding") == "same" else 0
        shape = [height, width, channels, filters, rows, columns, kh, kw, sh, sw]
        shape += [pad(height, rows, kh, sh), pad(width, columns, kw, sw), takes[0].zero_point, output.zero_point, low]
        shape = f"(shape){{{', '.join(map(str, shape))}}}"
        if "pool" in kind:
            body += f"    pool({shape}, {int('max' in kind)}, {arrays});\n"
        else:
            weights, depthwise = np.array(layer["weights"]), int("groups" in layer)
            if not depthwise:
                weights = np.moveaxis(weights, -1, 0)
            scales = np.broadcast_to(np.float32(layer["weight_scales"]), filters)
            if kind == "dense":
                products = [float(takes[0].scale * s) for s in scales]
            else:
                products = [float(takes[0].scale) * float(s) for s in scales]
            steps = [multiplier(product / float(output.scale)) for product in products]
            constants += array("int8_t", f"w{number}", weights.ravel()) + array("int32_t", f"b{number}", layer["biases"])
            constants += array("int32_t", f"m{number}", [m for m, _ in steps])
            constants += array("int8_t", f"s{number}", [s for _, s in steps])
            body += f"    convolution({shape}, {depthwise}, {arrays}, w{number}, b{number}, m{number}, s{number});\n"
        before = output
    head = f'#include "integers.h"\n{constants}{buffers}'
    return f"{head}void c_{name}(const int8_t *in, int8_t *out) {{\n{body}}}\n"
