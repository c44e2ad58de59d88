//! The activation functions in some 95 bits, each by its definition and a series that is known
//! to converge: what the tests hold the functions against.
//!
//! A result is multiplied by `2^scale`, which the caller chooses so that neither half is lost
//! to underflow or overflow; it is zero where the result is near 1. `goldens.rs` compares all
//! of it with values in 60 digits.
//!
//! Another set of formulas, in `xornet-testing`, judges whole networks in double precision. That is
//! too coarse for a fraction of the last bit of `f64`, and this too slow for networks; they share no
//! code, so that a mistake in one is not in the other.

use crate::pair::{Pair, scaled};
use crate::series::{exp, expm1, log1p, mills_ratio, sine};

/// `2 sqrt(2/π)`.
const GELU_TANH_FACTOR: Pair = Pair::new(1.5957691216057308, -9.96930880911092e-17);
/// `1 / sqrt(2π)`.
const NORMAL_FACTOR: Pair = Pair::new(0.3989422804014327, -2.49232720227773e-17);
/// The constants of Klambauer et al. (2017): `scale`, and `scale * alpha`.
const SELU_SCALE: Pair = Pair::new(1.0507009873554805, 3.9874847667154144e-17);
const SELU_SCALE_ALPHA: Pair = Pair::new(1.7580993408473768, 1.41535193800845e-17);

/// Below this the first term of a series at zero is exact to 400 bits.
const TINY: f64 = 1e-120;

/// Where the function is `slope x` to 400 bits.
fn at_zero(x: f64, scale: i32, slope: impl Into<Pair>) -> Pair {
    slope.into() * Pair::from(x).scaled(scale).high
}

pub fn relu(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    Pair::from(x.max(0.0)).scaled(scale)
}

pub fn relu6(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    Pair::from(x.clamp(0.0, 6.0)).scaled(scale)
}

pub fn clamp(x: f64, scale: i32, [min, max]: [f64; 2]) -> Pair {
    Pair::from(x.clamp(min, max)).scaled(scale)
}

pub fn leaky_relu(x: f64, scale: i32, [slope, _]: [f64; 2]) -> Pair {
    if x > 0.0 {
        Pair::from(x).scaled(scale)
    } else {
        Pair::from(x).scaled(scale) * slope
    }
}

pub fn elu(x: f64, scale: i32, [alpha, _]: [f64; 2]) -> Pair {
    celu_of(x, scale, Pair::from(alpha), 1.0)
}

pub fn celu(x: f64, scale: i32, [alpha, _]: [f64; 2]) -> Pair {
    celu_of(x, scale, Pair::from(alpha), alpha)
}

pub fn selu(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x > 0.0 {
        return SELU_SCALE * Pair::from(x).scaled(scale);
    }
    celu_of(x, scale, SELU_SCALE_ALPHA, 1.0)
}

/// `x` above zero, `factor (e^(x / divisor) - 1)` below.
fn celu_of(x: f64, scale: i32, factor: Pair, divisor: f64) -> Pair {
    if x > 0.0 {
        return Pair::from(x).scaled(scale);
    }
    if x.abs() < TINY {
        return at_zero(x, scale, factor / divisor);
    }
    factor * expm1(Pair::from(x.max(-1e5)) / divisor)
}

pub fn gelu(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    let a = x.abs();
    if a < TINY {
        return at_zero(x, scale, 0.5);
    }
    if a > 40.0 {
        return Pair::from(x.max(0.0)).scaled(scale);
    }
    let density = NORMAL_FACTOR * exp(-(Pair::product(a, a) * 0.5), scale);
    let tail = density * mills_ratio(a) * a;
    if x > 0.0 { Pair::from(x) - tail } else { -tail }
}

pub fn gelu_tanh(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x.abs() < TINY {
        return at_zero(x, scale, 0.5);
    }
    if x.abs() > 40.0 {
        return Pair::from(x.max(0.0)).scaled(scale);
    }
    let cubic = Pair::from(44715.0) / 1e6 * Pair::product(x, x) * x;
    sigmoid_of(GELU_TANH_FACTOR * (cubic + x), scale) * x
}

pub fn silu(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x.abs() < TINY {
        return at_zero(x, scale, 0.5);
    }
    if x > 400.0 {
        return Pair::from(x).scaled(scale);
    }
    let x = x.max(-1000.0);
    sigmoid_of(Pair::from(x), scale) * x
}

pub fn mish(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x.abs() < TINY {
        return at_zero(x, scale, Pair::from(3.0) / 5.0);
    }
    if x > 400.0 {
        return Pair::from(x).scaled(scale);
    }
    let x = x.max(-1000.0);
    // `tanh(ln(1 + t)) = (t² + 2t) / (t² + 2t + 2)` with `t = e^x`, for a positive `x` both by
    // `t²`.
    let t = exp(-Pair::from(x.abs()), 0);
    if x > 0.0 {
        let top = t * 2.0 + 1.0;
        top / (top + t.square() * 2.0) * x
    } else {
        let power = exp(Pair::from(x), scale);
        power * (t + 2.0) / (t.square() + t * 2.0 + 2.0) * x
    }
}

pub fn sigmoid(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    sigmoid_of(Pair::from(x), scale)
}

fn sigmoid_of(x: Pair, scale: i32) -> Pair {
    if x.high < 0.0 {
        exp(x, scale) / (exp(x, 0) + 1.0)
    } else {
        Pair::ONE / (exp(-x, 0) + 1.0)
    }
}

pub fn hard_sigmoid(x: f64, _: i32, [slope, offset]: [f64; 2]) -> Pair {
    // The nearest number of either type to 1/6 stands for it.
    if [1.0 / 6.0, f64::from(1.0f32 / 6.0)].contains(&slope) && offset == 0.5 {
        return Pair::sum(x.clamp(-3.0, 3.0), 3.0) / 6.0;
    }
    let value = Pair::product(slope, x.clamp(-1e10, 1e10)) + offset;
    match value.high {
        ..=0.0 => Pair::from(0.0),
        1.0.. => Pair::ONE,
        _ => value,
    }
}

pub fn hard_swish(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x >= 3.0 {
        return Pair::from(x).scaled(scale);
    }
    hard_sigmoid(x, 0, [1.0 / 6.0, 0.5]) * Pair::from(x.max(-3.0)).scaled(scale).high
}

pub fn tanh(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x.abs() < TINY {
        return at_zero(x, scale, 1.0);
    }
    let t = expm1(Pair::from(2.0 * x.abs().min(300.0)));
    t / (t + 2.0) * x.signum()
}

pub fn softplus(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x > 400.0 {
        return Pair::from(x).scaled(scale);
    }
    if x < -100.0 {
        // The next term is below the first by 144 bits.
        return exp(Pair::from(x), scale);
    }
    log1p(exp(-Pair::from(x.abs()), 0)) + x.max(0.0)
}

pub fn softsign(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    // Beyond, the exact product inside the division would overflow.
    let x = x.clamp(-1e150, 1e150);
    Pair::from(x).scaled(scale) / Pair::sum(x.abs(), 1.0)
}

pub fn exponential(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    exp(Pair::from(x), scale)
}

pub fn abs(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    Pair::from(x.abs()).scaled(scale)
}

pub fn sqrt(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x <= 0.0 || x.is_infinite() {
        return Pair::from(x.sqrt());
    }
    // One step of Newton's from what `f64` has, for a number of a size at which nothing is lost.
    let even = (x.log2() as i32) & !1;
    let x = scaled(x, -even);
    let root = x.sqrt();
    let rest = Pair::from(x) - Pair::product(root, root);
    (Pair::from(root) + rest / (2.0 * root)).scaled(even / 2 + scale)
}

pub fn sin(x: f64, scale: i32, _: [f64; 2]) -> Pair {
    if x.is_infinite() {
        return Pair::from(f64::NAN);
    }
    if x.abs() < TINY {
        return at_zero(x, scale, 1.0);
    }
    sine(x).scaled(scale)
}
