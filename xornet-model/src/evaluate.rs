//! Evaluation of a network by the reference, which gives the same bits as the compiled network.

use xornet_core::graph::{Graph, Node, Value};
use xornet_core::reference::{self, Scratch};

use crate::plan::Buffers;
use crate::{Float, Network, ValueId};

/// The input, sums and outputs of one layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step<T> {
    /// The input of the layer; the first one, if there are several.
    pub input: Vec<T>,
    /// The values before the activation.
    pub sums: Vec<T>,
    /// The values after the activation.
    pub outputs: Vec<T>,
}

/// Computes the output for `input`.
///
/// # Panics
///
/// If the length of `input` is not [`Network::inputs`].
pub fn forward<T: Float>(network: &Network<T>, input: &[T]) -> Vec<T> {
    Evaluator::new(network).forward(input)
}

/// Computes the output for `input`, and passes each layer's values to `visit`, in the order of the layers.
///
/// # Panics
///
/// If the length of `input` is not [`Network::inputs`].
pub fn trace<T: Float>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    Evaluator::new(network).run(input, |step| {
        visit(Step {
            input: step.input.to_vec(),
            sums: step.sums.to_vec(),
            outputs: step.outputs.to_vec(),
        });
    });
}

/// A network with its memory planned once, for many inputs.
pub(crate) struct Evaluator<'n, T> {
    network: &'n Network<T>,
    values: Vec<Value>,
    /// The inputs of each node.
    taken: Vec<Vec<usize>>,
    inputs: Vec<usize>,
    outputs: Vec<usize>,
    /// The length of the array of values.
    length: usize,
}

impl<'n, T: Float> Evaluator<'n, T> {
    /// Plans the memory of a network.
    pub(crate) fn new(network: &'n Network<T>) -> Self {
        let buffers = Buffers::of(network);
        let values = network.values().iter().zip(buffers.offsets());
        let taken = network.nodes().iter().map(|node| indices(node.inputs()));
        Self {
            network,
            values: values
                .map(|(value, &offset)| Value::new(value.shape.axes(), offset))
                .collect(),
            taken: taken.collect(),
            inputs: indices(network.input_values()),
            outputs: indices(network.output_values()),
            length: buffers.length(),
        }
    }

    /// Computes the output for `input`, which is as long as the network's.
    pub(crate) fn forward(&self, input: &[T]) -> Vec<T> {
        self.run(input, |_| {})
    }

    fn run(&self, input: &[T], visit: impl FnMut(reference::Step<'_, T>)) -> Vec<T> {
        let nodes = self.network.nodes().iter().zip(&self.taken);
        let nodes: Vec<_> = nodes
            .map(|(node, taken)| {
                let shapes = self.network.shapes(node.inputs());
                Node::new(
                    node.layer().reference(&shapes),
                    taken,
                    node.output().index(),
                )
            })
            .collect();
        let graph = Graph::new(&self.values, &nodes, &self.inputs, &self.outputs);

        let mut output = vec![T::ZERO; self.network.outputs()];
        let mut memory = vec![T::ZERO; 3 * self.length];
        let (values, rest) = memory.split_at_mut(self.length);
        let (sums, outputs) = rest.split_at_mut(self.length);
        let scratch = Scratch {
            values,
            sums,
            outputs,
        };
        reference::forward(&graph, input, &mut output, scratch, visit);
        output
    }
}

fn indices(ids: &[ValueId]) -> Vec<usize> {
    ids.iter().map(|id| id.index()).collect()
}
