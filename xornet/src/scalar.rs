use core::fmt::{Debug, Display};
use core::ops::{Add, Mul};

use crate::Activation;

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
    + Mul<Output = Self>
    + sealed::Sealed
    + 'static
{
    /// Positive zero.
    const ZERO: Self;

    /// Applies `activation` to `values`, in place. Some activations, softmax for one, take the
    /// vector as a whole.
    fn activate(activation: Activation<Self>, values: &mut [Self]);
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! scalar {
    ($float:ident) => {
        impl sealed::Sealed for $float {}

        impl Scalar for $float {
            const ZERO: Self = 0.0;

            fn activate(activation: Activation<Self>, values: &mut [Self]) {
                activation.apply(values);
            }
        }
    };
}

scalar!(f32);
scalar!(f64);
