use std::fmt::Debug;

/// The type of a network's numbers: `f32` or `f64`. Sealed.
pub trait Float: Copy + PartialEq + PartialOrd + Debug + sealed::Sealed + 'static {
    /// The name in model files and in Rust.
    const DTYPE: &'static str;
    /// Positive zero.
    const ZERO: Self;
    /// The largest finite number.
    const MAX: Self;

    /// The nearest number to a decimal text; infinite where it overflows, `None` where the text is
    /// not a number.
    fn parse(text: &str) -> Option<Self>;

    /// The nearest number to an integer.
    fn from_integer(integer: u128) -> Self;

    /// The nearest number to one in double precision; infinite where it overflows.
    fn from_f64(number: f64) -> Self;

    /// The shortest decimal that reads back the same, as TOML and Rust write it: `0.1`, `1e-7`.
    fn shortest(self) -> String;

    /// Appends the little-endian bytes.
    fn extend_le(self, bytes: &mut Vec<u8>);

    /// The same value in double precision.
    fn to_f64(self) -> f64;

    /// Whether this is neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// Whether this is `+0.0` or `-0.0`.
    fn is_zero(self) -> bool {
        self == Self::ZERO
    }
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! float {
    ($float:ident) => {
        impl sealed::Sealed for $float {}

        impl Float for $float {
            const DTYPE: &'static str = stringify!($float);
            const ZERO: Self = 0.0;
            const MAX: Self = Self::MAX;

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn from_integer(integer: u128) -> Self {
                integer as Self
            }

            fn from_f64(number: f64) -> Self {
                number as Self
            }

            fn shortest(self) -> String {
                format!("{self:?}")
            }

            fn extend_le(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn to_f64(self) -> f64 {
                self.into()
            }

            fn is_finite(self) -> bool {
                self.is_finite()
            }
        }
    };
}

float!(f32);
float!(f64);
