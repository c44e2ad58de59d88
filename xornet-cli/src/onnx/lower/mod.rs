//! From the nodes of a file to operations on vectors, from the output back to the input, a node at a time.

mod left_out;
mod walk;

use std::collections::HashMap;

use self::left_out::left_out;
use self::walk::Walk;
use super::graph::{Facts, ValueId};
use crate::import::graph::{self as network, Operation};
use crate::import::unsupported::Unsupported;

/// The operations, with notes about what was left out.
pub struct Lowered {
    pub graph: network::Graph,
    pub notes: Vec<String>,
}

/// Lowers the nodes from `input` to `output`.
///
/// # Errors
///
/// The reasons of all nodes that cannot be a part of the network, with those in `unsupported`, which are known already.
pub fn lower(
    facts: &Facts,
    input: ValueId,
    output: ValueId,
    unsupported: Vec<(usize, Unsupported)>,
) -> Result<Lowered, Vec<Unsupported>> {
    let mut walk = Walk::back(facts, input, output, unsupported);
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
    notes.extend(left_out(facts, &walk.taken));
    let length = facts.probe(input).map_or(0, |zeros| zeros.numbers().len());
    // The graph is sorted: each node comes after those that make its inputs.
    walk.parts.sort_by_key(|part| part.index);
    let graph = joined(walk.parts, length, input, output).ok_or_else(|| {
        let name = facts.graph().name(output);
        vec![Unsupported::new(format!(
            "the output {name} does not depend on the numbers of the input"
        ))]
    })?;
    Ok(Lowered { graph, notes })
}

/// The operations that a node becomes.
struct Part {
    /// The node's number.
    index: usize,
    value: ValueId,
    from: ValueId,
    /// In the order in which they are applied.
    operations: Vec<Operation>,
    origin: String,
}

/// Joins the parts to a graph; `None` if a part does not come from the input.
fn joined(
    parts: Vec<Part>,
    length: usize,
    input: ValueId,
    output: ValueId,
) -> Option<network::Graph> {
    let mut graph = network::Graph::default();
    let mut made = HashMap::from([(input, graph.input(length))]);
    for part in parts {
        let mut last = *made.get(&part.from)?;
        for operation in part.operations {
            last = graph.push(operation, last, part.origin.clone());
        }
        made.insert(part.value, last);
    }
    graph.outputs.push(*made.get(&output)?);
    Some(graph)
}
