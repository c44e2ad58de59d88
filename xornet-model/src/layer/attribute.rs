use std::fmt;

use xornet_core::quantized::Quantization;

/// The value of a layer's key that is neither a tensor nor an activation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Attribute {
    /// A whole number.
    Number(usize),
    /// A whole number that may be negative.
    Signed(isize),
    /// An array of whole numbers.
    Numbers(Vec<usize>),
    /// An array of pairs.
    Pairs(Vec<[usize; 2]>),
    /// A decimal number, as it is written.
    Decimal(String),
    /// A word.
    Word(&'static str),
    /// A boolean.
    Boolean(bool),
    /// What integers of eight bits stand for.
    Quantization(Quantization),
    /// The scales of weights: one for all, or one per channel.
    Scales(Vec<f32>),
}

impl Attribute {
    /// Makes a number, if the lengths of all axes are the same, or an array.
    pub(crate) fn axes(lengths: &[usize]) -> Self {
        match lengths {
            [first, rest @ ..] if rest.iter().all(|length| length == first) => Self::Number(*first),
            _ => Self::Numbers(lengths.to_vec()),
        }
    }
}

/// Writes the value in the syntax of model files.
impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Signed(number) => number.fmt(f),
            Self::Numbers(numbers) => fmt::Debug::fmt(numbers, f),
            Self::Pairs(pairs) => fmt::Debug::fmt(pairs, f),
            Self::Decimal(digits) => digits.fmt(f),
            Self::Word(word) => write!(f, "\"{word}\""),
            Self::Boolean(boolean) => boolean.fmt(f),
            Self::Quantization(quantization) => quantization.fmt(f),
            Self::Scales(scales) => match scales[..] {
                [scale] => write!(f, "{scale:?}"),
                _ => write!(f, "{scales:?}"),
            },
        }
    }
}
