//! From the nodes of a file to operations on its values, from the outputs back to the inputs, a node at a time.

mod left_out;
mod walk;

use self::left_out::left_out;
use self::walk::Walk;
use super::graph::{Facts, Operation, Source, ValueId};
use crate::import::unsupported::Unsupported;

/// The operations, with notes about what was left out.
pub struct Lowered {
    /// In an order in which they can be computed.
    pub parts: Vec<Part>,
    pub notes: Vec<String>,
}

/// The operations that a node becomes.
pub struct Part {
    /// The node's number.
    pub index: usize,
    pub value: ValueId,
    /// The values that the first operation takes.
    pub inputs: Vec<ValueId>,
    /// In the order in which they are applied.
    pub operations: Vec<Operation>,
    pub origin: String,
}

/// Lowers the nodes that the outputs depend on. `others` are values whose nodes are left out without a note.
///
/// # Errors
///
/// The reasons of all nodes that cannot be a part of the network, with those in `unsupported`, which are known already.
pub fn lower(
    facts: &Facts,
    outputs: &[ValueId],
    others: &[ValueId],
    unsupported: Vec<(usize, Unsupported)>,
) -> Result<Lowered, Vec<Unsupported>> {
    let mut walk = Walk::back(facts, outputs, unsupported);
    if !walk.unsupported.is_empty() {
        // In the order of the graph.
        walk.unsupported.sort_by_key(|(node, _)| *node);
        return Err(walk
            .unsupported
            .into_iter()
            .map(|(_, unsupported)| unsupported)
            .collect());
    }
    walk.ignored.reverse();
    let mut notes = walk.ignored;
    let (others, _) = facts.graph().ancestors(others);
    let known = walk.taken.iter().zip(others);
    let known: Vec<_> = known.map(|(&taken, other)| taken || other).collect();
    notes.extend(left_out(facts, &known));
    // The graph is sorted: each node comes after those that make its inputs.
    let own = |part: &Part| {
        let made = |&value: &ValueId| matches!(facts.graph().values[value].source, Source::Node { node, .. } if node == part.index);
        part.inputs.iter().any(made)
    };
    // An output of a node may be made of another one.
    walk.parts.sort_by_key(|part| (part.index, own(part)));
    Ok(Lowered {
        parts: walk.parts,
        notes,
    })
}
