use crate::Shape;
use crate::graph::Value;

/// The inputs of a layer: the numbers of one tensor or several, each row by row.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a, S> {
    scratch: &'a [S],
    values: &'a [Value],
    ids: &'a [usize],
}

impl<'a, S> Inputs<'a, S> {
    /// Takes the indices of values, which are in `scratch`.
    pub(super) fn new(scratch: &'a [S], values: &'a [Value], ids: &'a [usize]) -> Self {
        Self {
            scratch,
            values,
            ids,
        }
    }

    /// Returns the numbers of the first input, which is the only one of most layers.
    #[must_use]
    pub fn first(&self) -> &'a [S] {
        self.iter().next().unwrap_or_default()
    }

    /// Returns the numbers of each input.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a [S]> + use<'a, S> {
        let Self {
            scratch,
            values,
            ids,
        } = *self;
        ids.iter().map(move |&id| &scratch[values[id].range()])
    }

    /// Returns the shape of each input.
    pub fn shapes(&self) -> impl ExactSizeIterator<Item = Shape> + use<'a, S> {
        let Self { values, ids, .. } = *self;
        ids.iter().map(move |&id| values[id].shape)
    }
}
