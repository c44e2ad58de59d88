//! The order in which the nodes of a graph can be computed.

use super::{Graph, Source};

/// Sorts the nodes so that each comes after those whose outputs it takes. ONNX requires this order, but not every tool
/// writes it.
///
/// `Err` if there is a cycle.
pub fn sort(graph: &mut Graph) -> Result<(), String> {
    let producer = |value: usize| match graph.values[value].source {
        Source::Node { node, .. } => Some(node),
        _ => None,
    };
    let mut consumers = vec![Vec::new(); graph.nodes.len()];
    let mut waiting = vec![0usize; graph.nodes.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        for producer in node
            .inputs
            .iter()
            .flatten()
            .filter_map(|&value| producer(value))
        {
            consumers[producer].push(index);
            waiting[index] += 1;
        }
    }
    // Keep the order of the file where it is valid already.
    let mut ready: std::collections::BTreeSet<_> = (0..graph.nodes.len())
        .filter(|&node| waiting[node] == 0)
        .collect();
    let mut order = Vec::with_capacity(graph.nodes.len());
    while let Some(node) = ready.pop_first() {
        order.push(node);
        for &consumer in &consumers[node] {
            waiting[consumer] -= 1;
            if waiting[consumer] == 0 {
                ready.insert(consumer);
            }
        }
    }
    if let Some(stuck) = waiting.iter().position(|&count| count > 0) {
        return Err(format!(
            "the graph has a cycle, through or before {}",
            graph.nodes[stuck]
        ));
    }
    let mut position = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        position[old] = new;
    }
    for value in &mut graph.values {
        if let Source::Node { node, .. } = &mut value.source {
            *node = position[*node];
        }
    }
    let mut nodes: Vec<_> = std::mem::take(&mut graph.nodes)
        .into_iter()
        .map(Some)
        .collect();
    graph.nodes = order.iter().filter_map(|&old| nodes[old].take()).collect();
    Ok(())
}
