//! The legend below the picture, which explains colours, shades and places.

use super::column::{Body, Cells, Column};
use super::diagram::{Detail, Diagram, Gap};
use super::layout::{LINE, Layout, text_width};
use super::paint::{NEGATIVE, POSITIVE, text};
use super::svg::{Svg, tenth};

/// A line of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The meanings of the two colours of weights.
    Signs,
    /// The meanings of the two colours of values.
    Values,
    Text(&'static str),
}

/// The marked texts of [`Entry::Signs`] and [`Entry::Values`], with their colours.
const SIGNS: [(&str, &str); 2] = [("positive weight", POSITIVE), ("negative weight", NEGATIVE)];
const VALUES: [(&str, &str); 2] = [("positive value", POSITIVE), ("negative value", NEGATIVE)];

/// The distance from the beginning of a mark to the beginning of its text.
const MARK: f64 = 20.0;
/// The space between two marked texts.
const SPACE: f64 = 16.0;

impl Entry {
    /// Returns the width of the line.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Signs => signs_width(&SIGNS),
            Self::Values => signs_width(&VALUES),
            Self::Text(text) => text_width(text),
        }
    }
}

impl Diagram {
    /// Returns the lines that explain what the diagram shows.
    pub(super) fn legend(&self) -> Vec<Entry> {
        let mut lines = Vec::new();
        let weighted = |gap: &Gap| matches!(gap, Gap::Lines { .. } | Gap::Folded(_));
        if self.gaps.iter().any(weighted) {
            lines.push(Entry::Signs);
        }
        if self.detail == Detail::Labels && self.columns.iter().any(Column::shows_biases) {
            lines.push(Entry::Text("below a unit: its bias"));
        }
        let cells = self.columns.iter().find_map(|column| match &column.body {
            Body::Block(Cells::Strengths(cells)) if !cells.is_empty() => {
                Some("shade of a block: how large the weights of its outputs are")
            }
            Body::Block(Cells::Means(_)) => {
                Some("shade of a block: the mean of its units' outputs")
            }
            _ => None,
        });
        lines.extend(cells.map(Entry::Text));
        lines
    }
}

/// Draws the legend.
pub(super) fn legend(svg: &mut Svg, diagram: &Diagram, layout: &Layout) {
    for (index, entry) in diagram.legend().into_iter().enumerate() {
        let y = layout.legend + LINE * index as f64;
        self::entry(svg, entry, layout.width, y);
    }
}

/// Draws a line of the legend in the middle of a picture of this width.
pub(super) fn entry(svg: &mut Svg, entry: Entry, width: f64, y: f64) {
    let left = (width - entry.width()) / 2.0;
    match entry {
        Entry::Signs => signs(svg, &SIGNS, left, y),
        Entry::Values => signs(svg, &VALUES, left, y),
        Entry::Text(line) => text(svg, (width / 2.0, y), "middle", line),
    }
}

/// Returns the width of two marked texts.
fn signs_width(marked: &[(&str, &str); 2]) -> f64 {
    let marked = marked.map(|(name, _)| MARK + text_width(name));
    marked.iter().sum::<f64>() + SPACE
}

/// Draws two marked texts.
fn signs(svg: &mut Svg, marked: &[(&str, &str); 2], mut x: f64, y: f64) {
    for &(name, color) in marked {
        let [from, to, middle] = [x, x + MARK - 5.0, y - 4.0].map(tenth);
        let d = format!("M{from} {middle}H{to}");
        svg.empty(
            "path",
            &[("d", &d), ("stroke", color), ("stroke-width", "3")],
        );
        text(svg, (x + MARK, y), "start", name);
        x += MARK + text_width(name) + SPACE;
    }
}
