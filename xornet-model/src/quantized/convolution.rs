//! Convolutions of eight bits.

use xornet_core::{LayerKind, Shape, quantized};

use super::products::Products;
use super::{Layer, Setting, Weights};
use crate::layer::{Geometry, Lowered, Parameter};
use crate::{Attribute, Frames, InvalidNetwork, Window};

/// A convolution of eight bits over one axis or two, with channels last.
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution {
    pub(super) geometry: Geometry,
    pub(super) products: Products,
}

impl Convolution {
    /// Makes a convolution of one axis or two, according to `kind`; one of one axis has sizes of one along the height.
    /// `channels` are those of the input, the groups, and the filters.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or is beyond the limit, if a scale is not a positive number, if the activation does
    /// not exist in such a layer, or if a sum could overflow.
    pub fn new(
        kind: LayerKind,
        window: Window,
        channels: [usize; 3],
        weights: Weights,
        setting: Setting,
    ) -> Result<Self, InvalidNetwork> {
        let geometry = Geometry::new(kind, window, channels)?;
        let count = geometry
            .weights()
            .iter()
            .try_fold(1, |count: usize, &length| count.checked_mul(length));
        if count != Some(weights.weights.len()) {
            let message = format!(
                "a {} layer of weights {:?} has {} weights",
                kind.name(),
                geometry.weights(),
                weights.weights.len()
            );
            return Err(InvalidNetwork::new("weights", message));
        }
        Ok(Self {
            products: Products::new(kind, geometry.filters, weights, setting, false)?,
            geometry,
        })
    }

    pub(super) fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<i8>> {
        let (geometry, frames) = self.geometry.lowered(&inputs[0])?;
        Some(Lowered {
            frames: frames.map(|[taps, dilation, stride]| Frames::taps(taps, dilation, stride)),
            layer: Layer::Convolution(Self {
                geometry,
                ..self.clone()
            }),
        })
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = self.geometry.attributes();
        attributes.extend(self.products.attributes());
        attributes
    }

    pub(super) fn parameters(&self) -> Vec<Parameter<'_>> {
        self.products.parameters(self.geometry.written_weights())
    }

    pub(super) fn reference(&self, inputs: &[Shape]) -> quantized::Convolution<'_> {
        let Geometry {
            kind,
            channels,
            groups,
            filters,
            ..
        } = self.geometry;
        quantized::Convolution::new(
            kind,
            self.geometry.checked_axes(&inputs[0]),
            [channels, groups, filters],
            (&self.products.weights, &self.products.biases),
            self.products.setting().input.zero_point,
            self.products.rescale(),
        )
    }
}
