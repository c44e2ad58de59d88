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

mod column;
mod connections;
mod diagram;
mod folded;
mod geometry;
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

use crate::{Float, Network};

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
pub fn draw<T: Float>(network: &Network<T>, values: Option<&Values<T>>, page: Page) -> String {
    let diagram = diagram::Diagram::of(network, values);
    let layout = layout::Layout::of(&diagram, page);
    paint::paint(&diagram, &layout, page)
}
