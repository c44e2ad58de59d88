use super::multiplier::{high_product, rounding_shift};
use super::quantization::clamp;
use super::{Multiplier, Quantization, Rescale};
use crate::{LayerKind, Shape};

/// The sum or the product of two tensors, element by element, with the broadcasting of numpy.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Merge<'a> {
    /// The shape of the output.
    pub shape: Shape,
    /// The operation.
    pub operation: Operation<'a>,
}

impl<'a> Merge<'a> {
    /// Makes the layer, whose output has these axes.
    ///
    /// # Panics
    ///
    /// If [`Shape::of`] does not allow the axes.
    #[must_use]
    pub const fn new(axes: &[usize], operation: Operation<'a>) -> Self {
        Self {
            shape: Shape::of(axes),
            operation,
        }
    }

    /// Returns the kind of the layer.
    #[must_use]
    pub const fn kind(&self) -> LayerKind {
        match self.operation {
            Operation::Add(_) => LayerKind::Add,
            Operation::Multiply(_) => LayerKind::Multiply,
        }
    }
}

/// An operation on two tensors.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operation<'a> {
    /// The sum.
    Add(Add),
    /// The product.
    Multiply(Multiply<'a>),
}

impl Operation<'_> {
    /// Returns the result for two integers.
    #[must_use]
    #[inline(always)]
    pub const fn output(&self, a: i8, b: i8) -> i8 {
        match self {
            Self::Add(add) => add.output(a, b),
            Self::Multiply(multiply) => multiply.output(a, b),
        }
    }
}

/// The bits by which the inputs of a sum are shifted to the left.
const LEFT: u32 = 20;

/// The sum of two integers with scales of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Add {
    /// The factors.
    pub factors: AddFactors,
    /// The zero points of both inputs and of the output.
    pub zero_points: [i8; 3],
    /// The smallest and the largest output.
    pub limits: [i8; 2],
}

/// The factors of a sum, by the rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddFactors {
    /// Both inputs are multiplied by 2^20 and brought to twice the larger scale by the first two factors, and their sum to the
    /// scale of the output by the third one: the algorithm of TensorFlow Lite's reference.
    Double([Multiplier; 3]),
    /// The products of both inputs with 21 bits of their factors are added, and shifted to the right once, halves up: the
    /// algorithm of XNNPACK.
    Single {
        /// The factors of both inputs.
        factors: [i32; 2],
        /// The bits by which the sum is shifted.
        shift: u32,
    },
}

impl AddFactors {
    /// Returns the factors of two roundings; `None` if a sum could overflow.
    #[must_use]
    pub const fn double(inputs: [Quantization; 2], output: Quantization) -> Option<Self> {
        let [a, b] = [inputs[0].scale as f64, inputs[1].scale as f64];
        let twice = 2.0 * if a > b { a } else { b };
        let sum = twice / ((1 << LEFT) as f64 * output.scale as f64);
        if sum >= 1.0 {
            return None;
        }
        Some(Self::Double([
            Multiplier::new(a / twice),
            Multiplier::new(b / twice),
            Multiplier::new(sum),
        ]))
    }

    /// Returns the factors of one rounding; `None` if the scale of the output is too small or too large for those of the
    /// inputs.
    #[must_use]
    pub const fn single(inputs: [Quantization; 2], output: Quantization) -> Option<Self> {
        let [a, b] = [
            inputs[0].scale / output.scale,
            inputs[1].scale / output.scale,
        ];
        let larger = if a > b { a } else { b };
        // The power of two below a normal number.
        let exponent = (larger.to_bits() >> 23) as i32 - 127;
        let shift = LEFT as i32 - exponent;
        if shift < 1 || shift > 40 {
            return None;
        }
        let power = (1_i64 << shift) as f64;
        Some(Self::Single {
            factors: [
                nearest_even(a as f64 * power),
                nearest_even(b as f64 * power),
            ],
            shift: shift as u32,
        })
    }
}

/// Returns the nearest integer to a number from 0 to 2^21, the even one of two that are equally near.
const fn nearest_even(number: f64) -> i32 {
    // The last bit of numbers from 2^52 on is one.
    const ROUND: f64 = (1_i64 << 52) as f64;
    ((number + ROUND) - ROUND) as i32
}

impl Add {
    /// Makes the operation.
    #[must_use]
    pub const fn new(factors: AddFactors, zero_points: [i8; 3], limits: [i8; 2]) -> Self {
        Self {
            factors,
            zero_points,
            limits,
        }
    }

    /// Returns the sum of two integers.
    #[inline(always)]
    const fn output(&self, a: i8, b: i8) -> i8 {
        let a = a as i32 - self.zero_points[0] as i32;
        let b = b as i32 - self.zero_points[1] as i32;
        let steps = match self.factors {
            AddFactors::Double([of_a, of_b, of_sum]) => {
                let sum = product(a << LEFT, of_a).wrapping_add(product(b << LEFT, of_b));
                product(sum, of_sum)
            }
            AddFactors::Single {
                factors: [of_a, of_b],
                shift,
            } => {
                let sum = a as i64 * of_a as i64 + b as i64 * of_b as i64;
                ((sum + (1 << shift >> 1)) >> shift) as i32
            }
        };
        clamp(
            steps.saturating_add(self.zero_points[2] as i32),
            self.limits,
        )
    }
}

/// Returns the product with a factor that is less than one.
#[inline(always)]
const fn product(number: i32, factor: Multiplier) -> i32 {
    rounding_shift(
        high_product(number, factor.quotient),
        factor.shift.unsigned_abs(),
    )
}

/// The product of two integers with scales of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Multiply<'a> {
    /// The zero points of both inputs.
    pub zero_points: [i8; 2],
    /// The step from products to outputs.
    pub rescale: Rescale<'a>,
}

impl<'a> Multiply<'a> {
    /// Makes the operation.
    #[must_use]
    pub const fn new(zero_points: [i8; 2], rescale: Rescale<'a>) -> Self {
        Self {
            zero_points,
            rescale,
        }
    }

    /// Returns the product of two integers.
    #[inline(always)]
    const fn output(&self, a: i8, b: i8) -> i8 {
        let a = a as i32 - self.zero_points[0] as i32;
        let b = b as i32 - self.zero_points[1] as i32;
        self.rescale.output(a * b, 0)
    }
}
