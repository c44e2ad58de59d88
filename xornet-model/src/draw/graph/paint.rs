//! The drawing of blocks and lines as SVG.

use super::super::Page;
use super::super::geometry::{Point, Rect};
use super::super::layout::{FONT, LINE};
use super::super::legend;
use super::super::paint::{Picture, document, text};
use super::super::svg::{Svg, tenth};
use super::block::{Block, Form, PADDING};
use super::blocks::{Colors, Diagram};
use super::layout::{self, Layout, Line};
use super::map::Map;

/// The length of the point of an arrow.
const ARROW: f64 = 6.0;

/// Draws a diagram.
pub(super) fn paint(diagram: &Diagram, layout: &Layout, page: Page) -> String {
    let picture = Picture {
        width: layout.width,
        height: layout.height,
        heading: layout.heading,
        title: &diagram.title,
        description: diagram.description.as_deref(),
        words: &[&diagram.words, meaning(diagram)],
    };
    document(&picture, page, |svg| {
        lines(svg, &layout.lines);
        for (block, rect) in diagram.blocks.iter().zip(&layout.blocks) {
            svg.element("g", &[], |svg| self::block(svg, block, rect));
        }
        if let Some(entry) = layout::legend(diagram) {
            legend::entry(svg, entry, layout.width, layout.legend);
        }
    })
}

/// Returns the meaning of boxes and colours, in words.
fn meaning(diagram: &Diagram) -> &'static str {
    match diagram.colors {
        None => "Each block is a layer, with the shape of its output.",
        Some(Colors::Weights) => {
            "Each block is a layer, with the shape of its output; grids are kernels of the first convolution."
        }
        Some(Colors::Values) => {
            "Each block is a layer, with the shape of its output; grids are its numbers, up to 8 channels."
        }
    }
}

/// Draws all lines with their arrows.
fn lines(svg: &mut Svg, lines: &[Line]) {
    let attributes = [
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", "1.2"),
        ("opacity", "0.6"),
    ];
    svg.element("g", &attributes, |svg| {
        for line in lines {
            svg.empty("path", &[("d", &path(line))]);
        }
    });
    let mut arrows = String::new();
    let mut ends: Vec<_> = lines.iter().filter_map(|line| line.points.last()).collect();
    // Lines to the same block end at the same point.
    ends.dedup();
    for Point { x, y } in ends {
        let [x, y] = [x - ARROW / 2.0, y - ARROW].map(tenth);
        arrows += &format!("M{x} {y}h{ARROW}l-{} {ARROW}z", ARROW / 2.0);
    }
    svg.empty("path", &[("d", &arrows), ("opacity", "0.75")]);
}

/// Returns the data of a line's path: straight down in rows, and a curve between two rows.
fn path(line: &Line) -> String {
    let mut d = String::new();
    let mut last: Option<Point> = None;
    for &point in &line.points {
        let [x, y] = [point.x, point.y].map(tenth);
        d += &match last {
            None => format!("M{x} {y}"),
            Some(last) if last == point => String::new(),
            Some(last) if last.x == point.x => format!("V{y}"),
            Some(last) => {
                let middle = tenth((last.y + point.y) / 2.0);
                let from = tenth(last.x);
                format!("C{from} {middle} {x} {middle} {x} {y}")
            }
        };
        last = Some(point);
    }
    d
}

/// Draws a block.
fn block(svg: &mut Svg, block: &Block, rect: &Rect) {
    frame(svg, block.form, rect);
    let (text_width, text_height) = (block.text_width(), block.text_height());
    let map = block.map_width();
    let content = (map + text_width).ceil();
    let left = ((rect.left + rect.right - content) / 2.0).round();
    let height = text_height.max(block.map.map_or(0.0, Map::height));
    let center = rect.top + PADDING + height / 2.0;
    if let Some(map) = block.map {
        map.paint(svg, (left, center));
    }
    let x = left + map;
    let mut y = (center - text_height / 2.0 + 0.5 * (LINE + FONT) - 1.0).round();
    let [title_x, title_y] = [x, y].map(tenth);
    let attributes = [
        ("x", &*title_x),
        ("y", &*title_y),
        ("font-weight", "bold"),
        ("text-anchor", "start"),
    ];
    svg.element("text", &attributes, |svg| svg.escaped(&block.title));
    for line in &block.lines {
        y += LINE;
        text(svg, (x, y), "start", line);
    }
    let mut top = rect.top + PADDING + height.ceil() + PADDING;
    for strip in &block.strips {
        let (width, height) = strip.size();
        let left = ((rect.left + rect.right - width) / 2.0).round();
        strip.paint(svg, (left, top));
        top += height + PADDING;
    }
}

/// Draws the border of a block.
fn frame(svg: &mut Svg, form: Form, rect: &Rect) {
    let [x, y, width, height] = [
        rect.left,
        rect.top,
        rect.right - rect.left,
        rect.bottom - rect.top,
    ]
    .map(tenth);
    let mut attributes = vec![
        ("x", &*x),
        ("y", &*y),
        ("width", &*width),
        ("height", &*height),
        ("rx", if form == Form::Port { "14" } else { "5" }),
        ("fill", "currentColor"),
        ("fill-opacity", "0.04"),
        ("stroke", "currentColor"),
    ];
    match form {
        Form::Port => attributes.push(("stroke-width", "1.4")),
        Form::Layer => attributes.push(("stroke-opacity", "0.6")),
        Form::Folded => attributes.push(("stroke-dasharray", "3 4")),
    }
    svg.empty("rect", &attributes);
}
