use std::fmt::{Debug, Display};

use xornet_core::Scalar;

use crate::layer::NetworkLayer;
use crate::plan::Planned;
use crate::{Layer, quantized};

/// A number type of model files: that of a network, or the `i32` of the biases of a network of eight bits.
pub trait Number: Copy + Debug + Display + Default + PartialEq + PartialOrd + 'static {
    /// The name of the type in Rust.
    const NAME: &'static str;

    /// Whether the type has only integers.
    const IS_INTEGER: bool;

    /// Parses a decimal number and rounds it to the nearest one of the type: infinity if it is too large and the type has
    /// that; `None` if the text is not a number of the type.
    fn parse(text: &str) -> Option<Self>;

    /// Returns the nearest number to an integer; `None` if it is too large for a type without infinity.
    fn from_integer(integer: u128) -> Option<Self>;

    /// Returns whether the number is neither infinite nor NaN.
    fn is_valid(self) -> bool;

    /// Returns the nearest number to one in double precision; `None` if it is not finite, too large, or not an integer
    /// where the type has only these.
    fn from_wide(number: f64) -> Option<Self>;

    /// Returns the same value in double precision, exactly.
    fn to_wide(self) -> f64;

    /// Returns the smallest and the largest finite number, as texts.
    fn range() -> [String; 2];

    /// Returns the shortest decimal that parses to the same number, in the syntax of TOML and Rust: `0.1`,
    /// `1e-7`.
    fn shortest(self) -> String;

    /// Appends the little-endian bytes.
    fn extend_le(self, bytes: &mut Vec<u8>);

    /// Returns the numbers together with their type.
    fn slice(numbers: &[Self]) -> Numbers<'_>;
}

/// Numbers of any type of model files.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Numbers<'a> {
    /// In single precision.
    F32(&'a [f32]),
    /// In double precision.
    F64(&'a [f64]),
    /// Integers of eight bits.
    I8(&'a [i8]),
    /// Integers of 32 bits.
    I32(&'a [i32]),
}

impl<'a> Numbers<'a> {
    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::F32(numbers) => numbers.len(),
            Self::F64(numbers) => numbers.len(),
            Self::I8(numbers) => numbers.len(),
            Self::I32(numbers) => numbers.len(),
        }
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns their size in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::F32(numbers) => size_of_val(*numbers),
            Self::F64(numbers) => size_of_val(*numbers),
            Self::I8(numbers) => size_of_val(*numbers),
            Self::I32(numbers) => size_of_val(*numbers),
        }
    }

    /// Returns the same numbers in double precision, exactly.
    pub fn wide(&self) -> impl ExactSizeIterator<Item = f64> + use<'a> {
        let numbers = *self;
        (0..self.len()).map(move |index| match numbers {
            Self::F32(numbers) => numbers[index].to_wide(),
            Self::F64(numbers) => numbers[index],
            Self::I8(numbers) => numbers[index].to_wide(),
            Self::I32(numbers) => numbers[index].to_wide(),
        })
    }
}

/// A number type of networks: `f32`, `f64` or `i8`.
#[expect(private_bounds, reason = "plans are made in this crate alone")]
pub trait Element: Number + Scalar {
    /// The layers of networks of this type.
    type NetworkLayer: NetworkLayer<Self>;

    /// The code of such a layer.
    type Code<'n>: Planned + Debug;
}

/// A floating-point type of networks: `f32` or `f64`.
pub trait Float:
    for<'n> Element<NetworkLayer = Layer<Self>, Code<'n> = crate::plan::Code<'n, Self>>
    + xornet_core::Float
{
}

macro_rules! float {
    ($float:ident $variant:ident) => {
        impl Number for $float {
            const NAME: &'static str = stringify!($float);
            const IS_INTEGER: bool = false;

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn from_integer(integer: u128) -> Option<Self> {
                Some(integer as Self)
            }

            fn is_valid(self) -> bool {
                self.is_finite()
            }

            fn from_wide(number: f64) -> Option<Self> {
                Some(number as Self).filter(|number| number.is_finite())
            }

            fn to_wide(self) -> f64 {
                self.into()
            }

            fn range() -> [String; 2] {
                [Self::MIN, Self::MAX].map(Self::shortest)
            }

            fn shortest(self) -> String {
                format!("{self:?}")
            }

            fn extend_le(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn slice(numbers: &[Self]) -> Numbers<'_> {
                Numbers::$variant(numbers)
            }
        }

        impl Element for $float {
            type NetworkLayer = Layer<Self>;
            type Code<'n> = crate::plan::Code<'n, Self>;
        }

        impl Float for $float {}
    };
}

float!(f32 F32);
float!(f64 F64);

macro_rules! integer {
    ($integer:ident $variant:ident) => {
        impl Number for $integer {
            const NAME: &'static str = stringify!($integer);
            const IS_INTEGER: bool = true;

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn from_integer(integer: u128) -> Option<Self> {
                integer.try_into().ok()
            }

            fn is_valid(self) -> bool {
                true
            }

            fn from_wide(number: f64) -> Option<Self> {
                Some(number as Self).filter(|&integer| f64::from(integer) == number)
            }

            fn to_wide(self) -> f64 {
                self.into()
            }

            fn range() -> [String; 2] {
                [Self::MIN, Self::MAX].map(Self::shortest)
            }

            fn shortest(self) -> String {
                self.to_string()
            }

            fn extend_le(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn slice(numbers: &[Self]) -> Numbers<'_> {
                Numbers::$variant(numbers)
            }
        }
    };
}

integer!(i8 I8);
integer!(i32 I32);

impl Element for i8 {
    type NetworkLayer = quantized::Layer;
    type Code<'n> = quantized::Code<'n>;
}
