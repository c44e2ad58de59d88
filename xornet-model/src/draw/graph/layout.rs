//! The layout of blocks and lines, in pixels.

use super::super::Page;
use super::super::geometry::{Point, Rect};
use super::super::layout::{FONT, HEADING, LINE, text_width};
use super::super::legend::Entry;
use super::blocks::{Colors, Diagram};
use super::order::{Rows, Slot};
use super::{place, rank};

/// The margin around the picture.
const MARGIN: f64 = 14.0;
/// The distance between two rows, and that where lines go far to the side.
const GAP: (f64, f64) = (26.0, 38.0);
/// The distance to the side that is far.
const FAR: f64 = 130.0;

/// The layout of a picture.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The baseline of the heading.
    pub(super) heading: f64,
    /// The baseline of the legend.
    pub(super) legend: f64,
    pub(super) blocks: Vec<Rect>,
    pub(super) lines: Vec<Line>,
}

/// A line from the lower side of a block to the upper side of another: it goes through these points, straight down
/// within rows, and in a curve from one row to the next.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) points: Vec<Point>,
}

/// Returns the legend of a diagram.
pub(super) fn legend(diagram: &Diagram) -> Option<Entry> {
    diagram.colors.map(|colors| match colors {
        Colors::Weights => Entry::Signs,
        Colors::Values => Entry::Values,
    })
}

impl Layout {
    /// Lays a diagram out for a page.
    pub(super) fn of(diagram: &Diagram, page: Page) -> Self {
        let sizes: Vec<_> = diagram.blocks.iter().map(|block| block.size()).collect();
        let widths: Vec<_> = sizes.iter().map(|(width, _)| *width).collect();
        let rows = Rows::of(
            &rank::rows(diagram.blocks.len(), &diagram.lines),
            &diagram.lines,
        );
        let mut places = place::places(&rows, &widths, &diagram.lines);
        let (left, right) = extent(&rows, &places, &widths);

        let heading = if page == Page::File { 2.0 * LINE } else { 0.0 };
        let title = match page {
            Page::File => HEADING * text_width(&diagram.title),
            Page::Html => 0.0,
        };
        let legend = legend(diagram);
        let below = legend.map_or(0.0, Entry::width);
        let width = (right - left).max(title).max(below).ceil() + 2.0 * MARGIN;
        let aside = (width - (right - left)) / 2.0 - left;
        for place in places.iter_mut().flatten() {
            // Whole pixels keep the SVG text short.
            *place = (*place + aside).round();
        }

        let mut top = MARGIN + heading;
        let mut blocks = vec![None; sizes.len()];
        let mut bands = Vec::new();
        for (row, slots) in rows.rows.iter().enumerate() {
            let mut bottom = top;
            for (slot, &x) in slots.iter().zip(&places[row]) {
                let Slot::Block(block) = *slot else { continue };
                let (width, height) = sizes[block];
                let left = (x - width / 2.0).round();
                blocks[block] = Some(Rect {
                    left,
                    top,
                    right: left + width,
                    bottom: top + height,
                });
                bottom = f64::max(bottom, top + height);
            }
            bands.push((top, bottom));
            let far = rows.gaps.get(row).is_some_and(|gap| {
                let mut ways = gap
                    .iter()
                    .map(|&(upper, lower)| places[row][upper] - places[row + 1][lower]);
                ways.any(|way| way.abs() > FAR)
            });
            top = bottom + if far { GAP.1 } else { GAP.0 };
        }
        let bottom = bands.last().map_or(top, |(_, bottom)| *bottom);
        let legend_lines = if legend.is_some() { LINE + 4.0 } else { 0.0 };
        // Every block is in a row.
        let blocks: Vec<_> = blocks.into_iter().flatten().collect();
        let lines = diagram.lines.iter();
        let lines = lines.map(|line| route(*line, &rows, &places, &bands, &blocks));
        Self {
            width,
            height: bottom + legend_lines + MARGIN,
            heading: MARGIN + FONT + 0.3 * LINE,
            legend: bottom + LINE + 4.0,
            lines: lines.collect(),
            blocks,
        }
    }
}

/// Returns the leftmost and the rightmost place of anything in the rows.
fn extent(rows: &Rows, places: &[Vec<f64>], widths: &[f64]) -> (f64, f64) {
    let slots = rows.rows.iter().flatten().zip(places.iter().flatten());
    let sides = slots.map(|(slot, &x)| match *slot {
        Slot::Block(block) => (x - widths[block] / 2.0, x + widths[block] / 2.0),
        Slot::Lane(_) => (x, x),
    });
    let sides = sides.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    sides.unwrap_or((0.0, 0.0))
}

/// Returns the line between two blocks, along the lane of the first.
fn route(
    (from, to): (usize, usize),
    rows: &Rows,
    places: &[Vec<f64>],
    bands: &[(f64, f64)],
    blocks: &[Rect],
) -> Line {
    let find = |row: usize, slot: Slot| {
        let index = rows.rows[row].iter().position(|other| *other == slot)?;
        Some(places[row][index])
    };
    let mut points = Vec::new();
    for (row, &(top, bottom)) in bands.iter().enumerate() {
        if let Some(x) = find(row, Slot::Block(from)) {
            let y = blocks[from].bottom;
            points.push(Point { x, y });
            // Down to the end of the row, which another block may have made higher.
            points.push(Point { x, y: bottom });
        } else if let Some(x) = find(row, Slot::Block(to)) {
            points.push(Point { x, y: top });
            break;
        } else if let Some(x) = find(row, Slot::Lane(from)) {
            points.push(Point { x, y: top });
            points.push(Point { x, y: bottom });
        }
    }
    Line { points }
}

#[cfg(test)]
mod tests;
