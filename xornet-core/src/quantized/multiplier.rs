//! Real multipliers in integers, as gemmlowp and TensorFlow Lite have them.

use super::quantization::nearest_away;

/// A positive real number as `quotient · 2^(shift − 31)`, by which 32-bit sums are multiplied.
///
/// The algorithms are those of TensorFlow Lite (`QuantizeMultiplier` and `MultiplyByQuantizedMultiplier`, with two
/// roundings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Multiplier {
    /// The fraction, in units of 2^-31; from 2^30 up, or zero.
    pub quotient: i32,
    /// The power of two.
    pub shift: i32,
}

impl Multiplier {
    /// Returns the nearest multiplier to a positive number, which is zero below 2^-32.
    #[must_use]
    pub const fn new(real: f64) -> Self {
        let (fraction, mut shift) = fraction_and_exponent(real);
        let mut quotient = nearest_away(fraction * (1_i64 << 31) as f64);
        if quotient == 1 << 31 {
            quotient /= 2;
            shift += 1;
        }
        if shift < -31 {
            return Self {
                quotient: 0,
                shift: 0,
            };
        }
        Self {
            quotient: quotient as i32,
            shift,
        }
    }

    /// Makes a multiplier from its parts.
    #[must_use]
    pub const fn from_parts(quotient: i32, shift: i32) -> Self {
        Self { quotient, shift }
    }

    /// Returns the multiplier divided by a count, as the mean of so many numbers needs it: the quotient is divided once, with
    /// as many bits as it can have.
    #[must_use]
    pub const fn divided_by(self, count: usize) -> Self {
        let bits = (usize::BITS - 1 - count.leading_zeros()) as i32;
        let most = if bits < 32 { bits } else { 32 };
        let shift = if most < 31 + self.shift {
            most
        } else {
            31 + self.shift
        };
        Self {
            quotient: (((self.quotient as i64) << shift) / count as i64) as i32,
            shift: self.shift - shift,
        }
    }

    /// Returns the product with a sum: the high half of twice the product with the quotient, and then a division by a power
    /// of two, each rounded to the nearest number. Halves are rounded up in the first step, and away from zero in the second.
    #[must_use]
    #[inline(always)]
    pub const fn multiply(self, sum: i32) -> i32 {
        if self.shift > 0 {
            high_product(sum.wrapping_shl(self.shift as u32), self.quotient)
        } else {
            rounding_shift(high_product(sum, self.quotient), self.shift.unsigned_abs())
        }
    }
}

/// Returns the fraction from 1/2 to 1 of a positive number, and its power of two.
const fn fraction_and_exponent(real: f64) -> (f64, i32) {
    const BITS: u32 = f64::MANTISSA_DIGITS - 1;
    const BIAS: i32 = 1022;
    if real < f64::MIN_POSITIVE {
        return (0.0, 0);
    }
    let bits = real.to_bits();
    let exponent = (bits >> BITS) as i32 - BIAS;
    let fraction = f64::from_bits(bits & ((1 << BITS) - 1) | (BIAS as u64) << BITS);
    (fraction, exponent)
}

/// Returns the high half of twice the product, rounded to the nearest number, halves up; the one product that is too large
/// saturates. This is `SaturatingRoundingDoublingHighMul` of gemmlowp, and `SQRDMULH` of Arm.
#[inline(always)]
pub(super) const fn high_product(a: i32, b: i32) -> i32 {
    if a == i32::MIN && b == i32::MIN {
        return i32::MAX;
    }
    ((a as i64 * b as i64 + (1 << 30)) >> 31) as i32
}

/// Divides by a power of two below 2^32, and rounds to the nearest number, halves away from zero. This is
/// `RoundingDivideByPOT` of gemmlowp.
#[inline(always)]
pub(super) const fn rounding_shift(number: i32, exponent: u32) -> i32 {
    let exponent = exponent & 31;
    let mask = ((1_u32 << exponent) - 1) as i32;
    let threshold = (mask >> 1) + (number < 0) as i32;
    (number >> exponent) + ((number & mask) > threshold) as i32
}

#[cfg(test)]
mod tests {
    use super::{Multiplier, high_product, rounding_shift};

    #[test]
    fn multipliers_are_fractions_of_31_bits() {
        let parts = |real: f64| (Multiplier::new(real).quotient, Multiplier::new(real).shift);
        assert_eq!(parts(1.0), (1 << 30, 1));
        assert_eq!(parts(0.5), (1 << 30, 0));
        assert_eq!(parts(0.75), (3 << 29, 0));
        assert_eq!(parts(1.0 - 2.0_f64.powi(-40)), (1 << 30, 1));
        assert_eq!(parts(2.0_f64.powi(-33)), (0, 0));
        assert_eq!(parts(0.0), (0, 0));
    }

    #[test]
    fn one_changes_nothing() {
        for sum in (-100_000..100_000).chain([i32::MIN / 2, i32::MAX / 2]) {
            assert_eq!(Multiplier::new(1.0).multiply(sum), sum);
        }
    }

    #[test]
    fn halves_are_rounded_up_and_then_away_from_zero() {
        assert_eq!(
            [1, -1, 3, -3].map(|a| high_product(a, 1 << 30)),
            [1, 0, 2, -1]
        );
        assert_eq!(
            [2, -2, 6, -6, 5, -5].map(|a| rounding_shift(a, 2)),
            [1, -1, 2, -2, 1, -1]
        );
        assert_eq!(rounding_shift(-7, 0), -7);
        assert_eq!(high_product(i32::MIN, i32::MIN), i32::MAX);
    }
}
