//! Normalisations of the numbers along the last axis.

use xornet_core::{LayerKind, Shape};

use super::tensors::{finite, other_channels};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, Parameter, ReadLayer};
use crate::document::Table;
use crate::read::tensor::vector;
use crate::read::{Reader, activation, keys};
use crate::{Activation, Float, InvalidNetwork};

/// A normalisation of the numbers along the last axis: `layer_norm`, or `l2_normalize`.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerNorm<T> {
    kind: LayerKind,
    gamma: Vec<T>,
    beta: Vec<T>,
    /// Whether the file has factors and summands; those that it leaves out do not count as parameters.
    given: [bool; 2],
    epsilon: T,
    activation: Activation<T>,
}

impl<T: Float> LayerNorm<T> {
    /// Makes a `layer_norm` of this many channels: `gamma · (x - mean) / √(variance + epsilon) + beta`. Factors default
    /// to ones, and summands to zeros.
    ///
    /// # Errors
    ///
    /// If a length does not fit, if a number is not finite, or if `epsilon` is negative.
    pub fn new(
        channels: usize,
        gamma: Option<Vec<T>>,
        beta: Option<Vec<T>>,
        epsilon: T,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let given = [gamma.is_some(), beta.is_some()];
        let gamma = gamma.unwrap_or_else(|| vec![T::from_f64(1.0); channels]);
        let beta = beta.unwrap_or_else(|| vec![T::ZERO; channels]);
        if channels == 0 || gamma.len() != channels || beta.len() != channels || epsilon < T::ZERO {
            let message = format!(
                "a layer_norm of {channels} channels has other tensors, or a negative epsilon"
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        finite(
            LayerKind::LayerNorm,
            gamma.iter().chain(&beta).chain([&epsilon]),
        )?;
        Ok(Self {
            kind: LayerKind::LayerNorm,
            gamma,
            beta,
            given,
            epsilon,
            activation,
        })
    }

    /// Makes an `l2_normalize`: `x / max(‖x‖, epsilon)`.
    ///
    /// # Errors
    ///
    /// If `epsilon` is not finite or not positive.
    pub fn l2(epsilon: T) -> Result<Self, InvalidNetwork> {
        if !epsilon.is_finite() || epsilon <= T::ZERO {
            let message =
                format!("`epsilon` of an l2_normalize layer is {epsilon}, but must be positive");
            return Err(InvalidNetwork::new("epsilon", message));
        }
        Ok(Self {
            kind: LayerKind::L2Normalize,
            gamma: Vec::new(),
            beta: Vec::new(),
            given: [false; 2],
            epsilon,
            activation: Activation::Linear,
        })
    }
}

impl<T: Float> Kind<T> for LayerNorm<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let any = self.kind == LayerKind::L2Normalize;
        match any || inputs[0].channels() == self.gamma.len() {
            true => Ok(inputs[0]),
            false => Err(other_channels(self.gamma.len())),
        }
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        vec![("epsilon", Attribute::Decimal(self.epsilon.shortest()))]
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        let [gamma, beta] = self.given;
        match self.kind {
            LayerKind::L2Normalize => Vec::new(),
            _ => vec![
                Parameter::vector("gamma", &self.gamma, gamma),
                Parameter::vector("beta", &self.beta, beta),
            ],
        }
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::LayerNorm(match self.kind {
            LayerKind::L2Normalize => {
                xornet_core::LayerNorm::l2(inputs[0].channels(), self.epsilon)
            }
            _ => {
                xornet_core::LayerNorm::new(&self.gamma, &self.beta, self.epsilon, self.activation)
            }
        })
    }
}

impl<T: Float> ReadLayer<T> for LayerNorm<T> {
    fn keys(kind: LayerKind) -> &'static [&'static str] {
        match kind {
            LayerKind::L2Normalize => &["epsilon"],
            _ => &["gamma", "beta", "epsilon", "activation"],
        }
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let output = inputs[0].known;
        let l2 = kind == LayerKind::L2Normalize;
        let defaults = if l2 {
            "PyTorch has 1e-12"
        } else {
            "Keras has 0.001 and PyTorch 1e-5"
        };
        let epsilon = keys::epsilon(table, defaults, reader);
        let invalid = |error: InvalidNetwork| {
            let place = table.get(error.key()).map(|entry| entry.value.span());
            error.at(place.unwrap_or_else(|| table.span.clone()))
        };
        if l2 {
            let layer = epsilon.and_then(|epsilon| {
                Self::l2(epsilon).map_err(|error| reader.errors.push(invalid(error)))
            });
            return Outcome { layer, output };
        }
        let channels = output.shape.map(|shape| shape.channels());
        let gamma = vector(table, "gamma", channels, "channel", reader);
        let beta = vector(table, "beta", channels, "channel", reader);
        let activation = activation::optional(table, reader.errors);
        let layer = || {
            Self::new(channels?, gamma?, beta?, epsilon?, activation?)
                .map_err(|error| reader.errors.push(invalid(error)))
        };
        let layer = layer();
        Outcome { layer, output }
    }
}
