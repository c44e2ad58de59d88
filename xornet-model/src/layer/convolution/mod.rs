//! Convolutions over one axis or two.

mod geometry;
mod read;

use xornet_core::{LayerKind, Shape};

pub(crate) use self::geometry::Geometry;
pub(crate) use self::read::sizes;
use super::stream::{Lowered, Streamed};
use super::tensors::Tensors;
use super::{Attribute, Connections, Dense, Frames, Kind, Misfit, Parameter, Window};
use crate::{Activation, Float, InvalidNetwork, Layer};

/// A convolution over one axis or two, with channels last.
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution<T> {
    geometry: Geometry,
    tensors: Tensors<T>,
    activation: Activation<T>,
    /// The same sums at one position, if it is a layer of a stream's step and has one group.
    position: Option<Dense<T>>,
}

impl<T: Float> Convolution<T> {
    /// Makes a convolution of one axis or two, according to `kind`; one of one axis has sizes of one along the height.
    /// `channels` are those of the input, the groups, and the filters. Biases default to zeros.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or is beyond the limit, or if a number is not finite.
    pub fn new(
        kind: LayerKind,
        window: Window,
        channels: [usize; 3],
        weights: Vec<T>,
        biases: Option<Vec<T>>,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let geometry = Geometry::new(kind, window, channels)?;
        Ok(Self {
            tensors: Tensors::new(kind, &geometry.weights(), weights, biases)?,
            geometry,
            activation,
            position: None,
        })
    }

    /// Returns the window of the kernel; one of one axis has sizes of one along the height.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.geometry.window
    }

    /// Returns the weights `[height][width][channels / groups][filters]`, row by row.
    #[must_use]
    pub fn weights(&self) -> &[T] {
        &self.tensors.weights
    }

    /// Returns one bias per filter, zeros if the file has none. None is `-0.0`.
    #[must_use]
    pub fn biases(&self) -> &[T] {
        &self.tensors.biases
    }

    /// Returns the number of channels of the input.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.geometry.channels
    }

    /// Returns the number of groups of channels and filters.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.geometry.groups
    }

    /// Returns the number of filters.
    #[must_use]
    pub fn filters(&self) -> usize {
        self.geometry.filters
    }

    /// Returns the layer as the reference computes it, for an input of this shape.
    pub(crate) fn as_reference(&self, input: &Shape) -> xornet_core::Convolution<'_, T> {
        xornet_core::Convolution::new(
            self.geometry.kind,
            self.geometry.checked_axes(input),
            [self.channels(), self.groups(), self.filters()],
            self.weights(),
            self.biases(),
            self.activation,
        )
    }

    /// Returns the sums at one position as a fully connected layer, if the whole kernel is side by side there.
    pub(crate) fn position(&self) -> Option<&Dense<T>> {
        self.position.as_ref()
    }
}

impl<T: Float> Kind<T> for Convolution<T> {
    fn kind(&self) -> LayerKind {
        self.geometry.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        self.geometry.output(&inputs[0])
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        self.geometry.streamed(&inputs[0])
    }

    fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<T>> {
        let (geometry, frames) = self.geometry.lowered(&inputs[0])?;
        let mut layer = Self {
            geometry,
            ..self.clone()
        };
        if self.groups() == 1 {
            let (weights, biases) = (self.weights().to_vec(), self.biases().to_vec());
            let inputs = self.window().size[1] * self.channels();
            let dense = Dense::new(
                inputs,
                self.filters(),
                weights,
                Some(biases),
                self.activation,
            );
            layer.position = dense.ok().map(Dense::sequential);
        }
        Some(Lowered {
            frames: frames.map(|[taps, dilation, stride]| Frames::taps(taps, dilation, stride)),
            layer: Layer::Convolution(layer),
        })
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        self.geometry.attributes()
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        self.tensors.parameters(self.geometry.written_weights())
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        self.geometry.macs(&inputs[0])
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Convolution(self.as_reference(&inputs[0]))
    }
}
