use core::fmt::{Debug, Display};
use core::ops::{Add, Mul, Sub};

use crate::{Activation, DType};

/// The number type of a network: `f32` or `f64`, by the model file's `dtype`.
///
/// This trait is sealed: no other type can implement it.
pub trait Scalar:
    Copy
    + Debug
    + Display
    + PartialEq
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + sealed::Sealed
    + 'static
{
    /// The type as a value.
    const DTYPE: DType;

    /// Positive zero.
    const ZERO: Self;

    /// The largest finite number.
    const MAX: Self;

    /// Returns the nearest number to one in double precision; infinite where it overflows.
    fn from_f64(number: f64) -> Self;

    /// Returns the same value in double precision.
    fn to_f64(self) -> f64;

    /// Returns whether this is neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// Returns whether this is `+0.0` or `-0.0`.
    fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// Applies `activation` to `values`, in place. Some activations, softmax for one, take the
    /// vector as a whole.
    fn activate(activation: Activation<Self>, values: &mut [Self]);
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! scalar {
    ($float:ident, $dtype:ident) => {
        impl sealed::Sealed for $float {}

        impl Scalar for $float {
            const DTYPE: DType = DType::$dtype;
            const ZERO: Self = 0.0;
            const MAX: Self = Self::MAX;

            fn from_f64(number: f64) -> Self {
                number as Self
            }

            fn to_f64(self) -> f64 {
                self.into()
            }

            fn is_finite(self) -> bool {
                self.is_finite()
            }

            fn activate(activation: Activation<Self>, values: &mut [Self]) {
                activation.apply(values);
            }
        }
    };
}

scalar!(f32, F32);
scalar!(f64, F64);
