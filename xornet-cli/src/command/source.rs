//! The origins of values, as the commands name them.

use xornet_model::{Element, Network, ValueId};

/// Returns the index of the layer whose output a value is; `None` for an input of the network.
pub(super) fn layer<T: Element>(network: &Network<T>, id: ValueId) -> Option<usize> {
    network.nodes().iter().position(|node| node.output() == id)
}

/// Returns whether a layer takes what the layer before gives alone, or the network's only input if it is the first one.
pub(super) fn follows<T: Element>(network: &Network<T>, index: usize) -> bool {
    let before = match index.checked_sub(1) {
        Some(before) => Some(network.nodes()[before].output()),
        None => match network.input_values() {
            [input] => Some(*input),
            _ => None,
        },
    };
    before.is_some_and(|before| network.nodes()[index].inputs() == [before])
}

/// Names the origin of a value: `layer 3`, or an input of the network by its name.
pub(super) fn name<T: Element>(network: &Network<T>, id: ValueId) -> String {
    match layer(network, id) {
        Some(layer) => format!("layer {}", layer + 1),
        None => format!("`{}`", network.value_name(id).unwrap_or("input")),
    }
}

/// Joins names: `a`, `a and b`, `a, b and c`.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
