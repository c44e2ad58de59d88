"""Writes `activations.csv`: activation functions of f64, rounded correctly.

Needs mpmath 1.3 or newer (`pip install mpmath`); run with `python3 activations.py` from
any directory. The points are fixed ones and ones from a generator with a fixed seed, so
the file comes out the same each time. A line is the function's name, the bits of x, the bits
of the value nearest to f(x), and those of what is missing, so that the two together are f(x)
to more than 100 bits.
"""

import math
import pathlib
import random
import struct

import mpmath as mp

# Enough for 1 - Φ(-40) and for e^x - 1 near zero; the functions below cancel nothing else.
mp.mp.dps = 60


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def log1p(u):
    # mpmath's own works with a fixed number of digits more.
    return u - u * u / 2 + u**3 / 3 if abs(u) < mp.mpf(10) ** -30 else mp.log1p(u)


def expm1(x):
    return x + x * x / 2 + x**3 / 6 if abs(x) < mp.mpf(10) ** -30 else mp.expm1(x)


def gelu(x):
    return x * mp.erfc(-x / mp.sqrt(2)) / 2


def gelu_tanh(x):
    return x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3))


def mish(x):
    t = mp.exp(x)
    return x * (t * t + 2 * t) / (t * t + 2 * t + 2) if x < 0 else x * mp.tanh(log1p(t))


def softplus(x):
    return max(x, mp.mpf(0)) + log1p(mp.exp(-abs(x)))


def selu(x):
    scale = mp.mpf("1.0507009873554804934193349852946")
    alpha = mp.mpf("1.6732632423543772848170429916717")
    return scale * x if x > 0 else scale * alpha * expm1(x)


def relu6(x):
    return min(max(x, mp.mpf(0)), mp.mpf(6))


def tanh(x):
    return -expm1(-2 * abs(x)) / (1 + mp.exp(-2 * abs(x))) * mp.sign(x)


# The range outside which the function is constant, linear or infinite, and then the function.
FUNCTIONS = {
    "relu": (10, 10, lambda x: max(x, mp.mpf(0))),
    "relu6": (10, 10, relu6),
    "clamp": (4, 4, lambda x: min(max(x, mp.mpf(-0.5)), mp.mpf(2))),
    "leaky_relu": (10, 10, lambda x: x if x > 0 else x * mp.mpf(0.01)),
    "elu": (40, 5, lambda x: x if x > 0 else expm1(x)),
    "selu": (40, 5, selu),
    "celu": (80, 5, lambda x: x if x > 0 else 2 * expm1(x / 2)),
    "gelu": (39, 12, gelu),
    "gelu_tanh": (22, 8, gelu_tanh),
    "silu": (755, 45, lambda x: x * sigmoid(x)),
    "mish": (755, 45, mish),
    "sigmoid": (750, 45, sigmoid),
    "hard_sigmoid": (4, 4, lambda x: relu6(x + 3) / 6),
    "hard_swish": (4, 4, lambda x: x * relu6(x + 3) / 6),
    "tanh": (22, 22, tanh),
    "softplus": (750, 45, softplus),
    "softsign": (100, 100, lambda x: x / (1 + abs(x))),
    "exponential": (750, 712, mp.exp),
    "abs": (10, 10, abs),
    "sqrt": (10, 1e6, mp.sqrt),
    # mpmath takes as many digits of pi as the angle needs.
    "sin": (4e6, 4e6, mp.sin),
}


def nearest(y):
    """The nearest f64, ties to even, subnormals included."""
    if y == 0:
        return 0.0
    exponent = max(mp.floor(mp.log(abs(y), 2)) - 52, mp.mpf(-1074))
    step = mp.mpf(2) ** exponent
    units = int(mp.nint(y / step))
    if exponent > 971 or (exponent == 971 and abs(units) >= 2**53):
        return float("inf") if y > 0 else float("-inf")
    # Both factors are exact, and so is the product.
    return float(units) * 2.0 ** int(exponent)


def points(name, low, high):
    generator = random.Random(name)
    fixed = [0.0, 5e-324, 2.2e-308, 1e-300, 1e-30, 1e-10, 1e-5, 0.5, 1.0, 3.0, 6.0, 1e10, 1e300]
    result = [x for x in fixed] + [-x for x in fixed[1:]]
    for _ in range(70):
        result.append(generator.uniform(-low, 0))
        result.append(generator.uniform(0, high))
        result.append(generator.uniform(-3, 3))
        result.append(generator.choice((-1, 1)) * 2.0 ** generator.uniform(-20, 3))
    # The end of the tail, where results become subnormal.
    result += [generator.uniform(-low, -low * 0.93) for _ in range(20)]
    return result


def bits(x):
    return struct.pack(">d", x).hex()


def main():
    lines = []
    for name, (low, high, function) in FUNCTIONS.items():
        for x in points(name, low, high):
            exact = mp.mpf(x)
            value = None
            if x > 709.7 and name == "exponential" and x >= 709.782712893384:
                y = float("inf")
            elif x < -1e6 and name in ("gelu", "gelu_tanh", "silu", "mish", "sigmoid", "softplus", "exponential"):
                y = 0.0
            elif x > 1e6 and name in ("gelu", "gelu_tanh", "silu", "mish", "softplus"):
                y = x
            elif x < 0 and name == "sqrt":
                y = math.nan
            else:
                value = function(exact)
                y = nearest(value)
            rest = 0.0 if value is None else nearest(value - mp.mpf(y))
            lines.append(f"{name},{bits(x)},{bits(y)},{bits(rest)}\n")
    path = pathlib.Path(__file__).with_name("activations.csv")
    path.write_text("".join(lines), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
