use core::fmt;

/// The type of a tensor's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DType {
    /// Single precision.
    #[default]
    F32,
    /// Double precision.
    F64,
    /// Integers of eight bits, which stand for real numbers by a scale and a zero point.
    I8,
}

impl DType {
    /// All types.
    pub const ALL: &'static [Self] = &[Self::F32, Self::F64, Self::I8];

    /// Returns the name in model files, which is that in Rust.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::I8 => "i8",
        }
    }

    /// Returns the size of a number in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F64 => 8,
            Self::I8 => 1,
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
