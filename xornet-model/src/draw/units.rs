//! The drawing of columns: circles or a block for the units, with texts above and below.

use super::column::{Body, Cells, Column, Node};
use super::diagram::{Detail, Diagram};
use super::layout::{FRAME, LINE, Layout, Place};
use super::number::{narrow, short};
use super::paint::{color, text};
use super::svg::{Svg, tenth};

/// Draws all columns.
pub(super) fn columns(svg: &mut Svg, diagram: &Diagram, layout: &Layout) {
    let last = diagram.columns.len().saturating_sub(1);
    for (index, (column, place)) in diagram.columns.iter().zip(&layout.columns).enumerate() {
        match &column.body {
            Body::Nodes(nodes) => {
                circles(svg, nodes, place);
                let detail = diagram.detail;
                if detail == Detail::Labels {
                    within(svg, nodes, place, letter(index, last));
                }
                if detail > Detail::Labels && column.shows_values() || !column.names.is_empty() {
                    outside(svg, column, place, (index == 0, index == last), detail);
                }
            }
            Body::Block(cells) => block(svg, cells, place),
        }
        if column.together {
            frame(svg, place);
        }
        captions(svg, column, place, layout);
    }
}

/// Returns the letter that names inputs or outputs without values.
fn letter(index: usize, last: usize) -> &'static str {
    match index {
        0 => "x",
        _ if index == last => "y",
        _ => "",
    }
}

/// Draws the circles, in a colour for each value.
fn circles(svg: &mut Svg, nodes: &[Node], place: &Place) {
    let [x, radius] = [place.x, place.radius].map(tenth);
    let width = if place.radius > 5.0 { "1.2" } else { "0.8" };
    let stroke = [
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", width),
    ];
    svg.element("g", &stroke, |svg| {
        for (node, &y) in nodes.iter().zip(&place.nodes) {
            let y = tenth(y);
            let mut attributes = vec![("cx", &*x), ("cy", &*y), ("r", &*radius)];
            let opacity;
            if let Some(value) = &node.value {
                // Large circles have text in them, which a strong colour would make hard to read.
                let most = if place.radius > 10.0 { 0.4 } else { 0.9 };
                opacity = format!("{:.2}", most * value.relative.abs());
                attributes.push(("fill", color(value.number)));
                attributes.push(("fill-opacity", &opacity));
            }
            svg.empty("circle", &attributes);
        }
    });
}

/// Writes the values in the circles, and the biases below them.
fn within(svg: &mut Svg, nodes: &[Node], place: &Place, letter: &str) {
    for (index, (node, &y)) in nodes.iter().zip(&place.nodes).enumerate() {
        match &node.value {
            Some(value) => text(svg, (place.x, y + 4.0), "middle", &narrow(value.number)),
            None if letter.is_empty() => {}
            None => text(
                svg,
                (place.x, y + 4.0),
                "middle",
                &format!("{letter}{index}"),
            ),
        }
        if let Some(bias) = node.bias {
            let sign = if bias < 0.0 { "" } else { "+" };
            let bias = format!("{sign}{}", short(bias));
            text(svg, (place.x, y + place.radius + 11.0), "middle", &bias);
        }
    }
}

/// Writes the names and values of inputs to their left, and those of outputs to their right.
fn outside(
    svg: &mut Svg,
    column: &Column,
    place: &Place,
    (first, last): (bool, bool),
    detail: Detail,
) {
    let frame = if column.together { FRAME } else { 0.0 };
    let sides = [(first, "end", -1.0), (last, "start", 1.0)];
    for (_, anchor, side) in sides.into_iter().filter(|side| side.0) {
        for (unit, &y) in place.nodes.iter().enumerate() {
            let x = place.x + side * (place.radius + frame + 5.0);
            text(svg, (x, y + 4.0), anchor, &column.text(unit, detail));
        }
    }
}

/// Draws a block with its cells.
fn block(svg: &mut Svg, cells: &Cells, place: &Place) {
    let left = tenth(place.x - place.radius);
    let width = tenth(2.0 * place.radius);
    let cells = match cells {
        Cells::Strengths(cells) => cells.iter().map(|&cell| (cell, "currentColor")).collect(),
        Cells::Means(cells) => cells
            .iter()
            .map(|&cell| (cell, color(cell)))
            .collect::<Vec<_>>(),
    };
    // Whole pixels leave no visible gap between two cells.
    let share = (place.bottom - place.top) / cells.len().max(1) as f64;
    let edge = |index: usize| (place.top + share * index as f64).round();
    svg.element("g", &[("shape-rendering", "crispEdges")], |svg| {
        for (index, (cell, color)) in cells.into_iter().enumerate() {
            let [top, height] = [edge(index), edge(index + 1) - edge(index)].map(tenth);
            let opacity = format!("{:.2}", 0.6 * cell.abs());
            let attributes = [
                ("x", &*left),
                ("y", &*top),
                ("width", &*width),
                ("height", &*height),
                ("fill", color),
                ("opacity", &*opacity),
            ];
            svg.empty("rect", &attributes);
        }
    });
    let [top, height] = [place.top, place.bottom - place.top].map(tenth);
    let attributes = [
        ("x", &*left),
        ("y", &*top),
        ("width", &*width),
        ("height", &*height),
        ("rx", "3"),
        ("fill", "none"),
        ("stroke", "currentColor"),
    ];
    svg.empty("rect", &attributes);
}

/// Draws the frame around the units of an activation that is not elementwise.
fn frame(svg: &mut Svg, place: &Place) {
    let [x, y, width, height] = [
        place.x - place.radius - FRAME,
        place.top - FRAME,
        2.0 * (place.radius + FRAME),
        place.bottom - place.top + 2.0 * FRAME,
    ]
    .map(tenth);
    let attributes = [
        ("x", &*x),
        ("y", &*y),
        ("width", &*width),
        ("height", &*height),
        ("rx", "6"),
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-dasharray", "3 3"),
        ("opacity", "0.6"),
    ];
    svg.empty("rect", &attributes);
}

/// Writes the head and the foot of a column.
fn captions(svg: &mut Svg, column: &Column, place: &Place, layout: &Layout) {
    let [x, y] = [place.x, layout.head].map(tenth);
    let attributes = [("x", &*x), ("y", &*y), ("font-weight", "bold")];
    svg.element("text", &attributes, |svg| svg.escaped(column.head));
    for (index, line) in column.foot.iter().enumerate() {
        text(
            svg,
            (place.x, layout.foot + LINE * index as f64),
            "middle",
            line,
        );
    }
}
