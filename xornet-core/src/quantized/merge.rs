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

/// The sum of two integers with scales of their own. Both inputs are multiplied by 2^20 and brought to twice the larger
/// scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Add {
    /// The factors of both inputs and of their sum.
    pub factors: [Multiplier; 3],
    /// Whether each product is rounded once, halves up.
    pub is_single: bool,
    /// The zero points of both inputs and of the output.
    pub zero_points: [i8; 3],
    /// The smallest and the largest output.
    pub limits: [i8; 2],
}

impl Add {
    /// Returns the factors of both inputs and of their sum, which are less than one if no sum can overflow.
    #[must_use]
    pub const fn scales(inputs: [Quantization; 2], output: Quantization) -> [f64; 3] {
        let [a, b] = [inputs[0].scale as f64, inputs[1].scale as f64];
        let twice = 2.0 * if a > b { a } else { b };
        [
            a / twice,
            b / twice,
            twice / ((1 << LEFT) as f64 * output.scale as f64),
        ]
    }

    /// Makes the operation from its parts.
    #[must_use]
    pub const fn new(
        factors: [Multiplier; 3],
        is_single: bool,
        zero_points: [i8; 3],
        limits: [i8; 2],
    ) -> Self {
        Self {
            factors,
            is_single,
            zero_points,
            limits,
        }
    }

    /// Returns the sum of two integers.
    #[inline(always)]
    const fn output(&self, a: i8, b: i8) -> i8 {
        let [of_a, of_b, of_sum] = self.factors;
        let a = (a as i32 - self.zero_points[0] as i32) << LEFT;
        let b = (b as i32 - self.zero_points[1] as i32) << LEFT;
        let sum = self.product(a, of_a).wrapping_add(self.product(b, of_b));
        let steps = self.product(sum, of_sum);
        clamp(
            steps.saturating_add(self.zero_points[2] as i32),
            self.limits,
        )
    }

    /// Returns the product with a factor that is less than one.
    #[inline(always)]
    const fn product(&self, number: i32, factor: Multiplier) -> i32 {
        let shift = factor.shift.unsigned_abs();
        if self.is_single {
            let shift = shift + 31;
            let product = number as i64 * factor.quotient as i64;
            return ((product + (1 << (shift - 1))) >> shift) as i32;
        }
        rounding_shift(high_product(number, factor.quotient), shift)
    }
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
