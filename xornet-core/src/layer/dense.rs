use crate::Activation;

/// A fully connected layer: `output = activation(input · weights + biases)`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
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

impl<'a, S> Dense<'a, S> {
    /// Makes a layer of `inputs × units` weights, one row per input, and a bias per unit.
    ///
    /// # Panics
    ///
    /// If there are more or fewer weights or biases.
    #[must_use]
    pub const fn new(
        inputs: usize,
        units: usize,
        weights: &'a [S],
        biases: &'a [S],
        activation: Activation<S>,
    ) -> Self
    where
        S: Copy,
    {
        assert!(
            weights.len() == inputs * units && biases.len() == units,
            "a dense layer has inputs × units weights and a bias per unit"
        );
        Self {
            inputs,
            units,
            weights,
            biases,
            activation,
        }
    }
}
