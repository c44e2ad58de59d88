"""Fits the polynomials of `src/activation/{f32,f64}/polynomial.rs` and prints them.

Needs mpmath 1.3 or newer and numpy 1.26 or newer (`pip install mpmath numpy`); run
with `python3 coefficients.py`. The output does not depend on the machine: every
fit is an interpolation at Chebyshev points in 80 digits, and only the last step rounds
each coefficient to the type it is for.

    expm1_tail   (e^r - 1 - r) / r^2               |r| <= ln(2)/2, a little more
    atanh_tail   (atanh(s)/s - 1) / s^2            in z = s^2, 0 <= z <= 1/9
    tanh_tail    (tanh(a)/a - 1) / a^2             in z = a^2, 0 <= a <= 0.625
    normal_odd   (Phi(a) - 1/2) / a                in z = a^2, 0 <= a <= 0.75
    normal_tail  (a + k) * Phi(-a) * e^(a^2/2)     in w = (a - k)/(a + k), 0 <= a <= limit
"""

import mpmath as mp
import numpy as np

mp.mp.dps = 80


def interpolate(function, low, high, degree):
    """Coefficients, constant first, of the polynomial through the Chebyshev points."""
    count = degree + 1
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = [
        middle + half * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)
    ]
    matrix = mp.matrix(count, count)
    for i, node in enumerate(nodes):
        for j in range(count):
            matrix[i, j] = node**j
    return list(mp.lu_solve(matrix, mp.matrix([function(node) for node in nodes])))


def expm1_tail(r):
    if abs(r) < mp.mpf(10) ** -20:
        return mp.mpf(1) / 2 + r / 6
    return (mp.expm1(r) - r) / r**2


def atanh_tail(z):
    if z < mp.mpf(10) ** -30:
        return mp.mpf(1) / 3 + z / 5
    s = mp.sqrt(z)
    return (mp.atanh(s) / s - 1) / z


def tanh_tail(z):
    a = mp.sqrt(z)
    return (mp.tanh(a) / a - 1) / z if a > mp.mpf(10) ** -15 else -mp.mpf(1) / 3 + 2 * z / 15


def normal_odd(z):
    a = mp.sqrt(z / 2)
    slope = mp.erf(a) / a if a > 0 else 2 / mp.sqrt(mp.pi)
    return slope / mp.sqrt(8)


def normal_tail(k):
    def value(w):
        a = k * (1 + w) / (1 - w)
        return (a + k) * mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2)

    return value


def rounded(value, kind):
    """The nearest value of the type; through text, so that no double rounding occurs."""
    return kind(mp.nstr(value, 40))


def show(name, function, low, high, degree, kind):
    exact = interpolate(function, low, high, degree)
    values = [rounded(c, kind) for c in exact]
    worst = mp.mpf(0)
    for i in range(2001):
        x = low + (high - low) * i / 2000
        y = mp.polyval([mp.mpf(float(v)) for v in reversed(values)], x)
        worst = max(worst, abs(y / function(x) - 1))
    print(f"// {kind.__name__} {name}: degree {degree}, relative error 2^{float(mp.log(worst, 2)):.1f}")
    word, digits = (np.uint32, 8) if kind is np.float32 else (np.uint64, 16)
    for value in values:
        bits = int(np.array([value]).view(word)[0])
        print(f"    {np.format_float_scientific(value, unique=True, trim='0')}, // 0x{bits:0{digits}x}")


def constants(kind, high_bits):
    """Parts of numbers that do not fit one value of the type."""

    def pair(name, value, bits=None):
        if bits is None:
            high = rounded(value, kind)
        else:
            step = mp.mpf(2) ** (mp.floor(mp.log(value, 2)) + 1 - bits)
            high = kind(float(mp.floor(value / step + mp.mpf(1) / 2) * step))
        low = rounded(value - mp.mpf(float(high)), kind)
        for part, v in (("HIGH", high), ("LOW", low)):
            print(f"const {name}_{part} = {np.format_float_scientific(v, unique=True, trim='0')};")

    pair("LN_2", mp.log(2), high_bits)
    linear = 2 * mp.sqrt(2 / mp.pi)
    pair("GELU_LINEAR", linear)
    pair("GELU_CUBIC", linear * mp.mpf("0.044715"))


if __name__ == "__main__":
    reach = mp.log(2) / 2 * mp.mpf("1.001")
    for kind, high_bits, degrees, limit, k in (
        (np.float32, 15, (5, 5, 10, 5, 4), mp.mpf(16), mp.mpf(3)),
        (np.float64, 42, (10, 12, 24, 11, 9), mp.mpf(40), mp.mpf(5)),
    ):
        constants(kind, high_bits)
        show("expm1_tail", expm1_tail, -reach, reach, degrees[0], kind)
        show("atanh_tail", atanh_tail, mp.mpf(0), mp.mpf(1) / 9, degrees[1], kind)
        show("tanh_tail", tanh_tail, mp.mpf(0), mp.mpf("0.390625"), degrees[3], kind)
        show("normal_odd", normal_odd, mp.mpf(0), mp.mpf("0.5625"), degrees[4], kind)
        top = (limit - k) / (limit + k)
        show(f"normal_tail, k = {int(k)}", normal_tail(k), mp.mpf(-1), top, degrees[2], kind)
