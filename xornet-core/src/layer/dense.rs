use crate::Activation;

/// A fully connected layer on the last axis: `output = activation(input · weights + biases)`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dense<'a, S> {
    /// The length of the input's last axis.
    pub inputs: usize,
    /// The length of the output's last axis.
    pub units: usize,
    /// The `inputs × units` weights, one row per input: the weight from `input` to `unit` is
    /// `weights[input * units + unit]`.
    pub weights: &'a [S],
    /// The biases, one per unit.
    pub biases: &'a [S],
    /// The activation that is applied to the sums.
    pub activation: Activation<S>,
}

impl<'a, S> Dense<'a, S> {
    /// Makes a layer of `inputs × units` weights, one row per input, and one bias per unit.
    ///
    /// # Panics
    ///
    /// If there are more or fewer weights or biases than that.
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
