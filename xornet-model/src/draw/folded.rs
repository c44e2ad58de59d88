//! The drawing of gaps whose connections are not shown one by one.

use super::layout::{LINE, Place};
use super::number::{grouped, short};
use super::paint::{NEGATIVE, POSITIVE, text};
use super::summary::{BARS, Summary};
use super::svg::{Path, Svg, tenth};

const WIDTH: f64 = 108.0;
const HEIGHT: f64 = 54.0;

/// Draws a band from one column to the other.
pub(super) fn band(svg: &mut Svg, (left, right): (&Place, &Place)) {
    let [a, b] = [left.x + left.radius + 3.0, right.x - right.radius - 3.0].map(tenth);
    let [top, low] = [left.top, left.bottom].map(tenth);
    let [end, last] = [right.top, right.bottom].map(tenth);
    let d = format!("M{a} {top}L{b} {end}V{last}L{a} {low}z");
    svg.empty("path", &[("d", &d), ("opacity", "0.07")]);
}

/// Draws a histogram of the weights, on a band from one column to the other.
pub(super) fn histogram(svg: &mut Svg, (left, right): (&Place, &Place), summary: &Summary) {
    band(svg, (left, right));
    let middle = (left.x + left.radius + right.x - right.radius) / 2.0;
    let base = (left.top + left.bottom) / 2.0 + HEIGHT / 2.0 - LINE;
    let from = middle - WIDTH / 2.0;
    let bar = WIDTH / BARS as f64;
    let highest = summary.bars.iter().copied().max().unwrap_or(0).max(1);
    let halves = summary.bars.split_at(BARS / 2);
    for (bars, start, color) in [(halves.0, 0, NEGATIVE), (halves.1, BARS / 2, POSITIVE)] {
        let mut outline = String::new();
        for (index, &count) in bars.iter().enumerate().filter(|(_, count)| **count > 0) {
            // The square root keeps rare sizes visible.
            let height = HEIGHT * (count as f64 / highest as f64).sqrt();
            let [x, y] = [from + bar * (start + index) as f64, base].map(tenth);
            let [width, height] = [bar - 0.5, height.max(1.0)].map(tenth);
            outline += &format!("M{x} {y}v-{height}h{width}v{height}z");
        }
        if !outline.is_empty() {
            svg.empty("path", &[("d", &outline), ("fill", color)]);
        }
    }
    let mut axis = Path::default();
    axis.line((from, base), (from + WIDTH, base));
    svg.empty(
        "path",
        &[
            ("d", axis.text()),
            ("stroke", "currentColor"),
            ("opacity", "0.6"),
        ],
    );
    let ends = format!("{} … {}", short(summary.smallest), short(summary.largest));
    text(svg, (middle, base + LINE), "middle", &ends);
    let count = format!("{} weights", grouped(summary.weights));
    text(svg, (middle, base + 2.0 * LINE), "middle", &count);
    if summary.zeros > 0 {
        let zeros = format!("{} of them zero", grouped(summary.zeros));
        text(svg, (middle, base + 3.0 * LINE), "middle", &zeros);
    }
}

/// Writes how many layers are left out.
pub(super) fn layers(svg: &mut Svg, (left, right): (&Place, &Place), number: usize) {
    let middle = (left.x + right.x) / 2.0;
    let y = (left.top + left.bottom) / 2.0;
    text(svg, (middle, y), "middle", "…");
    let noun = if number == 1 { "layer" } else { "layers" };
    text(svg, (middle, y + LINE), "middle", &grouped(number));
    text(svg, (middle, y + 2.0 * LINE), "middle", noun);
}
