//! The shapes of tensors as boxes, in proportion to each other.

use xornet_core::Shape;

use super::super::svg::{Svg, tenth};
use super::logarithm;

/// The box of a tensor, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Map {
    width: f64,
    height: f64,
    /// The size of the channels behind the front of an image, along both axes.
    depth: f64,
}

/// The longest side of an image or a sequence.
const SIDE: f64 = 34.0;
/// The largest depth.
const DEPTH: f64 = 12.0;
/// The width of a vector.
const VECTOR: f64 = 5.0;
/// The shortest side.
const LEAST: f64 = 3.0;

/// Returns the length of the longest axis of the images and sequences, to which all others are in proportion.
pub(super) fn longest<'s>(shapes: impl Iterator<Item = &'s Shape>) -> usize {
    let axes = shapes.flat_map(|shape| &shape.axes()[..shape.rank() - 1]);
    axes.copied().max().unwrap_or(1)
}

impl Map {
    /// Makes the box of a shape, among shapes whose longest axis has this length.
    pub(super) fn of(shape: &Shape, longest: usize) -> Self {
        let side = |length: usize| (SIDE * length as f64 / longest as f64).clamp(LEAST, SIDE);
        let channels = logarithm(shape.channels());
        match *shape.axes() {
            [height, width, _] => Self {
                width: side(width),
                height: side(height),
                depth: (1.5 + 1.5 * channels).min(DEPTH),
            },
            [time, _] => Self {
                width: side(time),
                height: (LEAST + 2.5 * channels).min(SIDE),
                depth: 0.0,
            },
            _ => Self {
                width: VECTOR,
                height: (VECTOR + 3.0 * channels).min(SIDE),
                depth: 0.0,
            },
        }
    }

    /// Returns the width of the box.
    pub(super) fn width(self) -> f64 {
        self.width + self.depth
    }

    /// Returns the height of the box.
    pub(super) fn height(self) -> f64 {
        self.height + self.depth
    }

    /// Draws the box, with its left side and its middle at these places.
    pub(super) fn paint(self, svg: &mut Svg, (left, center): (f64, f64)) {
        let top = (center - self.height() / 2.0 + self.depth).round();
        let [x, y, width, height, depth] =
            [left, top, self.width, self.height, self.depth].map(tenth);
        let mut d = format!("M{x} {y}h{width}v{height}h-{width}z");
        if self.depth > 0.0 {
            let right = tenth(left + self.width);
            d += &format!(
                "l{depth} -{depth}h{width}l-{depth} {depth}M{right} {y}l{depth} -{depth}v{height}l-{depth} {depth}z"
            );
        }
        let attributes = [
            ("d", &*d),
            ("fill", "currentColor"),
            ("fill-opacity", "0.08"),
            ("stroke", "currentColor"),
            ("stroke-width", "0.8"),
            ("opacity", "0.7"),
        ];
        svg.empty("path", &attributes);
    }
}
