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
