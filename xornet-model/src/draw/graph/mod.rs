//! Pictures of networks that are not chains of vectors: blocks for inputs, layers and outputs, and lines between them.
//!
//! ```text
//! Network ─ blocks ─▶ what is shown ─ rank, order, place ─▶ Layout: where it is ─ paint ─▶ SVG
//! ```
//!
//! The values flow downwards. Blocks stand in rows, and a line that goes on to a later row has a lane of its own next to
//! the blocks in between, so that no line crosses a block.

mod block;
mod blocks;
mod cells;
mod describe;
mod fold;
mod layout;
mod map;
mod order;
mod paint;
mod place;
mod rank;
mod tensor;
mod words;

use super::values::Values;
use super::{Page, logarithm, shown};
use crate::{Element, LayerKind, Network, NetworkLayer};

/// Draws a network as a graph of blocks.
pub(super) fn draw<T: Element>(
    network: &Network<T>,
    values: Option<&Values<T>>,
    page: Page,
) -> String {
    let diagram = blocks::Diagram::of(network, values);
    let layout = layout::Layout::of(&diagram, page);
    paint::paint(&diagram, &layout, page)
}

/// Returns whether a network is a chain of vectors, whose units and weights can be shown.
pub(super) fn is_chain<T: Element>(network: &Network<T>) -> bool {
    let kinds = [LayerKind::Dense, LayerKind::Activation];
    let vectors = network.values().iter().all(|value| value.shape.rank() == 1);
    let [input] = network.input_values() else {
        return false;
    };
    let mut last = *input;
    let follows = network.nodes().iter().all(|node| {
        let follows = node.inputs() == [last] && kinds.contains(&node.layer().kind());
        last = node.output();
        follows
    });
    vectors && follows && network.output_values() == [last]
}
