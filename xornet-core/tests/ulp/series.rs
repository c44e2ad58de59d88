//! Elementary functions in some 95 bits.

use std::f64::consts;
use std::sync::LazyLock;

use crate::pair::Pair;

const LN_2: Pair = Pair::new(consts::LN_2, 2.3190468138462996e-17);

/// `e^r - 1` for `|r| <= ln(2)/2`: Taylor's series for a sixteenth, then doubled four times.
fn expm1_near_zero(r: Pair) -> Pair {
    static INVERSE_FACTORIALS: LazyLock<[Pair; 15]> = LazyLock::new(|| {
        let mut factorial = Pair::ONE;
        std::array::from_fn(|n| {
            factorial = factorial * (n.max(1) as f64);
            Pair::ONE / factorial
        })
    });
    let r = r * (1.0 / 16.0);
    let terms = INVERSE_FACTORIALS[1..].iter().rev();
    let mut p = terms.fold(Pair::from(0.0), |sum, &term| sum * r + term) * r;
    for _ in 0..4 {
        p = p * 2.0 + p.square();
    }
    p
}

/// `n` and `e^r - 1`, where `x = n ln 2 + r`. Beyond 1000, where every function has its limit
/// or is infinite, `x` is taken for 1000.
fn reduced(x: Pair) -> (i32, Pair) {
    let x = if x.high.abs() > 1000.0 {
        Pair::from(1000f64.copysign(x.high))
    } else {
        x
    };
    let n = (x.high * consts::LOG2_E).round();
    (n as i32, expm1_near_zero(x - LN_2 * n))
}

/// `2^scale e^x`.
pub fn exp(x: Pair, scale: i32) -> Pair {
    let (n, p) = reduced(x);
    (p + 1.0).scaled(n + scale)
}

pub fn expm1(x: Pair) -> Pair {
    let (n, p) = reduced(x);
    p.scaled(n) + (Pair::ONE.scaled(n) - 1.0)
}

/// `ln(1 + u)` for `0 <= u <= 1`: one step of Newton's from what `f64` has.
pub fn log1p(u: Pair) -> Pair {
    let start = Pair::from(u.high.ln_1p());
    let power = expm1(start);
    let step = (u - power) / (power + 1.0);
    start + (step - step.square() * 0.5)
}

/// `Φ(-a) sqrt(2π) e^(a²/2)`, Mills' ratio, for `0 <= a <= 40`.
///
/// It solves `R' = a R - 1`. From 40, where the asymptotic series is good to 110 bits, it is
/// carried to zero in steps of a sixteenth, in the direction in which errors die out.
pub fn mills_ratio(a: f64) -> Pair {
    const STEPS: usize = 16;
    static TABLE: LazyLock<Vec<Pair>> = LazyLock::new(|| {
        let mut table = vec![Pair::from(0.0); 40 * STEPS + 1];
        let last = 40.0f64;
        let (mut term, mut sum) = (Pair::ONE, Pair::from(0.0));
        for k in 0..20 {
            sum = sum + term;
            term = -(term * f64::from(2 * k + 1) / (last * last));
        }
        table[40 * STEPS] = sum / last;
        for i in (0..40 * STEPS).rev() {
            let center = (i + 1) as f64 / STEPS as f64;
            table[i] = taylor(table[i + 1], center, -1.0 / STEPS as f64);
        }
        table
    });
    /// The ratio at `center + step`, from that at `center`.
    fn taylor(ratio: Pair, center: f64, step: f64) -> Pair {
        let (mut last, mut this) = (ratio, ratio * center - 1.0);
        let (mut sum, mut power) = (ratio, Pair::ONE);
        for n in 1..30 {
            power = power * step;
            sum = sum + this * power;
            (last, this) = (this, (this * center + last) / f64::from(n + 1));
        }
        sum
    }
    let i = (a * STEPS as f64).round();
    let center = i / STEPS as f64;
    taylor(TABLE[i as usize], center, a - center)
}

/// The binary places of `2/π`, 64 in each word.
const TWO_OVER_PI: [u64; 20] = [
    0xa2f9836e4e441529,
    0xfc2757d1f534ddc0,
    0xdb6295993c439041,
    0xfe5163abdebbc561,
    0xb7246e3a424dd2e0,
    0x06492eea09d1921c,
    0xfe1deb1cb129a73e,
    0xe88235f52ebb4484,
    0xe99c7026b45f7e41,
    0x3991d639835339f4,
    0x9c845f8bbdf9283b,
    0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f,
    0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea,
    0x6bfb5fb11f8d5d08,
    0x56033046fc7b6bab,
    0xf0cfbc209af4361d,
];
const HALF_PI: Pair = Pair::new(consts::FRAC_PI_2, 6.123233995736766e-17);

/// The sine of a finite angle, which is reduced to an eighth of a turn by exact multiplication with 256 of the places
/// of `2/π` from where they are worth less than 4.
pub fn sine(x: f64) -> Pair {
    if x.abs() < 0.75 {
        return near_zero(Pair::from(x), true);
    }
    let bits = x.abs().to_bits();
    let exponent = ((bits >> 52) as i32).max(1) - 1075;
    let significand = (bits & ((1 << 52) - 1)) | if bits >> 52 > 0 { 1 << 52 } else { 0 };
    // The first place that is worth 2 or less; the first of all is worth a half.
    let start = exponent - 2;
    let word = |index: i32| {
        let (first, shift) = (start.div_euclid(64) + index, start.rem_euclid(64));
        let at = |index: i32| {
            let index = usize::try_from(index).ok();
            index.map_or(0, |index| TWO_OVER_PI.get(index).copied().unwrap_or(0))
        };
        if shift == 0 {
            at(first)
        } else {
            at(first) << shift | at(first + 1) >> (64 - shift)
        }
    };
    // The angle in quarters of a turn, modulo 4: two bits of whole ones, and 254 places.
    let mut angle = [0u64; 4];
    let mut carry = 0u128;
    for index in (0..4).rev() {
        let product = u128::from(significand) * u128::from(word(index as i32)) + carry;
        angle[index] = product as u64;
        carry = product >> 64;
    }
    // The nearest quarter, and the rest.
    let quarter = (angle[0].wrapping_add(1 << 61)) >> 62;
    angle[0] = angle[0].wrapping_sub(quarter << 62);
    let negative = angle[0] >> 63 == 1;
    if negative {
        let mut carry = true;
        for word in angle.iter_mut().rev() {
            (*word, carry) = (!*word).overflowing_add(u64::from(carry));
        }
    }
    // Halves of words are exact as floats.
    let mut rest = Pair::from(0.0);
    for (index, word) in (0..).zip(angle) {
        let unit = -62 - 64 * index;
        rest = rest + Pair::from((word >> 32) as f64).scaled(unit + 32);
        rest = rest + Pair::from((word & 0xffff_ffff) as f64).scaled(unit);
    }
    let r = if negative { -rest } else { rest } * HALF_PI;
    let value = match quarter % 4 {
        0 => near_zero(r, true),
        1 => near_zero(r, false),
        2 => -near_zero(r, true),
        _ => -near_zero(r, false),
    };
    if x < 0.0 { -value } else { value }
}

/// The sine or the cosine of at most an eighth of a turn, by Taylor's series.
fn near_zero(r: Pair, sine: bool) -> Pair {
    static INVERSE_FACTORIALS: LazyLock<[Pair; 30]> = LazyLock::new(|| {
        let mut factorial = Pair::ONE;
        std::array::from_fn(|n| {
            factorial = factorial * (n.max(1) as f64);
            Pair::ONE / factorial
        })
    });
    let first = usize::from(sine);
    let square = -r.square();
    let terms = INVERSE_FACTORIALS[first..].iter().step_by(2).rev();
    let sum = terms.fold(Pair::from(0.0), |sum, &term| sum * square + term);
    if sine { sum * r } else { sum }
}
