//! Notes about parts of the graph that the network does not need.

use crate::onnx::graph::{Facts, Node, Source};

/// Returns a note for each node that depends on the input, but that the output does not depend on, and for each
/// initializer that no node uses.
pub fn left_out(facts: &Facts, taken: &[bool]) -> Vec<String> {
    let graph = facts.graph();
    let depends = |node: &Node| {
        node.outputs
            .iter()
            .flatten()
            .any(|&value| facts.varies(value))
    };
    let rest = graph
        .nodes
        .iter()
        .zip(taken)
        .filter(|&(node, &taken)| !taken && depends(node));
    let mut notes: Vec<_> = rest
        .map(|(node, _)| format!("left out: {node}: the output does not depend on it"))
        .collect();
    let mut used = vec![false; graph.values.len()];
    for &value in graph
        .nodes
        .iter()
        .flat_map(|node| node.inputs.iter().flatten())
    {
        used[value] = true;
    }
    for (value, _) in used.iter().enumerate().filter(|&(_, used)| !used) {
        if matches!(
            graph.values[value].source,
            Source::Constant(_) | Source::Unreadable(_)
        ) {
            notes.push(format!(
                "left out: the initializer {}, which nothing uses",
                graph.name(value)
            ));
        }
    }
    notes
}
