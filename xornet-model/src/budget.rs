//! The costs that a model file can limit.

use crate::{Element, Network};

/// A cost of a network that depends on nothing but its layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cost {
    /// Multiply-adds in one forward pass, or in a step of a stream.
    Macs,
    /// The number of weights and biases in the model file.
    Parameters,
    /// The bytes of the weights and biases.
    WeightBytes,
    /// The peak activation memory: the largest number of bytes that the values between layers need at the
    /// same time. This is not a bound of the stack.
    ActivationBytes,
    /// The bytes that a stream keeps from one step to the next.
    StateBytes,
}

impl Cost {
    /// All costs, in the order of their keys.
    pub const ALL: [Self; 5] = [
        Self::Macs,
        Self::Parameters,
        Self::WeightBytes,
        Self::ActivationBytes,
        Self::StateBytes,
    ];

    /// Returns the key in `[limits]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Macs => "macs",
            Self::Parameters => "parameters",
            Self::WeightBytes => "weight_bytes",
            Self::ActivationBytes => "activation_bytes",
            Self::StateBytes => "state_bytes",
        }
    }

    /// Returns this cost of `network`.
    #[must_use]
    pub fn of<T: Element>(self, network: &Network<T>) -> usize {
        match self {
            Self::Macs => network.macs(),
            Self::Parameters => network.parameters(),
            Self::WeightBytes => network.weight_bytes(),
            Self::ActivationBytes => network.activation_bytes(),
            Self::StateBytes => network.state_bytes(),
        }
    }

    /// Returns an amount of this cost with its unit, for messages.
    #[must_use]
    pub fn describe(self, amount: usize) -> String {
        let s = if amount == 1 { "" } else { "s" };
        match self {
            Self::Macs => format!("{amount} multiply-add{s}"),
            Self::Parameters => format!("{amount} parameter{s}"),
            Self::WeightBytes => format!("{amount} byte{s} of weights and biases"),
            Self::ActivationBytes => format!("{amount} byte{s} of peak activation memory"),
            Self::StateBytes => format!("{amount} byte{s} of state"),
        }
    }
}

/// The largest amount of one cost that a model file allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The cost that is limited.
    pub cost: Cost,
    /// The largest amount that is allowed.
    pub most: usize,
}
