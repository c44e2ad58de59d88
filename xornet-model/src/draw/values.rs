use crate::{Element, Network};

/// The values of a network in one forward pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Values<T> {
    /// The numbers of each value of the network.
    vectors: Vec<Vec<T>>,
}

impl<T: Element> Values<T> {
    /// Takes the input, of all inputs of the network one after the other, and the output of each layer, first to last;
    /// returns `None` if a length does not fit the network.
    #[must_use]
    pub fn new(network: &Network<T>, input: Vec<T>, outputs: Vec<Vec<T>>) -> Option<Self> {
        let mut vectors = vec![Vec::new(); network.values().len()];
        let mut rest = &input[..];
        for id in network.input_values() {
            let (numbers, others) = rest.split_at_checked(network.length(*id))?;
            vectors[id.index()] = numbers.to_vec();
            rest = others;
        }
        if !rest.is_empty() || outputs.len() != network.nodes().len() {
            return None;
        }
        for (node, numbers) in network.nodes().iter().zip(outputs) {
            vectors[node.output().index()] = numbers;
        }
        let lengths = vectors.iter().map(Vec::len);
        lengths.eq(widths(network)).then_some(Self { vectors })
    }

    /// Returns the numbers of each value, by its index.
    pub(super) fn vectors(&self) -> &[Vec<T>] {
        &self.vectors
    }
}

/// Returns the length of each value, by its index: in a chain, that of the input, then that of each layer's output.
pub(super) fn widths<T: Element>(network: &Network<T>) -> impl Iterator<Item = usize> {
    let values = network.values().iter();
    values.map(|value| value.shape.count())
}
