//! Pictures of networks.
//!
//! ```text
//! Network ─ diagram ─▶ Diagram: what is shown ─ layout ─▶ Layout: where it is ─ paint ─▶ SVG
//! ```
//!
//! A picture of a small network shows each connection with its weight, and one of a larger network shows the
//! connections as lines of different colours and strengths. With many thousand connections, it shows a block for
//! each vector, and a histogram of the weights between two blocks. Only additions, multiplications, divisions and
//! square roots are used, so that the SVG text is the same on every machine.
//!
//! This is for chains of vectors. Other networks are drawn as graphs of blocks (`draw/graph`).

mod column;
mod connections;
mod diagram;
mod folded;
mod geometry;
mod graph;
mod label;
mod layout;
mod legend;
mod number;
mod paint;
mod summary;
mod svg;
mod units;
mod values;
mod words;

pub use self::values::Values;

use crate::{Element, Network};

/// The place where a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A file of its own. The picture has a heading and a background, which is dark if the reader prefers that.
    File,
    /// An HTML page, whose text colour the picture takes. It has no empty line, so that Markdown can contain it,
    /// and neither a style sheet nor identifiers that could affect the page.
    Html,
}

/// Draws a network as SVG, with the values of a forward pass if there are any.
#[must_use]
pub fn draw<T: Element>(network: &Network<T>, values: Option<&Values<T>>, page: Page) -> String {
    if !graph::is_chain(network) {
        return graph::draw(network, values, page);
    }
    let diagram = diagram::Diagram::of(network, values);
    let layout = layout::Layout::of(&diagram, page);
    paint::paint(&diagram, &layout, page)
}

/// Returns the binary logarithm of a count, interpolated between powers of two, because the library's logarithm differs
/// between platforms.
fn logarithm(count: usize) -> f64 {
    let power = count.max(1).ilog2();
    f64::from(power) + count as f64 / (1u64 << power) as f64 - 1.0
}

/// Returns a text of the file as it is shown: cut if it has more than `most` characters.
fn shown(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}
