//! What a model file may set a limit to.

use crate::{Float, Network};

/// What a forward pass costs, as far as the network alone says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cost {
    /// Multiply-adds in one forward pass.
    Macs,
    /// Weights and biases in the model file.
    Parameters,
    /// Bytes of these.
    WeightBytes,
    /// Peak activation memory: the bytes of the values that are needed at the same time, where these are
    /// most. It bounds no stack.
    ActivationBytes,
}

impl Cost {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Macs,
        Self::Parameters,
        Self::WeightBytes,
        Self::ActivationBytes,
    ];

    /// Returns the key in `[limits]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Macs => "macs",
            Self::Parameters => "parameters",
            Self::WeightBytes => "weight_bytes",
            Self::ActivationBytes => "activation_bytes",
        }
    }

    /// Returns what it costs to run `network`.
    #[must_use]
    pub fn of<T: Float>(self, network: &Network<T>) -> usize {
        match self {
            Self::Macs => network.macs(),
            Self::Parameters => network.parameters(),
            Self::WeightBytes => network.weight_bytes(),
            Self::ActivationBytes => network.activation_bytes(),
        }
    }

    /// Returns the cost with its unit.
    #[must_use]
    pub fn describe(self, amount: usize) -> String {
        let s = if amount == 1 { "" } else { "s" };
        match self {
            Self::Macs => format!("{amount} multiply-add{s}"),
            Self::Parameters => format!("{amount} parameter{s}"),
            Self::WeightBytes => format!("{amount} byte{s} of weights and biases"),
            Self::ActivationBytes => format!("{amount} byte{s} of values at a time"),
        }
    }
}

/// The most that a model file allows of one cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited.
    pub cost: Cost,
    /// The largest amount that is allowed.
    pub most: usize,
}
