//! Softmax in integers: the algorithm of gemmlowp and of TensorFlow Lite's reference.
//!
//! The names of gemmlowp's fixed-point types tell the number of integer bits: a number of `n` integer bits is its raw
//! integer times `2^(n − 31)`.

use super::multiplier::{high_product, rounding_shift};
use super::{Multiplier, Quantization};

/// The integer bits of the differences to the largest input.
const DIFFERENCE_BITS: i32 = 5;

/// The integer bits of the sum of all exponentials.
const SUM_BITS: u32 = 12;

/// The softmax of integers with a scale; its outputs have the scale 1/256 and the zero point −128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Softmax {
    /// The factor from the difference of two inputs to a number of five integer bits.
    pub multiplier: Multiplier,
    /// The smallest difference whose exponential is not zero.
    pub least: i32,
}

impl Softmax {
    /// The quantization of the outputs.
    pub const OUTPUT: Quantization = Quantization {
        scale: 1.0 / 256.0,
        zero_point: -128,
    };

    /// Makes the layer for inputs of this scale.
    #[must_use]
    pub const fn new(scale: f32) -> Self {
        const LARGEST: f64 = ((1_i64 << 31) - 1) as f64;
        let factor = scale as f64 * (1_i64 << (31 - DIFFERENCE_BITS)) as f64;
        let multiplier = Multiplier::new(if factor < LARGEST { factor } else { LARGEST });
        // The difference that the multiplier makes the smallest number of five integer bits.
        let radius =
            (((1_i64 << DIFFERENCE_BITS) - 1) << (31 - DIFFERENCE_BITS)) >> left(multiplier);
        Self {
            multiplier,
            least: -(radius as i32),
        }
    }

    /// Makes the layer from its parts.
    #[must_use]
    pub const fn from_parts(multiplier: Multiplier, least: i32) -> Self {
        Self { multiplier, least }
    }

    /// Computes the softmax of one row, in place.
    pub const fn apply(&self, row: &mut [i8]) {
        let count = row.len();
        let mut largest = i8::MIN;
        let mut i = 0;
        while i < count {
            if row[i] > largest {
                largest = row[i];
            }
            i += 1;
        }
        let mut sum = 0_i32;
        let mut i = 0;
        while i < count {
            if let Some(exponential) = self.exponential(row[i], largest) {
                sum = sum.wrapping_add(rounding_shift(exponential, SUM_BITS));
            }
            i += 1;
        }
        let (reciprocal, bits) = reciprocal(sum);
        let mut i = 0;
        while i < count {
            row[i] = match self.exponential(row[i], largest) {
                Some(exponential) => {
                    let product = high_product(reciprocal, exponential);
                    // The outputs have 8 bits of 31.
                    let output = rounding_shift(product, bits + 23) - 128;
                    if output > 127 { 127 } else { output as i8 }
                }
                None => i8::MIN,
            };
            i += 1;
        }
    }

    /// Returns the exponential of an input, divided by that of the largest; `None` if it is zero.
    const fn exponential(&self, input: i8, largest: i8) -> Option<i32> {
        let difference = input as i32 - largest as i32;
        if difference < self.least {
            return None;
        }
        let shifted = difference.wrapping_shl(left(self.multiplier));
        Some(exponential(high_product(shifted, self.multiplier.quotient)))
    }
}

/// Returns the power of two by which differences are multiplied.
const fn left(multiplier: Multiplier) -> u32 {
    if multiplier.shift > 0 {
        multiplier.shift as u32
    } else {
        0
    }
}

/// Returns `e^x` of a number that is not positive and has five integer bits, with no integer bits.
const fn exponential(x: i32) -> i32 {
    /// A quarter.
    const QUARTER: i32 = 1 << 24;
    /// `e^(−2^n)` for n from −2 on, with no integer bits.
    const POWERS: [i32; 7] = [
        1_672_461_947,
        1_302_514_674,
        790_015_084,
        290_630_308,
        39_332_535,
        720_401,
        242,
    ];
    if x == 0 {
        return i32::MAX;
    }
    let rest = (x & (QUARTER - 1)) - QUARTER;
    let mut result = exponential_of_quarter(shift_left(rest, DIFFERENCE_BITS as u32));
    let remainder = rest.wrapping_sub(x);
    let mut i = 0;
    while i < POWERS.len() {
        if remainder & (QUARTER << i) != 0 {
            result = high_product(result, POWERS[i]);
        }
        i += 1;
    }
    result
}

/// Returns `e^x` for x from −1/4 to 0, by a Taylor series around −1/8; there are no integer bits.
const fn exponential_of_quarter(x: i32) -> i32 {
    /// `e^(−1/8)`.
    const CONSTANT: i32 = 1_895_147_668;
    /// A third.
    const THIRD: i32 = 715_827_883;
    let x = x + (1 << 28);
    let x2 = high_product(x, x);
    let x3 = high_product(x2, x);
    let x4 = high_product(x2, x2);
    let sum = rounding_shift(x4, 2) + x3;
    let sum = rounding_shift(high_product(sum, THIRD) + x2, 1);
    CONSTANT + high_product(CONSTANT, x + sum)
}

/// Returns the reciprocal of a sum of 12 integer bits, as a number without integer bits from 1/2 to 1, and how far it has to
/// be shifted to the right.
const fn reciprocal(sum: i32) -> (i32, u32) {
    let zeros = sum.leading_zeros();
    // There is an exponential of one, so that the sum has no more zeros than integer bits.
    let bits = SUM_BITS.saturating_sub(zeros);
    let fraction = (sum as u32).wrapping_shl(zeros).wrapping_sub(1 << 31);
    (one_over_one_plus(fraction as i32), bits)
}

/// Returns `1 / (1 + x)` for x from 0 to 1, by three steps of Newton's method; there are no integer bits.
const fn one_over_one_plus(x: i32) -> i32 {
    /// 48/17 and −32/17, with two integer bits.
    const START: [i32; 2] = [1_515_870_810, -1_010_580_540];
    /// One, with two integer bits.
    const ONE: i32 = 1 << 29;
    // Half of the sum of x and one, rounded.
    let half = ((x as i64 + i32::MAX as i64 + 1) / 2) as i32;
    let mut result = START[0] + high_product(half, START[1]);
    let mut step = 0;
    while step < 3 {
        let error = ONE - high_product(half, result);
        result = result.wrapping_add(shift_left(high_product(result, error), 2));
        step += 1;
    }
    shift_left(result, 1)
}

/// Multiplies by a power of two, and saturates.
const fn shift_left(number: i32, exponent: u32) -> i32 {
    let product = (number as i64) << exponent;
    if product > i32::MAX as i64 {
        i32::MAX
    } else if product < i32::MIN as i64 {
        i32::MIN
    } else {
        product as i32
    }
}

#[cfg(test)]
mod tests {
    use super::Softmax;

    #[test]
    fn equal_inputs_have_equal_shares() {
        let mut row = [5; 4];
        Softmax::new(0.1).apply(&mut row);
        assert_eq!(row, [-64; 4]);
    }

    #[test]
    fn outputs_are_near_those_of_real_numbers() {
        let scale = 0.093_f32;
        let input = [-100_i8, -20, 3, 17, 20, 40, 41, -128];
        let mut output = input;
        Softmax::new(scale).apply(&mut output);
        let exponentials = input.map(|q| (f64::from(scale) * f64::from(q)).exp());
        let sum: f64 = exponentials.iter().sum();
        for (output, exponential) in output.iter().zip(exponentials) {
            let share = (f64::from(*output) + 128.0) / 256.0;
            assert!((share - exponential / sum).abs() < 1.0 / 256.0);
        }
    }
}
