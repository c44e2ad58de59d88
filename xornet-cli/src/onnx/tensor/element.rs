//! The types of numbers.

/// The type of a tensor's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    Half,
    Bfloat,
    Single,
    Double,
    Integer,
    Bool,
}

impl Element {
    /// Reads ONNX' `TensorProto.DataType`; `Err` names a type that is not one of these.
    pub fn from_onnx(code: i32) -> Result<Self, String> {
        match code {
            1 => Ok(Self::Single),
            2..=7 | 12 | 13 => Ok(Self::Integer),
            9 => Ok(Self::Bool),
            10 => Ok(Self::Half),
            11 => Ok(Self::Double),
            16 => Ok(Self::Bfloat),
            8 => Err("strings".into()),
            14 | 15 => Err("complex numbers".into()),
            17..=25 => Err("numbers of 8 bits or fewer".into()),
            code => Err(format!("elements of the unknown type {code}")),
        }
    }

    /// Returns whether it is a floating-point type.
    pub fn is_float(self) -> bool {
        !matches!(self, Self::Integer | Self::Bool)
    }
}
