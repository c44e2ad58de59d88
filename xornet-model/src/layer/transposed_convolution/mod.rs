//! Transposed convolutions over one axis or two.

mod read;

use xornet_core::{LayerKind, Shape, TransposedAxis};

use super::stream::{Streamed, needs_the_end};
use super::tensors::{self, Tensors};
use super::window::{self, Window};
use super::{Attribute, Connections, Kind, Misfit, Parameter};
use crate::{Activation, Float, InvalidNetwork};

/// A transposed convolution over one axis or two, with channels last.
#[derive(Clone, Debug, PartialEq)]
pub struct TransposedConvolution<T> {
    kind: LayerKind,
    window: Window,
    output_padding: [usize; 2],
    channels: usize,
    filters: usize,
    tensors: Tensors<T>,
    activation: Activation<T>,
}

impl<T: Float> TransposedConvolution<T> {
    /// Makes a transposed convolution of one axis or two, according to `kind`; one of one axis has sizes of one along
    /// the height. `channels` are those of the input, and the filters. Biases default to zeros.
    ///
    /// # Errors
    ///
    /// If a length does not fit, is zero or is beyond the limit, or if a number is not finite.
    pub fn new(
        kind: LayerKind,
        window: Window,
        output_padding: [usize; 2],
        [channels, filters]: [usize; 2],
        weights: Vec<T>,
        biases: Option<Vec<T>>,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let transposed = matches!(
            kind,
            LayerKind::Conv1dTranspose | LayerKind::Conv2dTranspose
        );
        let lengthened = output_padding
            .iter()
            .zip(&window.strides)
            .all(|(a, b)| a < b);
        if !transposed || !window.is_sound() || window.dilation != [1, 1] || !lengthened {
            let message = format!(
                "a {} layer cannot have {window:?} and an output padding of {output_padding:?}",
                kind.name()
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        let [height, width] = window.size;
        Ok(Self {
            kind,
            window,
            output_padding,
            channels,
            filters,
            tensors: Tensors::new(kind, &[height, width, channels, filters], weights, biases)?,
            activation,
        })
    }

    /// Returns the weights `[height][width][channels][filters]`, row by row.
    #[must_use]
    pub fn weights(&self) -> &[T] {
        &self.tensors.weights
    }

    /// Returns one bias per filter, zeros if the file has none. None is `-0.0`.
    #[must_use]
    pub fn biases(&self) -> &[T] {
        &self.tensors.biases
    }

    /// Returns the positions along the height and the width, for an input of this shape.
    fn axes(&self, input: &Shape) -> Result<[TransposedAxis; 2], Misfit> {
        let dimensions = window::dimensions(self.kind);
        let [height, width, channels] = window::image(dimensions, input)?;
        if channels != self.channels {
            return Err(tensors::other_channels(self.channels));
        }
        self.window
            .transposed(dimensions, [height, width], self.output_padding)
    }
}

impl<T: Float> Kind<T> for TransposedConvolution<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let [height, width] = self.axes(&inputs[0])?;
        let shape = [height.output, width.output, self.filters];
        window::shape(window::dimensions(self.kind), shape)
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        needs_the_end(inputs)?;
        self.output(inputs).map(Streamed::of)
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![("filters", Attribute::Number(self.filters))];
        let dimensions = window::dimensions(self.kind);
        attributes.extend(self.window.attributes(dimensions, "kernel_size", [1, 1]));
        if self.output_padding != [0, 0] {
            let padding = Window::written(dimensions, &self.output_padding);
            attributes.push(("output_padding", Attribute::axes(padding)));
        }
        attributes
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        let mut shape = Window::written(window::dimensions(self.kind), &self.window.size).to_vec();
        shape.extend([self.channels, self.filters]);
        self.tensors.parameters(shape)
    }

    /// Counts each product of an input with a position of the kernel, those that the padding cuts off included.
    fn macs(&self, inputs: &[Shape]) -> usize {
        inputs[0].count() / self.channels * self.weights().len()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let axes = self.axes(&inputs[0]).unwrap_or([TransposedAxis::ONE; 2]);
        xornet_core::Layer::TransposedConvolution(xornet_core::TransposedConvolution::new(
            self.kind,
            axes,
            [self.channels, self.filters],
            self.weights(),
            self.biases(),
            self.activation,
        ))
    }
}
