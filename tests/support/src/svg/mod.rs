//! Pictures of measurements, in SVG that can be read on a light and on a dark page.

mod axis;

pub use axis::{Axis, time};

use std::fmt::Write as _;
use std::format;
use std::string::String;
use std::vec::Vec;

/// The colour of text and lines: grey enough for light and dark pages.
pub const GREY: &str = "#808890";

/// A picture with a transparent background.
pub struct Svg {
    width: f64,
    height: f64,
    body: String,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy)]
pub enum Anchor {
    /// To its right.
    Start,
    /// Around it.
    Middle,
    /// To its left.
    End,
}

impl Svg {
    /// Begins a picture of this size.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            body: String::new(),
        }
    }

    /// Draws a line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, opacity: f64) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.push(&format!(
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\" stroke-opacity=\"{opacity}\"/>"
        ));
    }

    /// Draws a bar from one end to the other, `height` high.
    pub fn bar(&mut self, x: (f64, f64), y: f64, height: f64, colour: &str) {
        let (left, width) = (x.0.min(x.1), (x.0 - x.1).abs());
        self.push(&format!(
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"1.5\" fill=\"{colour}\"/>"
        ));
    }

    /// Draws a line through points, with a dot on each.
    pub fn curve(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let path: Vec<_> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        self.push(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"/>",
            path.join(" ")
        ));
        for (x, y) in points {
            let radius = width + 0.8;
            self.push(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{colour}\"/>"
            ));
        }
    }

    /// Writes a text.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, colour: &str, text: &str) {
        self.styled(at, anchor, colour, "", text);
    }

    /// Writes a text in bold letters.
    pub fn bold(&mut self, at: (f64, f64), anchor: Anchor, colour: &str, text: &str) {
        self.styled(at, anchor, colour, " font-weight=\"bold\"", text);
    }

    fn styled(&mut self, at: (f64, f64), anchor: Anchor, colour: &str, style: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let (x, y) = at;
        self.push(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{style}>{text}</text>"
        ));
    }

    fn push(&mut self, element: &str) {
        writeln!(self.body, "{element}").expect("a string");
    }

    /// Returns the picture as a file.
    #[must_use]
    pub fn finish(self) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"12\">\n{body}</svg>\n"
        )
    }
}
