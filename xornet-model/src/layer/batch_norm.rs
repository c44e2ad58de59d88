//! Batch normalisation with fixed statistics: a scale and a shift per channel.

use xornet_core::{LayerKind, Shape};

use super::tensors::{finite, other_channels};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, Parameter, ReadLayer};
use crate::diagnostic::Diagnostic;
use crate::document::Table;
use crate::read::tensor::{required_vector, vector};
use crate::read::{Reader, activation, keys};
use crate::{Activation, Float, InvalidNetwork};

/// A batch normalisation with fixed statistics: `activation(x · scale + shift)` on the last axis, where `scale` is
/// `gamma / √(variance + epsilon)` and `shift` is `beta - mean · scale`, both computed in double precision and rounded
/// once.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchNorm<T> {
    statistics: Statistics<T>,
    scale: Vec<T>,
    shift: Vec<T>,
    activation: Activation<T>,
}

/// The numbers of a batch normalisation, one per channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics<T> {
    /// The means.
    pub mean: Vec<T>,
    /// The variances.
    pub variance: Vec<T>,
    /// The factors; ones if there are none.
    pub gamma: Option<Vec<T>>,
    /// The summands; zeros if there are none.
    pub beta: Option<Vec<T>>,
    /// The number that is added to each variance.
    pub epsilon: T,
}

impl<T: Float> BatchNorm<T> {
    /// Makes the layer.
    ///
    /// # Errors
    ///
    /// If the lengths differ or are zero, if a variance and `epsilon` are not positive together, or if a number, a scale
    /// or a shift is not finite.
    pub fn new(
        statistics: Statistics<T>,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let Statistics {
            mean,
            variance,
            gamma,
            beta,
            epsilon,
        } = &statistics;
        let channels = mean.len();
        let optional = [gamma, beta].into_iter().flatten();
        if channels == 0
            || variance.len() != channels
            || optional.clone().any(|numbers| numbers.len() != channels)
        {
            let message = "a batch_norm layer has tensors of different lengths, or empty ones";
            return Err(InvalidNetwork::new("layers", message));
        }
        let optional = optional.flatten();
        let numbers = mean.iter().chain(variance).chain(optional).chain([epsilon]);
        finite(LayerKind::BatchNorm, numbers)?;
        let (mut scale, mut shift) = (Vec::new(), Vec::new());
        for channel in 0..channels {
            let number = |of: &Option<Vec<T>>, default| {
                of.as_ref().map_or(default, |of| of[channel].to_f64())
            };
            let variance = variance[channel].to_f64() + epsilon.to_f64();
            if variance <= 0.0 {
                let message = format!(
                    "`variance` + `epsilon` of channel {channel}, counted from 0, is {}, but must be \
                     positive",
                    variance as f32
                );
                return Err(InvalidNetwork::new("variance", message));
            }
            let factor = number(gamma, 1.0) / variance.sqrt();
            scale.push(T::from_f64(factor));
            shift.push(T::from_f64(
                number(beta, 0.0) - mean[channel].to_f64() * factor,
            ));
        }
        if let Err(error) = finite(LayerKind::BatchNorm, scale.iter().chain(&shift)) {
            return Err(error.help("a scale or a shift is too large for the type of the numbers"));
        }
        Ok(Self {
            statistics,
            scale,
            shift,
            activation,
        })
    }

    /// Returns the scales, one per channel.
    #[must_use]
    pub fn scale(&self) -> &[T] {
        &self.scale
    }

    /// Returns the shifts, one per channel.
    #[must_use]
    pub fn shift(&self) -> &[T] {
        &self.shift
    }
}

impl<T: Float> Kind<T> for BatchNorm<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::BatchNorm
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        match inputs[0].channels() == self.scale.len() {
            true => Ok(inputs[0]),
            false => Err(other_channels(self.scale.len())),
        }
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let epsilon = self.statistics.epsilon.shortest();
        vec![("epsilon", Attribute::Decimal(epsilon))]
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        let Statistics {
            mean,
            variance,
            gamma,
            beta,
            ..
        } = &self.statistics;
        let required = [("mean", mean), ("variance", variance)];
        let optional = [("gamma", gamma), ("beta", beta)];
        let optional = optional
            .into_iter()
            .filter_map(|(key, of)| Some((key, of.as_ref()?)));
        required
            .into_iter()
            .chain(optional)
            .map(|(key, numbers)| Parameter::vector(key, numbers, true))
            .collect()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::OneToOne
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        let layer = xornet_core::BatchNorm::new(&self.scale, &self.shift, self.activation);
        xornet_core::Layer::BatchNorm(layer)
    }
}

impl<T: Float> ReadLayer<T> for BatchNorm<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["mean", "variance", "gamma", "beta", "epsilon", "activation"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let channels = inputs[0].known.shape.map(|shape| shape.channels());
        let mean = required_vector(table, "mean", channels, "channel", reader);
        let variance = required_vector(table, "variance", channels, "channel", reader);
        let gamma = vector(table, "gamma", channels, "channel", reader);
        let beta = vector(table, "beta", channels, "channel", reader);
        let epsilon = keys::epsilon(table, "Keras has 0.001 and PyTorch 1e-5", reader);
        let activation = activation::optional(table, reader.errors);
        let layer = || {
            let statistics = Statistics {
                mean: mean?,
                variance: variance?,
                gamma: gamma?,
                beta: beta?,
                epsilon: epsilon?,
            };
            channels?;
            Self::new(statistics, activation?).map_err(|error| {
                let place = table.get(error.key()).map(|entry| entry.key);
                let error: Diagnostic = error.at(place.unwrap_or_else(|| table.span.clone()));
                reader.errors.push(error)
            })
        };
        let layer = layer();
        Outcome {
            layer,
            output: inputs[0].known,
        }
    }
}
