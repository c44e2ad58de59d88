//! Pieces of a long network.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::{Float, Network, ValueId};

/// Layers in one function. Optimising a function takes time that grows with the square of its layers; and
/// every layer binds a variable, whose scope is inside the one before: nested too deeply they overflow the
/// compiler's stack.
pub const SEGMENT: usize = 16;

/// Some layers, one after the other, that become a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The layers, by their place in the network.
    pub steps: Range<usize>,
    /// The values that are known before and needed in it.
    pub inputs: Vec<ValueId>,
    /// The values that are made in it and needed after it.
    pub outputs: Vec<ValueId>,
}

/// Cuts a network into pieces.
pub(super) fn segments<T: Float>(network: &Network<T>) -> Vec<Segment> {
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
        Segment {
            inputs: inputs.into_iter().collect(),
            outputs: made.intersection(&needed).copied().collect(),
            steps,
        }
    });
    segments.collect()
}
