use datafusion_common::ScalarValue;
use datafusion_common::arrow::datatypes::{
    ArrowNativeType, ArrowPrimitiveType, Float32Type, Float64Type,
};
use xornet::Scalar;

/// A number type of networks, as Arrow has it: `f32` or `f64`.
///
/// No other type can implement this trait, since [`Scalar`] is sealed.
pub trait Number: Scalar + ArrowNativeType {
    /// The type in Arrow.
    type Arrow: ArrowPrimitiveType<Native = Self>;

    /// Returns the number in a scalar of this type; `None` if it is null, or of another type.
    fn of(scalar: &ScalarValue) -> Option<Self>;
}

impl Number for f32 {
    type Arrow = Float32Type;

    fn of(scalar: &ScalarValue) -> Option<Self> {
        match scalar {
            ScalarValue::Float32(number) => *number,
            _ => None,
        }
    }
}

impl Number for f64 {
    type Arrow = Float64Type;

    fn of(scalar: &ScalarValue) -> Option<Self> {
        match scalar {
            ScalarValue::Float64(number) => *number,
            _ => None,
        }
    }
}
