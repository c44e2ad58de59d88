use core::fmt::{Debug, Display};
use core::ops::{Add, Div, Mul, Sub};

use crate::reference::Compute;
use crate::{Activation, DType, Layer, quantized};

/// A number type of networks: `f32`, `f64` or `i8`, by the `dtype` of the model file.
///
/// This trait is sealed: no other type can implement it.
pub trait Scalar:
    Copy + Debug + Display + PartialEq + PartialOrd + sealed::Sealed + 'static
{
    /// The layers of networks of this type: [`Layer`], or [`quantized::Layer`] for `i8`.
    type Layer<'a>: Compute<Self> + Copy + Debug;

    /// Returns a layer whose numbers are borrowed for a shorter time; in generic code the compiler does not know that it can.
    #[doc(hidden)]
    fn shorten<'s, 'l: 's>(layer: &'s Self::Layer<'l>) -> &'s Self::Layer<'s>;

    /// The type as a value.
    const DTYPE: DType;

    /// Positive zero.
    const ZERO: Self;

    /// The largest finite number.
    const MAX: Self;

    /// Rounds a number in double precision to the nearest one of this type. One that is too large becomes infinity, or the
    /// nearest integer of a type without infinity.
    fn from_f64(number: f64) -> Self;

    /// Returns the same value in double precision, exactly.
    fn to_f64(self) -> f64;

    /// Returns the absolute difference to another number, rounded to the type, or the largest number if it is too large for
    /// integers.
    fn distance(self, other: Self) -> Self;

    /// Returns whether the number is neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// Returns whether the number is `+0.0` or `-0.0`.
    fn is_zero(self) -> bool {
        self == Self::ZERO
    }
}

/// A floating-point type of networks: `f32` or `f64`.
///
/// This trait is sealed: no other type can implement it.
pub trait Float:
    for<'a> Scalar<Layer<'a> = Layer<'a, Self>>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    /// One.
    const ONE: Self;

    /// The smallest magnitude that the state of a recurrent layer has, other than zero: 2^-64, in `f64` 2^-512. States
    /// that decay thus never become subnormal numbers, with which many processors compute slowly.
    const SMALLEST_STATE: Self;

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

macro_rules! float {
    ($float:ident, $dtype:ident, $smallest_state:expr) => {
        impl sealed::Sealed for $float {}

        impl Scalar for $float {
            type Layer<'a> = Layer<'a, Self>;

            const DTYPE: DType = DType::$dtype;
            const ZERO: Self = 0.0;
            const MAX: Self = Self::MAX;

            fn shorten<'s, 'l: 's>(layer: &'s Layer<'l, Self>) -> &'s Layer<'s, Self> {
                layer
            }

            fn from_f64(number: f64) -> Self {
                number as Self
            }

            fn to_f64(self) -> f64 {
                self.into()
            }

            fn distance(self, other: Self) -> Self {
                if self < other {
                    other - self
                } else {
                    self - other
                }
            }

            fn is_finite(self) -> bool {
                self.is_finite()
            }
        }

        impl Float for $float {
            const ONE: Self = 1.0;
            const SMALLEST_STATE: Self = $smallest_state;

            fn sqrt(self) -> Self {
                crate::activation::$float::sqrt(self)
            }

            fn activate(activation: Activation<Self>, values: &mut [Self]) {
                activation.apply(values);
            }
        }
    };
}

float!(f32, F32, f32::from_bits((127 - 64) << 23));
float!(f64, F64, f64::from_bits((1023 - 512) << 52));

impl sealed::Sealed for i8 {}

impl Scalar for i8 {
    type Layer<'a> = quantized::Layer<'a>;

    const DTYPE: DType = DType::I8;
    const ZERO: Self = 0;
    const MAX: Self = Self::MAX;

    fn shorten<'s, 'l: 's>(layer: &'s quantized::Layer<'l>) -> &'s quantized::Layer<'s> {
        layer
    }

    fn from_f64(number: f64) -> Self {
        quantized::nearest(number)
    }

    fn to_f64(self) -> f64 {
        self.into()
    }

    fn distance(self, other: Self) -> Self {
        let difference = self.abs_diff(other);
        Self::try_from(difference).unwrap_or(Self::MAX)
    }

    fn is_finite(self) -> bool {
        true
    }
}
