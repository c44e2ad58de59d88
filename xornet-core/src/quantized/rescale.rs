//! From 32-bit sums to integers of eight bits.

use super::quantization::clamp;
use super::{Multiplier, Quantization};

/// The rounding of a network: the way in which a 32-bit sum becomes an integer of eight bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rounding {
    /// Two roundings in integers, as in TensorFlow Lite for Microcontrollers, CMSIS-NN and TensorFlow Lite's reference.
    #[default]
    Double,
    /// One rounding of a product in single precision, as in LiteRT with XNNPACK.
    Single,
}

impl Rounding {
    /// All roundings.
    pub const ALL: [Self; 2] = [Self::Double, Self::Single];

    /// Returns the name in model files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Single => "single",
        }
    }
}

/// The factors by which sums are multiplied, one per channel or one for all.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Factors<'a> {
    /// Multipliers in integers.
    Double(&'a [Multiplier]),
    /// Numbers in single precision.
    Single(&'a [f32]),
}

/// The last step of a layer: sums are multiplied by a factor, moved by the zero point of the output, and limited.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rescale<'a> {
    /// The factors.
    pub factors: Factors<'a>,
    /// The zero point of the output.
    pub zero_point: i8,
    /// The smallest and the largest output.
    pub limits: [i8; 2],
}

impl<'a> Rescale<'a> {
    /// Makes the step.
    #[must_use]
    pub const fn new(factors: Factors<'a>, zero_point: i8, limits: [i8; 2]) -> Self {
        Self {
            factors,
            zero_point,
            limits,
        }
    }

    /// Returns the output for a sum of a channel.
    #[must_use]
    #[inline(always)]
    pub const fn output(&self, sum: i32, channel: usize) -> i8 {
        let steps = match self.factors {
            Factors::Double(factors) => {
                one(factors, channel, Multiplier::from_parts(0, 0)).multiply(sum)
            }
            Factors::Single(factors) => product(sum, one(factors, channel, 0.0)),
        };
        clamp(steps.saturating_add(self.zero_point as i32), self.limits)
    }
}

/// Returns the element of a channel, or the one for all channels.
#[inline(always)]
const fn one<T: Copy>(factors: &[T], channel: usize, none: T) -> T {
    match factors {
        [one] => *one,
        factors if channel < factors.len() => factors[channel],
        _ => none,
    }
}

/// Returns the product of a sum with a factor in single precision, rounded to the nearest integer, halves to even. Products
/// beyond 2^22, which no output needs, are limited to that.
#[inline(always)]
pub(super) const fn product(sum: i32, factor: f32) -> i32 {
    const MOST: f32 = (1 << 22) as f32;
    // The last bit of numbers from 2^23 to 2^24 is one, so that an addition rounds to integers.
    const ROUND: f32 = (3 << 22) as f32;
    let product = sum as f32 * factor;
    let product = if product < -MOST {
        -MOST
    } else if product > MOST {
        MOST
    } else {
        product
    };
    (product + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i32
}

/// Returns the range of the outputs of a layer with an activation: all, those from zero on, or those from 0 to 6.
#[must_use]
pub const fn limits(activation: Clamp, output: Quantization) -> [i8; 2] {
    let zero = output.quantize(0.0);
    match activation {
        Clamp::Linear => [i8::MIN, i8::MAX],
        Clamp::Relu => [zero, i8::MAX],
        Clamp::Relu6 => [zero, output.quantize(6.0)],
    }
}

/// An activation that only limits the outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clamp {
    /// No limit.
    #[default]
    Linear,
    /// The numbers below zero become zero.
    Relu,
    /// As `Relu`, and those above six become six.
    Relu6,
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn products_are_rounded_to_even() {
        assert_eq!(
            [1, 3, 5, -1, -3].map(|sum| product(sum, 0.5)),
            [0, 2, 2, 0, -2]
        );
        assert_eq!(product(i32::MAX, 1.0), 1 << 22);
        assert_eq!(product(i32::MIN, 1.0), -(1 << 22));
        for sum in (-200_000..200_000).step_by(7) {
            let factor = 0.003_717_3_f32;
            assert_eq!(
                product(sum, factor),
                (sum as f32 * factor).round_ties_even() as i32
            );
        }
    }
}
