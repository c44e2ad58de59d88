//! A network as a picture.
//!
//! ```text
//! Network ─ diagram ─▶ what is shown ─ layout ─▶ where ─ paint ─▶ SVG
//! ```
//!
//! A network of a few connections shows each with its weight, a larger one shows them by colour and
//! strength, and one of many thousands a block for each vector and a histogram of the weights
//! between. Only additions, multiplications, divisions and square roots are used, so that the text
//! is the same on every machine.

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

/// Where a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// In a file of its own: it has a heading, and a paper that is dark where the reader prefers so.
    File,
    /// Within an HTML page, whose text colour it takes. There is no blank line in it, so that it may
    /// stand in Markdown, and neither a style sheet nor an identifier that the page would see.
    Html,
}

/// The network as SVG, with what each unit gave where a forward pass is shown.
#[must_use]
pub fn draw<T: Float>(network: &Network<T>, values: Option<&Values<T>>, page: Page) -> String {
    let diagram = diagram::Diagram::of(network, values);
    let layout = layout::Layout::of(&diagram, page);
    paint::paint(&diagram, &layout, page)
}
