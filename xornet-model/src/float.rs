use xornet_core::Scalar;

/// A number type that model files are read and written in: `f32` or `f64`.
pub trait Float: Scalar {
    /// Parses a decimal number and rounds it to the nearest one of the type: infinity if it is too large,
    /// `None` if the text is not a number.
    fn parse(text: &str) -> Option<Self>;

    /// Returns the nearest number to an integer.
    fn from_integer(integer: u128) -> Self;

    /// Returns the shortest decimal that parses to the same number, in the syntax of TOML and Rust: `0.1`,
    /// `1e-7`.
    fn shortest(self) -> String;

    /// Appends the little-endian bytes.
    fn extend_le(self, bytes: &mut Vec<u8>);
}

macro_rules! float {
    ($float:ident) => {
        impl Float for $float {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn from_integer(integer: u128) -> Self {
                integer as Self
            }

            fn shortest(self) -> String {
                format!("{self:?}")
            }

            fn extend_le(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }
    };
}

float!(f32);
float!(f64);
