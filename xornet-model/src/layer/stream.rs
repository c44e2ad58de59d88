//! Layers on the frames of a stream.

use xornet_core::Shape;

use super::{Frames, Misfit};
use crate::Element;

/// What a layer does with a stream whose frames have the shapes of its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Streamed {
    /// The shape of a frame that it gives.
    pub(crate) output: Shape,
    /// The number of frames that it takes for each that it gives.
    pub(crate) stride: usize,
    /// The number of frames before the newest one that the output depends on; `None` if it depends on all.
    pub(crate) reach: Option<usize>,
}

impl Streamed {
    /// Gives a frame for each frame, and depends on no other.
    pub(crate) fn of(output: Shape) -> Self {
        Self {
            output,
            stride: 1,
            reach: Some(0),
        }
    }

    /// Gives frames of `channels` numbers.
    pub(crate) fn vector(
        channels: usize,
        stride: usize,
        reach: Option<usize>,
    ) -> Result<Self, Misfit> {
        let output = Shape::vector(channels);
        Ok(Self {
            output: output.ok_or_else(|| Misfit::new("the output would be empty"))?,
            stride,
            reach,
        })
    }
}

/// A layer as it is in a step of a stream, which takes one frame or several.
pub(crate) struct Lowered<T: Element> {
    /// The frames that the layer takes in place of its input, if it needs earlier ones.
    pub(crate) frames: Option<Frames<T>>,
    /// The layer, on as many frames.
    pub(crate) layer: T::NetworkLayer,
}

impl<T: Element> Lowered<T> {
    /// Takes a layer that needs no earlier frames, or keeps them itself.
    pub(crate) fn of(layer: T::NetworkLayer) -> Self {
        Self {
            frames: None,
            layer,
        }
    }
}

/// Returns an error if an input is a stream's frame: the layer needs the whole sequence.
pub(crate) fn needs_the_end(inputs: &[Shape]) -> Result<(), Misfit> {
    match inputs.iter().all(|shape| shape.rank() > 1) {
        true => Ok(()),
        false => Err(Misfit::new(
            "it takes whole sequences, but the frames of a stream have no end",
        )
        .help("put a `window` in front of it: the last frames are a sequence")),
    }
}

/// Returns the axis in the shape of a frame, of an axis that counts the time as the first one.
pub(super) fn axis(axis: isize, input: &Shape) -> Result<isize, Misfit> {
    match (axis, input.rank()) {
        (1 | -1, 1) => Ok(-1),
        (0 | -2, 1) => {
            Err(Misfit::new("along the time, a stream has one frame at a time").at("axis"))
        }
        _ => Ok(axis),
    }
}
