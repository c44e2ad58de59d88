use super::LayerKind;
use crate::{Activation, Shape};

/// An operation on several tensors, element by element, with the broadcasting of numpy: the tensors are combined from
/// the first to the last.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Merge<S> {
    /// The kind of the layer, which is the operation.
    pub kind: LayerKind,
    /// The shape of the output.
    pub shape: Shape,
    /// The activation that is applied to the result.
    pub activation: Activation<S>,
}

impl<S> Merge<S> {
    /// Makes the layer, whose output has these axes.
    ///
    /// # Panics
    ///
    /// If [`Shape::of`] does not allow the axes.
    #[must_use]
    pub const fn new(kind: LayerKind, axes: &[usize], activation: Activation<S>) -> Self
    where
        S: Copy,
    {
        Self {
            kind,
            shape: Shape::of(axes),
            activation,
        }
    }
}

/// The steps in memory of a tensor that is broadcast to another shape, axis by axis, after filling up to three axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// The lengths of the three axes of the output.
    pub lengths: [usize; 3],
    /// The distance between neighbouring numbers of the tensor along each axis; zero along an axis that is repeated.
    pub steps: [usize; 3],
}

impl Broadcast {
    /// Makes the steps of a tensor of shape `from` that is broadcast to the shape `to`.
    #[must_use]
    pub const fn new(from: &Shape, to: &Shape) -> Self {
        let (from, to) = (from.axes(), to.axes());
        let mut lengths = [1; 3];
        let mut steps = [0; 3];
        let mut step = 1;
        let mut i = 0;
        while i < to.len() {
            lengths[2 - i] = to[to.len() - 1 - i];
            if i < from.len() {
                let length = from[from.len() - 1 - i];
                if length > 1 {
                    steps[2 - i] = step;
                }
                step *= length;
            }
            i += 1;
        }
        Self { lengths, steps }
    }
    /// Returns the index in the tensor of a number of the output, by its index there.
    #[must_use]
    pub const fn place(&self, output: usize) -> usize {
        let Self { lengths, steps } = self;
        let row = output / lengths[2];
        let at = [row / lengths[1], row % lengths[1], output % lengths[2]];
        at[0] * steps[0] + at[1] * steps[1] + at[2] * steps[2]
    }
}
