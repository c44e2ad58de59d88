//! The weights and biases of convolutions.

use xornet_core::LayerKind;

use super::{Misfit, Parameter};
use crate::{Float, InvalidNetwork, WIDTH_LIMIT};

/// The weights and biases of a convolution, all of which are finite.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tensors<T> {
    pub(super) weights: Vec<T>,
    pub(super) biases: Vec<T>,
    /// Whether the file has biases; those that it leaves out do not count as parameters.
    biased: bool,
}

impl<T: Float> Tensors<T> {
    /// Checks weights of this shape, the last axis of which are the filters.
    pub(super) fn new(
        kind: LayerKind,
        shape: &[usize],
        weights: Vec<T>,
        biases: Option<Vec<T>>,
    ) -> Result<Self, InvalidNetwork> {
        let filters = shape.last().copied().unwrap_or(0);
        let biased = biases.is_some();
        let mut biases = biases.unwrap_or_else(|| vec![T::ZERO; filters]);
        let count = shape
            .iter()
            .try_fold(1, |count: usize, &length| count.checked_mul(length));
        let fits = count == Some(weights.len()) && biases.len() == filters;
        if !fits || weights.is_empty() || shape.iter().any(|&length| length > WIDTH_LIMIT) {
            let message = format!(
                "a {} layer of weights {shape:?} has {} weights and {} biases",
                kind.name(),
                weights.len(),
                biases.len()
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        finite(kind, weights.iter().chain(&biases))?;
        // As in dense layers: a sum that starts at -0.0 would depend on products with weights of zero.
        for bias in biases.iter_mut().filter(|bias| bias.is_zero()) {
            *bias = T::ZERO;
        }
        Ok(Self {
            weights,
            biases,
            biased,
        })
    }

    /// Returns both tensors; `shape` is that of the weights in the file.
    pub(super) fn parameters(&self, shape: Vec<usize>) -> Vec<Parameter<'_>> {
        vec![
            Parameter {
                key: "weights",
                shape,
                numbers: T::slice(&self.weights),
                given: true,
            },
            Parameter::vector("biases", &self.biases, self.biased),
        ]
    }
}

/// Checks that all numbers of a layer are finite.
pub(super) fn finite<'a, T: Float>(
    kind: LayerKind,
    mut numbers: impl Iterator<Item = &'a T>,
) -> Result<(), InvalidNetwork> {
    match numbers.find(|number| !number.is_finite()) {
        None => Ok(()),
        Some(number) => {
            let message = format!(
                "a {} layer has a number of {number}, which is not a finite `{}`",
                kind.name(),
                T::DTYPE
            );
            Err(InvalidNetwork::new("layers", message))
        }
    }
}

/// Makes the error of an input with another number of channels.
pub(super) fn other_channels(channels: usize) -> Misfit {
    Misfit::new(format!(
        "expected {}, by the shape of its tensors",
        crate::quantity(channels, "channel")
    ))
}
