"""Fits the polynomials of `src/activation/{f32,f64}/polynomial.rs` and prints them.

Needs mpmath 1.3 or newer and numpy 1.26 or newer (`pip install mpmath numpy`); run
with `python3 coefficients.py`, or with the names of some polynomials to print only these,
or with `search` (see there). The output does not depend on the machine: all is computed in 60
digits.

Each polynomial is the one whose largest weighted error is the least (Remez), the weight
being what an error does to the function that it is for. The coefficients are then rounded
one after the other, the constant first, and what is left fitted again each time, so
that the later ones make up for the rounding of the earlier.

    exp_tail     (e^r - 1 - r) / r^2            |r| <= ln(2)/2, for e^r
    expm1_tail   (e^r - 1 - r) / r^2            |r| <= ln(2)/2, for e^r - 1
    tanh_tail    (tanh(r)/r - 1) / r^2          in z = r^2, |r| <= ln(2)/4
    atanh_tail   (atanh(s)/s - 1) / s^2         in z = s^2, 0 <= s <= 1/3
    normal_tail  (a + k) Phi(-a) e^(a^2/2)      in w = a/(a + k) - c, 0 <= a <= limit
    sin_tail     (sin(r)/r - 1) / r^2           in z = r^2, |r| <= pi/2

It prints constants, too: parts of numbers, and the digits of 1/pi.
"""

import sys
import time

import mpmath as mp
import numpy as np

mp.mp.dps = 60

# A little more than half of ln 2: the quotient that is rounded to an integer is rounded itself.
REACH = mp.log(2) / 2 * mp.mpf("1.001")


def remez(points, values, weights, powers):
    """The coefficients of `powers` whose largest weighted error on the points is the least."""
    count = len(powers) + 1
    # Not quite the extremes of Chebyshev's polynomial: one in the middle may have no weight.
    angles = [mp.pi * (i + mp.mpf("0.2")) / (count - mp.mpf("0.4")) for i in range(count)]
    chosen = [round((len(points) - 1) * (1 - float(mp.cos(angle))) / 2) for angle in angles]
    best = None
    for _ in range(40):
        matrix, right = mp.matrix(count, count), mp.matrix(count, 1)
        for row, i in enumerate(chosen):
            for column, power in enumerate(powers):
                matrix[row, column] = points[i] ** power
            matrix[row, count - 1] = (-1) ** row / weights[i]
            right[row] = values[i]
        *coefficients, _ = mp.lu_solve(matrix, right)
        errors = [w * (v - evaluate(coefficients, powers, x)) for x, v, w in zip(points, values, weights)]
        largest = max(map(abs, errors))
        if best is None or largest < best[0]:
            best = largest, coefficients
        # The largest error between two changes of sign, as many of them as there are unknowns.
        peaks = [0]
        for i, error in enumerate(errors):
            if error * errors[peaks[-1]] < 0:
                peaks.append(i)
            elif abs(error) > abs(errors[peaks[-1]]):
                peaks[-1] = i
        while len(peaks) > count:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        if len(peaks) < count or peaks == chosen:
            break
        chosen = peaks
    return best


def evaluate(coefficients, powers, x):
    return mp.fsum(c * x**p for c, p in zip(coefficients, powers))


def rounded(value, kind):
    """The nearest value of the type; through text, so that no double rounding occurs."""
    return kind(mp.nstr(value, 40))


def series(function, x, tiny, terms):
    """`function(x)`, or near zero, where it cancels, the first terms of its series."""
    return function(x) if abs(x) > tiny else mp.polyval(terms[::-1], x)


TINY = mp.mpf(10) ** -10


def expm1_tail(r):
    return series(lambda r: (mp.expm1(r) - r) / r**2, r, TINY, [mp.mpf(1) / mp.factorial(n + 2) for n in range(6)])


def tanh_tail(z):
    terms = [-mp.mpf(1) / 3, mp.mpf(2) / 15, -mp.mpf(17) / 315, mp.mpf(62) / 2835]
    return series(lambda z: (mp.tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, z, TINY, terms)


def atanh_tail(z):
    terms = [mp.mpf(1) / (2 * n + 3) for n in range(4)]
    return series(lambda z: (mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, z, TINY, terms)


def sin_tail(z):
    terms = [(-1) ** (n + 1) / mp.factorial(2 * n + 3) for n in range(4)]
    return series(lambda z: (mp.sin(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, z, TINY, terms)


def normal_tail(k, middle):
    def value(w):
        v = w + middle
        a = k * v / (1 - v)
        return (a + k) * mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2)

    return value


# Name, range, what to fit, and the weight of an error there.
def fits(k, middle, limit):
    zero, tail = mp.mpf(0), normal_tail(k, middle)
    return {
        "exp_tail": (-REACH, REACH, expm1_tail, lambda r: r * r / mp.exp(r)),
        "expm1_tail": (-REACH, REACH, expm1_tail, lambda r: abs(r * r / mp.expm1(r))),
        "tanh_tail": (zero, REACH**2 / 4, tanh_tail, lambda z: z),
        "atanh_tail": (zero, mp.mpf(1) / 9, atanh_tail, lambda z: z),
        "sin_tail": (zero, (mp.pi / 2 * mp.mpf("1.001")) ** 2, sin_tail, lambda z: z / (1 + z * sin_tail(z))),
        "normal_tail": (-middle, limit / (limit + k) - middle, tail, lambda w: 1 / tail(w)),
    }


def show(name, fit, degree, kind):
    low, high, function, weight = fit
    count = 60 * (degree + 2)
    # As Chebyshev's, close together at the ends; zero, where some weights are, is not among them.
    points = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (i + mp.mpf("0.5")) / count) for i in range(count)]
    values = [function(x) for x in points]
    weights = [weight(x) for x in points]
    done, left = [], values
    _, plan = remez(points, values, weights, range(degree + 1))
    for power in range(degree + 1):
        done.append(rounded(plan[0], kind))
        left = [v - mp.mpf(float(done[-1])) * x**power for x, v in zip(points, left)]
        plan, powers = plan[1:], range(power + 1, degree + 1)
        as_planned = max(abs(w * (v - evaluate(plan, powers, x))) for x, v, w in zip(points, left, weights))
        if powers:
            error, again = remez(points, left, weights, powers)
            plan = again if error < as_planned else plan
    worst = as_planned
    print(f"// {kind.__name__} {name}: degree {degree}, error 2^{float(mp.log(worst, 2)):.1f}")
    word, digits = (np.uint32, 8) if kind is np.float32 else (np.uint64, 16)
    for value in done:
        bits = int(np.array([value]).view(word)[0])
        print(f"    {np.format_float_scientific(value, unique=True, trim='0')}, // 0x{bits:0{digits}x}")


def constants(kind, short, half):
    """Parts of numbers that do not fit one value of the type."""

    def pair(name, value, bits):
        step = mp.mpf(2) ** (mp.floor(mp.log(value, 2)) + 1 - bits)
        high = kind(float(mp.nint(value / step) * step))
        low = rounded(value - mp.mpf(float(high)), kind)
        for part, v in (("HIGH", high), ("LOW", low)):
            print(f"const {name}_{part} = {np.format_float_scientific(v, unique=True, trim='0')};")

    pair("LN_2", mp.log(2), short)
    linear = 2 * mp.sqrt(2 / mp.pi)
    pair("GELU_LINEAR", linear, half)
    pair("GELU_CUBIC", linear * mp.mpf("0.044715"), half)


def parts_of_pi(kind, bits, word, words):
    """Four parts of pi, three of them with few bits, and the digits of 1/pi after a word of zeros."""
    rest = mp.pi
    for part in (1, 2, 3):
        step = mp.mpf(2) ** (mp.floor(mp.log(rest, 2)) + 1 - bits)
        value = mp.floor(rest / step) * step
        rest -= value
        print(f"const PI_{part} = {np.format_float_scientific(kind(float(value)), unique=True, trim='0')};")
    print(f"const PI_4 = {np.format_float_scientific(rounded(rest, kind), unique=True, trim='0')};")
    print(f"const PI_BITS = 0x{int(mp.nint(mp.pi * mp.mpf(2) ** (word - 2))):x};")
    with mp.workdps(500):
        # The first digit is worth 1.
        digits = int(mp.floor(mp.mpf(2) ** (word * (words - 1) - 1) / mp.pi))
    print("const DIGITS = [")
    for index in range(words):
        print(f"    0x{(digits >> (word * (words - 1 - index))) % 2**word:0{word // 4}x},")
    print("];")


DEGREES = {
    "exp_tail": (4, 9),
    "expm1_tail": (5, 10),
    "tanh_tail": (2, 5),
    "atanh_tail": (3, 9),
    "normal_tail": (9, 22),
    "sin_tail": (3, 7),
}


def search(seconds=900):
    """Looks for coefficients of `exp_tail` of f32 with which `exp` itself has the least error.

    What is left of the error of `exp` is rounding, which depends on the last bits of the
    coefficients: 1.00 ULP with those that are fitted, 0.97 with the best that were found.
    They are moved at random, and kept if the largest error on the hard inputs is less. Hard
    are the inputs with an error above 0.925 ULP; from time to time the best coefficients are
    tried on all inputs, and those that are hard for them join the others.
    """
    f = np.float32
    log2_e, ln_2 = f(np.log2(np.e)), (f(6.9314575e-01), f(1.4286068e-06))
    generator = np.random.default_rng(3)

    def errors(x, c):
        # As in `exponent.rs` and `polynomial.rs`; the power of two is exact.
        n = np.rint(x * log2_e)
        r = (x - n * ln_2[0]) - n * ln_2[1]
        square = r * r
        tail = (c[0] + r * c[1]) + square * ((c[2] + r * c[3]) + square * c[4])
        y = np.ldexp(f(1) + (r + square * tail), n.astype(np.int32)).astype(np.float64)
        exact = np.exp(x.astype(np.float64))
        return np.abs(y - exact) * 2.0 ** (23 - np.floor(np.log2(exact)))

    def on_all_inputs(c):
        worst, hard = 0.0, []
        low, high = (int(f(v).view(np.uint32)) for v in (1e-3, 87.0))
        for start in range(low, high, 1 << 20):
            x = np.arange(start, min(start + (1 << 20), high), dtype=np.uint32).view(f)
            for x in (x, -x):
                found = errors(x, c)
                worst = max(worst, found.max())
                hard.append(x[found > 0.925])
        return worst, np.concatenate(hard)

    best = np.array([0x3EFFFFFE, 0x3E2AAA46, 0x3D2AAC2D, 0x3C091EAF, 0x3AB55B7D], np.uint32).view(f)
    hard = np.zeros(0, f)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        worst, more = on_all_inputs(best)
        print(f"{worst:.4f} ULP with", [hex(bits) for bits in best.view(np.uint32)], flush=True)
        hard = np.union1d(hard, more)
        least = errors(hard, best).max()
        for _ in range(3000):
            steps = generator.integers(-3, 4, 5) << generator.integers(0, 9, 5)
            steps[0] = generator.integers(-3, 4)
            moved = (best.view(np.int32) + (steps * generator.integers(0, 2, 5)).astype(np.int32)).view(f)
            found = errors(hard, moved).max()
            if found < least:
                best, least = moved, found


if __name__ == "__main__" and sys.argv[1:] == ["search"]:
    search()
elif __name__ == "__main__":
    wanted = sys.argv[1:] or list(DEGREES)
    # The numbers k and c are those of a few with which `gelu` turned out to have the least error.
    for index, (kind, short, half, k, middle, limit) in enumerate((
        (np.float32, 15, 12, mp.mpf(3), mp.mpf("0.375"), mp.mpf("14.5")),
        (np.float64, 42, 26, mp.mpf(7), mp.mpf("0.5"), mp.mpf(39)),
    )):
        constants(kind, short, half)
        parts_of_pi(kind, *((14, 32, 8) if kind is np.float32 else (33, 64, 20)))
        for name in wanted:
            show(name, fits(k, middle, limit)[name], DEGREES[name][index], kind)
