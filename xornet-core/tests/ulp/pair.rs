//! Numbers of some 106 bits, as the sum of two `f64` (Dekker, 1971).

use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub high: f64,
    pub low: f64,
}

impl Pair {
    pub const ONE: Self = Self::new(1.0, 0.0);

    pub const fn new(high: f64, low: f64) -> Self {
        Self { high, low }
    }

    /// `a + b` for `|a| >= |b|`.
    fn ordered_sum(a: f64, b: f64) -> Self {
        let sum = a + b;
        Self::new(sum, b - (sum - a))
    }

    /// `a + b`, exactly.
    pub fn sum(a: f64, b: f64) -> Self {
        let sum = a + b;
        let back = sum - a;
        Self::new(sum, (a - (sum - back)) + (b - back))
    }

    /// `a * b`, exactly.
    pub fn product(a: f64, b: f64) -> Self {
        let split = |x: f64| {
            let scaled = x * 134_217_729.0;
            let high = scaled - (scaled - x);
            (high, x - high)
        };
        let ((a1, a0), (b1, b0)) = (split(a), split(b));
        let product = a * b;
        Self::new(product, ((a1 * b1 - product) + a1 * b0 + a0 * b1) + a0 * b0)
    }

    pub fn square(self) -> Self {
        self * self
    }

    /// By a power of two.
    pub fn scaled(self, exponent: i32) -> Self {
        Self::new(scaled(self.high, exponent), scaled(self.low, exponent))
    }
}

/// `x` by a power of two, in two steps, as the power need not be a number.
pub fn scaled(x: f64, exponent: i32) -> f64 {
    let power = |exponent: i32| f64::from_bits(((exponent + 1023) as u64) << 52);
    let half = exponent / 2;
    x * power(half) * power(exponent - half)
}

impl From<f64> for Pair {
    fn from(high: f64) -> Self {
        Self::new(high, 0.0)
    }
}

impl Neg for Pair {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.high, -self.low)
    }
}

impl<T: Into<Pair>> Add<T> for Pair {
    type Output = Self;

    fn add(self, other: T) -> Self {
        let other = other.into();
        let (high, low) = (
            Self::sum(self.high, other.high),
            Self::sum(self.low, other.low),
        );
        let sum = Self::ordered_sum(high.high, high.low + low.high);
        Self::ordered_sum(sum.high, sum.low + low.low)
    }
}

impl<T: Into<Pair>> Sub<T> for Pair {
    type Output = Self;

    fn sub(self, other: T) -> Self {
        self + -other.into()
    }
}

impl<T: Into<Pair>> Mul<T> for Pair {
    type Output = Self;

    fn mul(self, other: T) -> Self {
        let other = other.into();
        let product = Self::product(self.high, other.high);
        let low = product.low + (self.high * other.low + self.low * other.high);
        Self::ordered_sum(product.high, low)
    }
}

impl<T: Into<Pair>> Div<T> for Pair {
    type Output = Self;

    fn div(self, other: T) -> Self {
        let other = other.into();
        let first = self.high / other.high;
        let rest = self - other * first;
        let second = rest.high / other.high;
        let rest = rest - other * second;
        Self::ordered_sum(first, second) + rest.high / other.high
    }
}
