//! A network that was read, run by the reference: the bits of the compiled one.

use xornet_core::graph::{Graph, Node, Value};
use xornet_core::reference::{self, Scratch};

use crate::plan::Buffers;
use crate::{Float, Network, ValueId};

/// What one layer took and gave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step<T> {
    /// What came in; of several inputs, the first.
    pub input: Vec<T>,
    /// Before the activation.
    pub sums: Vec<T>,
    /// After the activation.
    pub outputs: Vec<T>,
}

/// Returns the output for `input`.
///
/// # Panics
///
/// If `input` is not as long as the network's.
pub fn forward<T: Float>(network: &Network<T>, input: &[T]) -> Vec<T> {
    run(network, input, |_| {})
}

/// Does the same, and shows each layer to `visit`.
///
/// # Panics
///
/// If `input` is not as long as the network's.
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
    let mut room = vec![T::ZERO; 3 * buffers.length()];
    let (values, rest) = room.split_at_mut(buffers.length());
    let (sums, outputs) = rest.split_at_mut(buffers.length());
    let scratch = Scratch {
        values,
        sums,
        outputs,
    };
    reference::forward(&graph, input, &mut output, scratch, visit);
    output
}
