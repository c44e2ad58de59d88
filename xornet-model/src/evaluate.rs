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
    run(network, input, |_| {})
}

/// Computes the output for `input`, and passes each layer's values to `visit`, in the order of the layers.
///
/// # Panics
///
/// If the length of `input` is not [`Network::inputs`].
pub fn trace<T: Float>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    run(network, input, |step| {
        visit(Step {
            input: step.input.to_vec(),
            sums: step.sums.to_vec(),
            outputs: step.outputs.to_vec(),
        });
    });
}

fn run<T: Float>(
    network: &Network<T>,
    input: &[T],
    visit: impl FnMut(reference::Step<'_, T>),
) -> Vec<T> {
    let buffers = Buffers::of(network);
    let values = network.values().iter().zip(buffers.offsets());
    let values: Vec<_> = values
        .map(|(value, &offset)| Value::new(value.shape.axes(), offset))
        .collect();
    let indices = |ids: &[ValueId]| ids.iter().map(|id| id.index()).collect::<Vec<_>>();
    let taken: Vec<_> = network
        .nodes()
        .iter()
        .map(|node| indices(node.inputs()))
        .collect();
    let nodes = network.nodes().iter().zip(&taken);
    let nodes: Vec<_> = nodes
        .map(|(node, taken)| Node::new(node.layer().reference(), taken, node.output().index()))
        .collect();
    let (inputs, outputs) = (
        indices(network.input_values()),
        indices(network.output_values()),
    );
    let graph = Graph::new(&values, &nodes, &inputs, &outputs);

    let mut output = vec![T::ZERO; network.outputs()];
    let mut memory = vec![T::ZERO; 3 * buffers.length()];
    let (values, rest) = memory.split_at_mut(buffers.length());
    let (sums, outputs) = rest.split_at_mut(buffers.length());
    let scratch = Scratch {
        values,
        sums,
        outputs,
    };
    reference::forward(&graph, input, &mut output, scratch, visit);
    output
}
