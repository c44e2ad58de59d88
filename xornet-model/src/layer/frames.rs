//! The last frames of a stream.

use xornet_core::{LayerKind, Shape};

use super::stream::Streamed;
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, keys};
use crate::{Float, InvalidNetwork, VALUE_LIMIT};

/// The last frames of a stream: a `window`, or what a causal convolution takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Frames<T> {
    taps: usize,
    dilation: usize,
    stride: usize,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T> Frames<T> {
    /// Makes a `window` of the last `frames`.
    ///
    /// # Errors
    ///
    /// If there are no frames, or more than the limit.
    pub fn window(frames: usize) -> Result<Self, InvalidNetwork> {
        if !(1..=VALUE_LIMIT).contains(&frames) {
            let message =
                format!("a window has {frames} frames; the limits are 1 and {VALUE_LIMIT}");
            return Err(InvalidNetwork::new("frames", message));
        }
        Ok(Self::taps(frames, 1, 1))
    }

    /// Makes the frames at a distance of `dilation`, for every `stride`-th frame.
    pub(crate) fn taps(taps: usize, dilation: usize, stride: usize) -> Self {
        Self {
            taps,
            dilation,
            stride,
            numbers: std::marker::PhantomData,
        }
    }

    /// Returns the number of frames of a window.
    pub(crate) fn count(&self) -> usize {
        self.taps
    }

    /// Returns the layer as the reference computes it, for frames of so many numbers.
    pub(crate) fn as_reference(&self, channels: usize) -> xornet_core::Frames {
        xornet_core::Frames::new(channels, self.taps, self.dilation, self.stride)
    }

    /// Returns the same frames of another number type.
    #[must_use]
    pub fn cast<U>(&self) -> Frames<U> {
        Frames::taps(self.taps, self.dilation, self.stride)
    }

    /// Returns how many numbers are kept, for frames of this shape.
    pub(crate) fn numbers(&self, frame: &Shape) -> usize {
        self.kept().saturating_mul(frame.channels())
    }

    /// Returns the frames before the newest one that are kept.
    fn kept(&self) -> usize {
        (self.taps - 1).saturating_mul(self.dilation)
    }
}

/// Makes the error of a window in a network that is not a stream.
pub(crate) fn without_stream() -> Misfit {
    Misfit::new("a window is a part of a stream, and this network has none")
        .help("set `input = [\"time\", channels]`, or use `slice`")
}

impl<T> Frames<T> {
    /// Returns the windows that the layer makes of the frames of a stream.
    pub(crate) fn windows(&self, frame: &Shape) -> Result<Streamed, Misfit> {
        let &[channels] = frame.axes() else {
            return Err(Misfit::new(
                "expected the frames of a stream, not a window of them",
            ));
        };
        let output = Shape::new(&[self.taps, channels]);
        Ok(Streamed {
            reach: Some(self.kept()),
            ..Streamed::of(output.ok_or_else(|| Misfit::new("the output would be too large"))?)
        })
    }

    /// Returns the keys of the layer in a model file.
    pub(crate) fn written(&self) -> Vec<(&'static str, Attribute)> {
        vec![("frames", Attribute::Number(self.taps))]
    }
}

impl<T: Float> Kind<T> for Frames<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Window
    }

    fn output(&self, _: &[Shape]) -> Result<Shape, Misfit> {
        Err(without_stream())
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        self.windows(&inputs[0])
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        self.written()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn state(&self, inputs: &[Shape]) -> usize {
        self.numbers(&inputs[0])
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Frames(self.as_reference(inputs[0].channels()))
    }
}

impl<T: Float> ReadLayer<T> for Frames<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["frames"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let expected = "the number of frames, as in `frames = 6`";
        let frames = keys::positive(table, "frames", expected, reader);
        let layer = frames.and_then(|frames| {
            let place = table
                .get("frames")
                .map_or_else(|| table.span.clone(), |entry| entry.key);
            Self::window(frames).map_err(|error| reader.errors.push(error.at(place)))
        });
        Outcome::of(layer, table, inputs, reader)
    }
}
