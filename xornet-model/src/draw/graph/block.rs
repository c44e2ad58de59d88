//! A block of a picture: its texts, and the tensors in it.

use super::super::layout::{LINE, text_width};
use super::cells::Strip;
use super::map::Map;
use super::shown;

/// A block.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) form: Form,
    /// The first line, in bold.
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    /// The shape of its value, in proportion to those of the others.
    pub(super) map: Option<Map>,
    /// The numbers that are shown as colours, below the texts.
    pub(super) strips: Vec<Strip>,
}

/// The form of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An input or an output of the network.
    Port,
    /// A layer.
    Layer,
    /// The layers, inputs or outputs that are left out.
    Folded,
}

/// The space between the border of a block and its content, and between two parts of the content.
pub(super) const PADDING: f64 = 7.0;

/// The width of bold text, relative to other text.
const BOLD: f64 = 1.2;

/// The most characters of the names of numbers.
const NAMES: usize = 30;

impl Block {
    /// Adds a line with the names of the value's numbers, cut if it is long.
    pub(super) fn with_names(mut self, names: &[String]) -> Self {
        if !names.is_empty() {
            // Each name has a character at least, or a comma.
            let first: Vec<_> = names.iter().take(NAMES).map(String::as_str).collect();
            self.lines.push(shown(&first.join(", "), NAMES));
        }
        self
    }

    /// Returns the width and the height of the block.
    pub(super) fn size(&self) -> (f64, f64) {
        let strips = self.strips.iter().map(Strip::size);
        let width = strips.clone().map(|(width, _)| width).fold(0.0, f64::max);
        let heights: f64 = strips.map(|(_, height)| height + PADDING).sum();
        let (text, height) = (self.text_width(), self.text_height());
        let map = self.map_width();
        (
            (map + text).max(width).ceil() + 2.0 * PADDING,
            height.max(self.map.map_or(0.0, |map| map.height())).ceil() + heights + 2.0 * PADDING,
        )
    }

    /// Returns the width of the box of the value's shape, with the space after it.
    pub(super) fn map_width(&self) -> f64 {
        self.map.map_or(0.0, |map| map.width() + PADDING)
    }

    /// Returns the width of the texts.
    pub(super) fn text_width(&self) -> f64 {
        let lines = self.lines.iter().map(|line| text_width(line));
        lines.fold(BOLD * text_width(&self.title), f64::max)
    }

    /// Returns the height of the texts.
    pub(super) fn text_height(&self) -> f64 {
        LINE * (1 + self.lines.len()) as f64
    }
}
