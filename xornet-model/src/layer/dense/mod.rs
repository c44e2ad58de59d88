//! Fully connected layers.

mod lengths;
mod matrix;
mod read;

pub(crate) use self::read::sizes;
use xornet_core::summation::partial_sums;
use xornet_core::{LayerKind, Shape};

use super::tensors::other_channels;
use super::{Attribute, Connections, Kind, Misfit, Parameter};
use crate::{Activation, Float, InvalidNetwork, WIDTH_LIMIT};

/// A fully connected layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<T> {
    inputs: usize,
    units: usize,
    weights: Vec<T>,
    biases: Vec<T>,
    /// Whether the file has biases; those that it leaves out do not count as parameters.
    biased: bool,
    activation: Activation<T>,
    /// Whether each sum takes its products one after the other, as those of a convolution.
    sequential: bool,
}

impl<T: Float> Dense<T> {
    /// Makes a layer of `inputs × units` weights, one row per input. Biases default to zeros.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or is beyond [`WIDTH_LIMIT`], or if a number is not finite.
    pub fn new(
        inputs: usize,
        units: usize,
        weights: Vec<T>,
        biases: Option<Vec<T>>,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let invalid = |message: String| Err(InvalidNetwork::new("layers", message));
        if inputs.min(units) == 0 || inputs.max(units) > WIDTH_LIMIT {
            return invalid(format!(
                "a dense layer is {inputs} → {units}; the limits are 1 and {WIDTH_LIMIT}"
            ));
        }
        let biased = biases.is_some();
        let mut biases = biases.unwrap_or_else(|| vec![T::ZERO; units]);
        if weights.len() != inputs * units || biases.len() != units {
            return invalid(format!(
                "a dense layer {inputs} → {units} has {} weights and {} biases",
                weights.len(),
                biases.len()
            ));
        }
        for (what, numbers) in [("weight", &weights), ("bias", &biases)] {
            if let Some(number) = numbers.iter().find(|number| !number.is_finite()) {
                return invalid(format!(
                    "a dense layer has a {what} of {number}, which is not a finite `{}`",
                    T::DTYPE
                ));
            }
        }
        // A sum that starts at a bias of -0.0 stays -0.0 if nothing is added, but becomes +0.0 with a product
        // of +0.0. Leaving out weights of zero would then change the result.
        for bias in biases.iter_mut().filter(|bias| bias.is_zero()) {
            *bias = T::ZERO;
        }
        Ok(Self {
            inputs,
            units,
            weights,
            biases,
            biased,
            activation,
            sequential: false,
        })
    }

    /// Makes a layer whose sums take their products one after the other, as those of a convolution at one position.
    pub(crate) fn sequential(self) -> Self {
        Self {
            sequential: true,
            ..self
        }
    }

    /// Returns the number of partial sums of each sum.
    #[must_use]
    pub fn partial_sums(&self) -> usize {
        match self.sequential {
            true => 1,
            false => partial_sums(self.inputs, self.units),
        }
    }

    /// Returns the length of the input's last axis.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Returns the length of the output's last axis.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// Returns the `inputs × units` weights, one row per input.
    #[must_use]
    pub fn weights(&self) -> &[T] {
        &self.weights
    }

    /// Returns one bias per unit, zeros if the file has none. None is `-0.0`.
    #[must_use]
    pub fn biases(&self) -> &[T] {
        &self.biases
    }

    /// Returns the activation that is applied to the sums.
    #[must_use]
    pub fn activation(&self) -> Activation<T> {
        self.activation
    }

    /// Returns the layer as the reference computes it.
    pub(crate) fn as_reference(&self) -> xornet_core::Dense<'_, T> {
        let (weights, biases) = (&self.weights, &self.biases);
        xornet_core::Dense::new(self.inputs, self.units, weights, biases, self.activation)
    }

    /// Returns the number of weights that are not zero.
    #[must_use]
    pub fn nonzero(&self) -> usize {
        let weights = self.weights.iter();
        weights.filter(|weight| !weight.is_zero()).count()
    }
}

impl<T: Float> Kind<T> for Dense<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Dense
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        output(&inputs[0], self.inputs, self.units)
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        vec![("units", Attribute::Number(self.units))]
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        vec![
            Parameter {
                key: "weights",
                shape: vec![self.inputs, self.units],
                numbers: T::slice(&self.weights),
                given: true,
            },
            Parameter::vector("biases", &self.biases, self.biased),
        ]
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        inputs[0].count() / self.inputs * self.weights.len()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::All {
            inputs: self.inputs,
            units: self.units,
            weights: &self.weights,
        }
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Dense(self.as_reference())
    }
}

/// Returns the shape of the output: that of the input, with the units in place of its last axis.
pub(crate) fn output(input: &Shape, inputs: usize, units: usize) -> Result<Shape, Misfit> {
    if input.channels() != inputs {
        return Err(other_channels(inputs));
    }
    let mut axes = input.axes().to_vec();
    axes[input.rank() - 1] = units;
    Shape::new(&axes).ok_or_else(|| Misfit::new("the output would be too large"))
}
