use super::LayerKind;

/// The same numbers in another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reshape {
    /// The kind of the layer, `flatten` or `reshape`.
    pub kind: LayerKind,
}

impl Reshape {
    /// Makes the layer.
    #[must_use]
    pub const fn new(kind: LayerKind) -> Self {
        Self { kind }
    }
}

/// A repetition of each position, along one axis or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Upsample {
    /// The height and the width of the input; a sequence has a height of one.
    pub input: [usize; 2],
    /// The number of repetitions along the height and along the width.
    pub size: [usize; 2],
    /// The number of channels.
    pub channels: usize,
}

impl Upsample {
    /// Makes the layer.
    #[must_use]
    pub const fn new(input: [usize; 2], size: [usize; 2], channels: usize) -> Self {
        Self {
            input,
            size,
            channels,
        }
    }
}

/// A range of an axis: of each of `outer` tensors of `length · inner` numbers, `count · inner` numbers from `start · inner`
/// on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slice {
    /// The product of the lengths of the axes before the one that is cut.
    pub outer: usize,
    /// The length of the axis.
    pub length: usize,
    /// The product of the lengths of the axes after it.
    pub inner: usize,
    /// The first index that is kept.
    pub start: usize,
    /// The number of indices that are kept.
    pub count: usize,
}

impl Slice {
    /// Makes the layer.
    #[must_use]
    pub const fn new([outer, length, inner]: [usize; 3], start: usize, count: usize) -> Self {
        Self {
            outer,
            length,
            inner,
            start,
            count,
        }
    }
}

/// Several tensors, one after the other along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Concatenate {
    /// The product of the lengths of the axes before the one along which the tensors follow each other.
    pub outer: usize,
}

impl Concatenate {
    /// Makes the layer.
    #[must_use]
    pub const fn new(outer: usize) -> Self {
        Self { outer }
    }
}
