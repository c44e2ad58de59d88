//! A network as a graph: layers, and the values between them.

use crate::{Layer, Shape};

/// A network as the reference computes it: layers in an order in which each takes values that are known.
///
/// The values lie in one array of numbers, the scratch, in places that were planned: values that are not
/// needed at the same time may share theirs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Graph<'a, S> {
    /// All values: the network's inputs, and what each node gives.
    pub values: &'a [Value],
    /// The layers, in the order in which they run.
    pub nodes: &'a [Node<'a, S>],
    /// Which values are the network's inputs.
    pub inputs: &'a [usize],
    /// Which values are the network's outputs.
    pub outputs: &'a [usize],
}

/// A tensor between two layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Value {
    /// The lengths of its axes.
    pub shape: Shape,
    /// Where it begins in the scratch, in numbers.
    pub offset: usize,
}

/// A layer, with what it takes and gives.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Node<'a, S> {
    /// The layer, with its weights.
    pub layer: Layer<'a, S>,
    /// Which values it takes, in its order.
    pub inputs: &'a [usize],
    /// Which value it gives.
    pub output: usize,
}

impl<'a, S> Graph<'a, S> {
    /// Puts a graph together.
    #[must_use]
    pub const fn new(
        values: &'a [Value],
        nodes: &'a [Node<'a, S>],
        inputs: &'a [usize],
        outputs: &'a [usize],
    ) -> Self {
        Self {
            values,
            nodes,
            inputs,
            outputs,
        }
    }

    /// Returns the layers, in the order in which they run.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = &'a Layer<'a, S>> {
        self.nodes.iter().map(|node| &node.layer)
    }
}

impl Value {
    /// Makes a value of `axes` that begins at `offset`.
    ///
    /// # Panics
    ///
    /// If the axes are not those of a [`Shape`].
    #[must_use]
    pub const fn new(axes: &[usize], offset: usize) -> Self {
        match Shape::new(axes) {
            Some(shape) => Self { shape, offset },
            None => panic!("a value has one to three axes, none of them empty"),
        }
    }

    /// Returns where the value lies in the scratch.
    #[must_use]
    pub const fn range(&self) -> core::ops::Range<usize> {
        self.offset..self.offset + self.shape.count()
    }
}

impl<'a, S> Node<'a, S> {
    /// Puts a node together.
    #[must_use]
    pub const fn new(layer: Layer<'a, S>, inputs: &'a [usize], output: usize) -> Self {
        Self {
            layer,
            inputs,
            output,
        }
    }
}
