//! The sizes of convolutions, without their numbers.

use xornet_core::{LayerKind, Shape, WindowAxis};

use crate::InvalidNetwork;
use crate::layer::stream::Streamed;
use crate::layer::tensors;
use crate::layer::window::{self, Padding, Window};
use crate::layer::{Attribute, Misfit};

/// The sizes of a convolution over one axis or two, of any number type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Geometry {
    pub(crate) kind: LayerKind,
    pub(crate) window: Window,
    pub(crate) channels: usize,
    pub(crate) groups: usize,
    pub(crate) filters: usize,
}

impl Geometry {
    /// Takes the sizes of a convolution of one axis or two, according to `kind`, or returns an error if they do not fit each
    /// other.
    pub(crate) fn new(
        kind: LayerKind,
        window: Window,
        [channels, groups, filters]: [usize; 3],
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
        Ok(Self {
            kind,
            window,
            channels,
            groups,
            filters,
        })
    }

    /// Returns the axes of the weights, with a height of one if the kernel has one axis.
    pub(crate) fn weights(&self) -> [usize; 4] {
        let [height, width] = self.window.size;
        [height, width, self.channels / self.groups, self.filters]
    }

    /// Returns the axes of the weights in a model file.
    pub(crate) fn written_weights(&self) -> Vec<usize> {
        self.weights()[2 - self.dimensions()..].to_vec()
    }

    fn dimensions(&self) -> usize {
        window::dimensions(self.kind)
    }

    /// Returns the windows along the height and the width, for an input of this shape.
    pub(crate) fn axes(&self, input: &Shape) -> Result<[WindowAxis; 2], Misfit> {
        let dimensions = self.dimensions();
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

    /// Returns the windows for an input that the layer takes, as a builder has checked.
    pub(crate) fn checked_axes(&self, input: &Shape) -> [WindowAxis; 2] {
        self.axes(input).unwrap_or([WindowAxis::ONE; 2])
    }

    /// Returns the shape of the output for an input of this shape.
    pub(crate) fn output(&self, input: &Shape) -> Result<Shape, Misfit> {
        window::image(self.dimensions(), input)?;
        let [height, width] = self.axes(input)?;
        let shape = [height.output, width.output, self.filters];
        window::shape(self.dimensions(), shape)
    }

    /// Returns what the layer does with the frames of a stream.
    pub(crate) fn streamed(&self, input: &Shape) -> Result<Streamed, Misfit> {
        match *input.axes() {
            [channels] if self.kind == LayerKind::Conv1d => match channels == self.channels {
                true => self.window.causal(self.filters),
                false => Err(tensors::other_channels(self.channels)),
            },
            _ => self.output(input).map(Streamed::of),
        }
    }

    /// Returns the layer in a step of a stream, and the taps, the dilation and the stride of the frames that it takes, if
    /// these are several; `None` if the input is not the frames of a stream.
    pub(crate) fn lowered(&self, input: &Shape) -> Option<(Self, Option<[usize; 3]>)> {
        if input.rank() > 1 {
            return None;
        }
        let [taps, stride, dilation] =
            [self.window.size, self.window.strides, self.window.dilation].map(|of| of[1]);
        // With the frames of each window side by side, the windows follow each other.
        let side_by_side = taps > 1;
        let window = Window {
            size: self.window.size,
            strides: [1, if side_by_side { taps } else { stride }],
            dilation: [1, 1],
            padding: Padding::Valid,
        };
        let frames = side_by_side.then_some([taps, dilation, stride]);
        Some((Self { window, ..*self }, frames))
    }

    /// Returns the keys of the layer in a model file, other than those of its numbers.
    pub(crate) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![("filters", Attribute::Number(self.filters))];
        let window = self
            .window
            .attributes(self.dimensions(), "kernel_size", [1, 1]);
        attributes.extend(window);
        if self.groups != 1 {
            attributes.push(("groups", Attribute::Number(self.groups)));
        }
        attributes
    }

    /// Returns the number of multiply-adds for an input of this shape.
    pub(crate) fn macs(&self, input: &Shape) -> usize {
        let [height, width] = self.checked_axes(input);
        height.output * width.output * self.weights().iter().product::<usize>()
    }
}
