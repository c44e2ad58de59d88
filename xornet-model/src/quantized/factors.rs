//! The factors by which sums are multiplied.

use xornet_core::quantized::{Factors, Multiplier, Rounding};

/// The factors of sums, computed once.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum OwnedFactors {
    Double(Vec<Multiplier>),
    Single(Vec<f32>),
}

impl OwnedFactors {
    /// Rounds factors, each of which is given as it is for either rounding.
    pub(super) fn new(rounding: Rounding, factors: impl Iterator<Item = (f64, f32)>) -> Self {
        match rounding {
            Rounding::Single => Self::Single(factors.map(|(_, single)| single).collect()),
            _ => Self::Double(factors.map(|(double, _)| Multiplier::new(double)).collect()),
        }
    }

    /// Returns the factors as the reference takes them.
    pub(super) fn as_reference(&self) -> Factors<'_> {
        match self {
            Self::Double(factors) => Factors::Double(factors),
            Self::Single(factors) => Factors::Single(factors),
        }
    }

    /// Returns the error of a factor that is not a number or whose products with sums of this size are too large.
    pub(super) fn check(&self, largest: &[i64]) -> Result<(), String> {
        let of = |channel: usize| largest[channel.min(largest.len() - 1)];
        match self {
            Self::Double(factors) => {
                for (channel, factor) in factors.iter().enumerate() {
                    let shift = u32::try_from(factor.shift.max(0)).unwrap_or(0);
                    // With one factor for all, the largest sum counts.
                    let sum = match factors.len() {
                        1 => largest.iter().copied().max().unwrap_or(0),
                        _ => of(channel),
                    };
                    if shift > 31 || sum << shift > i64::from(i32::MAX) {
                        return Err(format!(
                            "a sum of {sum} would overflow when it is multiplied: the scale of the output is too small"
                        ));
                    }
                }
                Ok(())
            }
            Self::Single(factors) => match factors.iter().find(|factor| !factor.is_finite()) {
                Some(_) => Err("the scale of the output is too small".into()),
                None => Ok(()),
            },
        }
    }
}
