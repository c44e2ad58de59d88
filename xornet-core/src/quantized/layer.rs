//! Layers of eight bits as the reference computes them, with borrowed numbers.

use super::merge::Merge;
use super::{Lookup, Rescale, Softmax};
use crate::{
    Concatenate, Frames as FloatFrames, GlobalPool, LayerKind, Pool, Reshape, Slice, Upsample,
    WindowAxis,
};

/// A layer of a network of eight bits, with the numbers of its model file.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Layer<'a> {
    /// A fully connected layer on the last axis.
    Dense(Dense<'a>),
    /// A convolution over one axis or two, with channels last.
    Convolution(Convolution<'a>),
    /// The maximum or the average of each window.
    Pool(Pool),
    /// The maximum or the average of each channel.
    GlobalPool(GlobalPool),
    /// The average of each channel, with a quantization of its own.
    Mean(Mean<'a>),
    /// A function of each integer, as a table.
    Lookup(Lookup<'a>),
    /// The activation `relu` or `relu6`.
    Clamp(ClampLayer<'a>),
    /// The softmax along the last axis.
    Softmax(Softmax),
    /// The same numbers in another shape.
    Reshape(Reshape),
    /// A repetition of each position.
    Upsample(Upsample),
    /// A range of an axis.
    Slice(Slice),
    /// The sum or the product of two tensors.
    Merge(Merge<'a>),
    /// Several tensors, one after the other along an axis.
    Concatenate(Concatenate),
    /// The last frames of a stream.
    Frames(Frames),
}

/// A fully connected layer on the last axis. Its sums are `biases + (input − zero_point) · weights`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Dense<'a> {
    /// The length of the input's last axis.
    pub inputs: usize,
    /// The length of the output's last axis.
    pub units: usize,
    /// The `inputs × units` weights, one row per input.
    pub weights: &'a [i8],
    /// The biases, one per unit.
    pub biases: &'a [i32],
    /// The zero point of the input.
    pub zero_point: i8,
    /// The step from sums to outputs.
    pub rescale: Rescale<'a>,
}

impl<'a> Dense<'a> {
    /// Makes a layer of `inputs × units` weights, one row per input, and one bias per unit.
    ///
    /// # Panics
    ///
    /// If there are more or fewer weights or biases than that.
    #[must_use]
    pub const fn new(
        [inputs, units]: [usize; 2],
        weights: &'a [i8],
        biases: &'a [i32],
        zero_point: i8,
        rescale: Rescale<'a>,
    ) -> Self {
        assert!(
            weights.len() == inputs * units && biases.len() == units,
            "a dense layer has inputs × units weights and a bias per unit"
        );
        Self {
            inputs,
            units,
            weights,
            biases,
            zero_point,
            rescale,
        }
    }
}

/// A convolution with channels last. Its sums are as those of a convolution of floating-point numbers, of the inputs less
/// their zero point; the padding is absent, as if it were the zero point.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Convolution<'a> {
    /// The kind of the layer, with one axis or two.
    pub kind: LayerKind,
    /// The windows along the height.
    pub height: WindowAxis,
    /// The windows along the width, or along the only axis.
    pub width: WindowAxis,
    /// The number of channels of the input.
    pub channels: usize,
    /// The number of groups that channels and filters are divided into; a filter takes the channels of its group.
    pub groups: usize,
    /// The number of filters, which is the number of channels of the output.
    pub filters: usize,
    /// The weights `[height][width][channels / groups][filters]`, row by row.
    pub weights: &'a [i8],
    /// The biases, one per filter.
    pub biases: &'a [i32],
    /// The zero point of the input.
    pub zero_point: i8,
    /// The step from sums to outputs.
    pub rescale: Rescale<'a>,
}

impl<'a> Convolution<'a> {
    /// Makes a convolution of one axis or two, according to `kind`. `channels` are those of the input, the groups, and
    /// the filters.
    ///
    /// # Panics
    ///
    /// If there are more or fewer weights or biases than the shape tells, or if the groups do not divide the channels and
    /// the filters.
    #[must_use]
    pub const fn new(
        kind: LayerKind,
        [height, width]: [WindowAxis; 2],
        [channels, groups, filters]: [usize; 3],
        (weights, biases): (&'a [i8], &'a [i32]),
        zero_point: i8,
        rescale: Rescale<'a>,
    ) -> Self {
        assert!(
            groups > 0 && channels % groups == 0 && filters % groups == 0,
            "groups divide the channels and the filters"
        );
        assert!(
            weights.len() == height.kernel * width.kernel * (channels / groups) * filters
                && biases.len() == filters,
            "a convolution has height × width × channels / groups × filters weights and a bias per filter"
        );
        Self {
            kind,
            height,
            width,
            channels,
            groups,
            filters,
            weights,
            biases,
            zero_point,
            rescale,
        }
    }
}

/// The average of each channel over all positions, which the factor of `rescale` divides by their number.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mean<'a> {
    /// The number of channels.
    pub channels: usize,
    /// The zero point of the input.
    pub zero_point: i8,
    /// The step from sums to outputs.
    pub rescale: Rescale<'a>,
}

impl<'a> Mean<'a> {
    /// Makes the layer.
    #[must_use]
    pub const fn new(channels: usize, zero_point: i8, rescale: Rescale<'a>) -> Self {
        Self {
            channels,
            zero_point,
            rescale,
        }
    }
}

/// An activation that only limits the numbers, with a quantization of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClampLayer<'a> {
    /// The zero point of the input.
    pub zero_point: i8,
    /// The step from inputs to outputs.
    pub rescale: Rescale<'a>,
}

impl<'a> ClampLayer<'a> {
    /// Makes the layer.
    #[must_use]
    pub const fn new(zero_point: i8, rescale: Rescale<'a>) -> Self {
        Self {
            zero_point,
            rescale,
        }
    }
}

/// The last frames of a stream, before whose beginning there are zero points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frames {
    /// The windows of frames.
    pub frames: FloatFrames,
    /// The zero point of the frames.
    pub zero_point: i8,
}

impl Frames {
    /// Makes windows of frames.
    #[must_use]
    pub const fn new(frames: FloatFrames, zero_point: i8) -> Self {
        Self { frames, zero_point }
    }
}
