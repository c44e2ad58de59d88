use crate::{Activation, Scalar};

/// One layer of a network, as its model file gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Layer<'a, S> {
    /// `output = activation(input · weights + biases)`.
    Dense(Dense<'a, S>),
    /// An activation of its own; as many outputs as inputs.
    Activation(Activation<S>),
}

/// A fully connected layer: `output = activation(input · weights + biases)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dense<'a, S> {
    /// Length of the input vector.
    pub inputs: usize,
    /// Length of the output vector.
    pub units: usize,
    /// The weights, `inputs × units`, one row per input: the connection from `input` to `unit`
    /// weighs `weights[input * units + unit]`.
    pub weights: &'a [S],
    /// One bias per unit.
    pub biases: &'a [S],
    /// What is applied to the sums.
    pub activation: Activation<S>,
}

impl<S: Scalar> Layer<'_, S> {
    /// The number of outputs, for an input of length `inputs`.
    #[must_use]
    pub fn outputs(&self, inputs: usize) -> usize {
        match self {
            Self::Dense(dense) => dense.units,
            Self::Activation(_) => inputs,
        }
    }

    /// The activation that ends the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<S> {
        match self {
            Self::Dense(dense) => dense.activation,
            Self::Activation(activation) => *activation,
        }
    }
}
