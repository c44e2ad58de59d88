//! Networks as graphs of layers, and the values between them.

use crate::{Scalar, Shape};

/// A network as the reference computes it: layers in an order in which the inputs of each are computed before it.
///
/// All values are in one array of numbers, the scratch. Values that are not needed at the same time may share
/// memory there.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Graph<'a, S: Scalar> {
    /// All values: the inputs of the network, and the outputs of the nodes.
    pub values: &'a [Value],
    /// The layers, in the order in which they run.
    pub nodes: &'a [Node<'a, S>],
    /// The indices of the values that are inputs of the network.
    pub inputs: &'a [usize],
    /// The indices of the values that are outputs of the network.
    pub outputs: &'a [usize],
}

/// A graph without its layers.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// All values: the inputs of the network, and the outputs of the nodes.
    pub values: &'a [Value],
    /// The indices of the values that are inputs of the network.
    pub inputs: &'a [usize],
    /// The indices of the values that are outputs of the network.
    pub outputs: &'a [usize],
}

/// A tensor between two layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Value {
    /// The lengths of its axes.
    pub shape: Shape,
    /// The index in the scratch at which the value begins.
    pub offset: usize,
}

/// A layer with its inputs and its output.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Node<'a, S: Scalar> {
    /// The layer, with its weights.
    pub layer: S::Layer<'a>,
    /// The indices of the values that are its inputs, in the order of the layer.
    pub inputs: &'a [usize],
    /// The index of the value that is its output.
    pub output: usize,
}

impl<'a, S: Scalar> Graph<'a, S> {
    /// Makes a graph.
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

    /// Returns the graph without its layers.
    #[must_use]
    pub const fn frame(&self) -> Frame<'a> {
        Frame {
            values: self.values,
            inputs: self.inputs,
            outputs: self.outputs,
        }
    }

    /// Returns the layers, in the order in which they run.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = &'a S::Layer<'a>> {
        self.nodes.iter().map(|node| &node.layer)
    }
}

impl Value {
    /// Makes a value with these axes that begins at `offset` in the scratch.
    ///
    /// # Panics
    ///
    /// If [`Shape::of`] does not allow the axes.
    #[must_use]
    pub const fn new(axes: &[usize], offset: usize) -> Self {
        Self {
            shape: Shape::of(axes),
            offset,
        }
    }

    /// Returns the range of the value in the scratch.
    #[must_use]
    pub const fn range(&self) -> core::ops::Range<usize> {
        self.offset..self.offset + self.shape.count()
    }
}

impl<'a, S: Scalar> Node<'a, S> {
    /// Makes a node.
    #[must_use]
    pub const fn new(layer: S::Layer<'a>, inputs: &'a [usize], output: usize) -> Self {
        Self {
            layer,
            inputs,
            output,
        }
    }
}
