use core::fmt::{Debug, Display};
use core::ops::{Add, Div, Mul, Sub};

use crate::{Activation, DType};

/// A number type of networks: `f32` or `f64`, by the `dtype` of the model file.
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
    + Div<Output = Self>
    + sealed::Sealed
    + 'static
{
    /// The type as a value.
    const DTYPE: DType;

    /// Positive zero.
    const ZERO: Self;

    /// One.
    const ONE: Self;

    /// The largest finite number.
    const MAX: Self;

    /// The smallest magnitude that the state of a recurrent layer has, other than zero: 2^-64, in `f64` 2^-512. States
    /// that decay thus never become subnormal numbers, with which many processors compute slowly.
    const SMALLEST_STATE: Self;

    /// Rounds a number in double precision to the nearest one of this type, or to infinity if it is too large.
    fn from_f64(number: f64) -> Self;

    /// Returns the same value in double precision, exactly.
    fn to_f64(self) -> f64;

    /// Returns whether the number is neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// Returns whether the number is `+0.0` or `-0.0`.
    fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// Returns a new number of a recurrent layer's state: `+0` if its magnitude is below [`Self::SMALLEST_STATE`].
    fn settled(self) -> Self {
        if self < Self::SMALLEST_STATE && Self::ZERO - Self::SMALLEST_STATE < self {
            Self::ZERO
        } else {
            self
        }
    }

    /// Returns the square root, rounded to the nearest number.
    fn sqrt(self) -> Self;

    /// Applies `activation` to `values` in place. Those that are not elementwise, such as `softmax`, need all values
    /// of a layer.
    fn activate(activation: Activation<Self>, values: &mut [Self]);
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! scalar {
    ($float:ident, $dtype:ident, $smallest_state:expr) => {
        impl sealed::Sealed for $float {}

        impl Scalar for $float {
            const DTYPE: DType = DType::$dtype;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const MAX: Self = Self::MAX;
            const SMALLEST_STATE: Self = $smallest_state;

            fn from_f64(number: f64) -> Self {
                number as Self
            }

            fn to_f64(self) -> f64 {
                self.into()
            }

            fn is_finite(self) -> bool {
                self.is_finite()
            }

            fn sqrt(self) -> Self {
                crate::activation::$float::sqrt(self)
            }

            fn activate(activation: Activation<Self>, values: &mut [Self]) {
                activation.apply(values);
            }
        }
    };
}

scalar!(f32, F32, f32::from_bits((127 - 64) << 23));
scalar!(f64, F64, f64::from_bits((1023 - 512) << 52));
