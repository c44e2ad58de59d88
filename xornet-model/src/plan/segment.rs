//! The segments of a long network.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::{Element, Network, ValueId};

/// The most layers in one function. The time for optimising a function grows with the square of its layers.
/// And each layer binds a variable, whose scope is inside the scope of the one before: if these are nested too
/// deeply, they overflow the compiler's stack.
pub const SEGMENT: usize = 16;

/// Consecutive layers that become one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The indices of the layers in the network.
    pub steps: Range<usize>,
    /// The values that the segment takes from before it.
    pub inputs: Vec<ValueId>,
    /// The values that the segment makes and that are needed after it; those of the only segment of a network are its
    /// outputs, in their order.
    pub outputs: Vec<ValueId>,
}

/// Cuts a network into segments.
pub(super) fn segments<T: Element>(network: &Network<T>) -> Vec<Segment> {
    let nodes = network.nodes();
    let starts = (0..nodes.len()).step_by(SEGMENT);
    let segments = starts.map(|start| {
        let steps = start..nodes.len().min(start + SEGMENT);
        let made: BTreeSet<_> = nodes[steps.clone()]
            .iter()
            .map(|node| node.output())
            .collect();
        let taken =
            |range: Range<usize>| nodes[range].iter().flat_map(|node| node.inputs().to_vec());
        let inputs: BTreeSet<_> = taken(steps.clone())
            .filter(|id| !made.contains(id))
            .collect();
        let needed: BTreeSet<_> = taken(steps.end..nodes.len())
            .chain(network.output_values().to_vec())
            .collect();
        let only = steps.len() == nodes.len();
        Segment {
            inputs: inputs.into_iter().collect(),
            outputs: match only {
                true => network.output_values().to_vec(),
                false => made.intersection(&needed).copied().collect(),
            },
            steps,
        }
    });
    segments.collect()
}
