use super::{LayerKind, TransposedAxis, WindowAxis};
use crate::Activation;

/// A convolution with channels last. That of one axis has a height of one.
///
/// Each output is the sum of its bias and of the products in its window: the positions of the kernel row by row, and in
/// each the channels in order. Positions in the padding are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Convolution<'a, S> {
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
    pub weights: &'a [S],
    /// The biases, one per filter.
    pub biases: &'a [S],
    /// The activation that is applied to the sums.
    pub activation: Activation<S>,
}

impl<'a, S> Convolution<'a, S> {
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
        weights: &'a [S],
        biases: &'a [S],
        activation: Activation<S>,
    ) -> Self
    where
        S: Copy,
    {
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
            activation,
        }
    }
}

/// A transposed convolution with channels last: input `i` and position `k` of the kernel add to output
/// `i * stride + k`. That of one axis has a height of one.
///
/// Each output is the sum of its bias and of its products: the positions of the kernel row by row, and in each the
/// channels in order.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TransposedConvolution<'a, S> {
    /// The kind of the layer, with one axis or two.
    pub kind: LayerKind,
    /// The positions along the height.
    pub height: TransposedAxis,
    /// The positions along the width, or along the only axis.
    pub width: TransposedAxis,
    /// The number of channels of the input.
    pub channels: usize,
    /// The number of filters, which is the number of channels of the output.
    pub filters: usize,
    /// The weights `[height][width][channels][filters]`, row by row.
    pub weights: &'a [S],
    /// The biases, one per filter.
    pub biases: &'a [S],
    /// The activation that is applied to the sums.
    pub activation: Activation<S>,
}

impl<'a, S> TransposedConvolution<'a, S> {
    /// Makes a transposed convolution of one axis or two, according to `kind`. `channels` are those of the input, and
    /// the filters.
    ///
    /// # Panics
    ///
    /// If there are more or fewer weights or biases than the shape tells.
    #[must_use]
    pub const fn new(
        kind: LayerKind,
        [height, width]: [TransposedAxis; 2],
        [channels, filters]: [usize; 2],
        weights: &'a [S],
        biases: &'a [S],
        activation: Activation<S>,
    ) -> Self
    where
        S: Copy,
    {
        assert!(
            weights.len() == height.kernel * width.kernel * channels * filters
                && biases.len() == filters,
            "a transposed convolution has height × width × channels × filters weights and a bias per filter"
        );
        Self {
            kind,
            height,
            width,
            channels,
            filters,
            weights,
            biases,
            activation,
        }
    }
}
