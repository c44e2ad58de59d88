//! Convolutions over one axis or two.

mod read;

use xornet_core::{LayerKind, Shape, WindowAxis};

use super::stream::{Lowered, Streamed};
use super::tensors::{self, Tensors};
use super::window::{self, Padding, Window};
use super::{Attribute, Connections, Dense, Frames, Kind, Misfit, Parameter};
use crate::{Activation, Float, InvalidNetwork, Layer};

/// A convolution over one axis or two, with channels last.
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution<T> {
    kind: LayerKind,
    window: Window,
    channels: usize,
    groups: usize,
    filters: usize,
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
        [channels, groups, filters]: [usize; 3],
        weights: Vec<T>,
        biases: Option<Vec<T>>,
        activation: Activation<T>,
    ) -> Result<Self, InvalidNetwork> {
        let divides = groups > 0 && channels % groups == 0 && filters % groups == 0;
        if !matches!(kind, LayerKind::Conv1d | LayerKind::Conv2d) || !window.is_sound() || !divides
        {
            let message = format!(
                "a {} layer cannot have {window:?}, {channels} channels, {groups} groups and {filters} filters",
                kind.name()
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        let [height, width] = window.size;
        let shape = [height, width, channels / groups, filters];
        Ok(Self {
            kind,
            window,
            channels,
            groups,
            filters,
            tensors: Tensors::new(kind, &shape, weights, biases)?,
            activation,
            position: None,
        })
    }

    /// Returns the window of the kernel; one of one axis has sizes of one along the height.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
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
        self.channels
    }

    /// Returns the number of groups of channels and filters.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Returns the number of filters.
    #[must_use]
    pub fn filters(&self) -> usize {
        self.filters
    }

    /// Returns the layer as the reference computes it, for an input of this shape.
    pub(crate) fn as_reference(&self, input: &Shape) -> xornet_core::Convolution<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let axes = self.axes(input).unwrap_or([WindowAxis::ONE; 2]);
        xornet_core::Convolution::new(
            self.kind,
            axes,
            [self.channels, self.groups, self.filters],
            self.weights(),
            self.biases(),
            self.activation,
        )
    }

    /// Returns the sums at one position as a fully connected layer, if the whole kernel is side by side there.
    pub(crate) fn position(&self) -> Option<&Dense<T>> {
        self.position.as_ref()
    }

    /// Returns the windows along the height and the width, for an input of this shape.
    fn axes(&self, input: &Shape) -> Result<[WindowAxis; 2], Misfit> {
        let dimensions = window::dimensions(self.kind);
        let frames = window::frames(input, self.channels).filter(|_| dimensions == 1);
        let [height, width, channels] = match frames {
            Some(frames) => frames,
            None => window::image(dimensions, input)?,
        };
        if channels != self.channels {
            return Err(tensors::other_channels(self.channels));
        }
        self.window.axes(dimensions, [height, width])
    }
}

impl<T: Float> Kind<T> for Convolution<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        window::image(window::dimensions(self.kind), &inputs[0])?;
        let [height, width] = self.axes(&inputs[0])?;
        let shape = [height.output, width.output, self.filters];
        window::shape(window::dimensions(self.kind), shape)
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        let &[channels] = inputs[0].axes() else {
            return self.output(inputs).map(Streamed::of);
        };
        if self.kind == LayerKind::Conv2d {
            return self.output(inputs).map(Streamed::of);
        }
        match channels == self.channels {
            true => self.window.causal(self.filters),
            false => Err(tensors::other_channels(self.channels)),
        }
    }

    fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<T>> {
        if inputs[0].rank() > 1 {
            return None;
        }
        let [taps, stride, dilation] =
            [self.window.size, self.window.strides, self.window.dilation].map(|of| of[1]);
        // With the frames of each window side by side, the windows follow each other.
        let side_by_side = taps > 1;
        let mut layer = self.clone();
        layer.window = Window {
            size: self.window.size,
            strides: [1, if side_by_side { taps } else { stride }],
            dilation: [1, 1],
            padding: Padding::Valid,
        };
        if self.groups == 1 {
            let (weights, biases) = (self.weights().to_vec(), self.biases().to_vec());
            let inputs = taps * self.channels;
            let dense = Dense::new(inputs, self.filters, weights, Some(biases), self.activation);
            layer.position = dense.ok().map(Dense::sequential);
        }
        Some(Lowered {
            frames: side_by_side.then(|| Frames::taps(taps, dilation, stride)),
            layer: Layer::Convolution(layer),
        })
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![("filters", Attribute::Number(self.filters))];
        let dimensions = window::dimensions(self.kind);
        attributes.extend(self.window.attributes(dimensions, "kernel_size", [1, 1]));
        if self.groups != 1 {
            attributes.push(("groups", Attribute::Number(self.groups)));
        }
        attributes
    }

    fn parameters(&self) -> Vec<Parameter<'_, T>> {
        let mut shape = Window::written(window::dimensions(self.kind), &self.window.size).to_vec();
        shape.extend([self.channels / self.groups, self.filters]);
        self.tensors.parameters(shape)
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        let [height, width] = self.axes(&inputs[0]).unwrap_or([WindowAxis::ONE; 2]);
        height.output * width.output * self.weights().len()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Convolution(self.as_reference(&inputs[0]))
    }
}
