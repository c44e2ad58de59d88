//! Fully connected layers of eight bits.

use xornet_core::{LayerKind, Shape, quantized};

use super::products::Products;
use super::{Setting, Weights};
use crate::layer::{Misfit, Parameter};
use crate::{Attribute, Connections, InvalidNetwork, WIDTH_LIMIT};

/// A fully connected layer of eight bits.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    inputs: usize,
    units: usize,
    pub(super) products: Products,
}

impl Dense {
    /// Makes a layer of `inputs × units` weights, one row per input.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or is beyond [`WIDTH_LIMIT`], if a scale is not a positive number, if the activation
    /// does not exist in such a layer, or if a sum could overflow.
    pub fn new(
        inputs: usize,
        units: usize,
        weights: Weights,
        setting: Setting,
    ) -> Result<Self, InvalidNetwork> {
        if inputs.min(units) == 0
            || inputs.max(units) > WIDTH_LIMIT
            || weights.weights.len() != inputs * units
        {
            let message = format!(
                "a dense layer {inputs} → {units} has {} weights",
                weights.weights.len()
            );
            return Err(InvalidNetwork::new("weights", message));
        }
        Ok(Self {
            inputs,
            units,
            products: Products::new(LayerKind::Dense, units, weights, setting, true)?,
        })
    }

    pub(super) fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        crate::layer::dense_output(&inputs[0], self.inputs, self.units)
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![("units", Attribute::Number(self.units))];
        attributes.extend(self.products.attributes());
        attributes
    }

    pub(super) fn parameters(&self) -> Vec<Parameter<'_>> {
        self.products.parameters(vec![self.inputs, self.units])
    }

    pub(super) fn macs(&self, inputs: &[Shape]) -> usize {
        inputs[0].count() / self.inputs * self.inputs * self.units
    }

    pub(super) fn connections(&self) -> Connections<'_, i8> {
        Connections::All {
            inputs: self.inputs,
            units: self.units,
            weights: &self.products.weights,
        }
    }

    pub(super) fn reference(&self) -> quantized::Dense<'_> {
        quantized::Dense::new(
            [self.inputs, self.units],
            &self.products.weights,
            &self.products.biases,
            self.products.setting().input.zero_point,
            self.products.rescale(),
        )
    }
}
