use crate::{Float, Network};

/// The values of a network's units in one forward pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Values<T> {
    vectors: Vec<Vec<T>>,
}

impl<T: Float> Values<T> {
    /// Takes the input and the output of each layer, first to last; returns `None` if a length does not fit the
    /// network.
    #[must_use]
    pub fn new(network: &Network<T>, input: Vec<T>, outputs: Vec<Vec<T>>) -> Option<Self> {
        let mut vectors = vec![input];
        vectors.extend(outputs);
        let lengths = vectors.iter().map(Vec::len);
        lengths.eq(widths(network)).then_some(Self { vectors })
    }

    /// Returns the input, then the output of each layer.
    pub(super) fn vectors(&self) -> &[Vec<T>] {
        &self.vectors
    }
}

/// Returns the length of the input, then that of each layer's output.
pub(super) fn widths<T: Float>(network: &Network<T>) -> impl Iterator<Item = usize> {
    let values = network.values().iter();
    values.map(|value| value.shape.count())
}
