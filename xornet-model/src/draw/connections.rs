//! The drawing of the connections between two columns.

use super::geometry::{Rect, Segment};
use super::label;
use super::layout::{Place, connections};
use super::number::short;
use super::paint::{NEGATIVE, POSITIVE, color, text};
use super::svg::{Path, Svg, tenth};

/// Draws each connection with its weight, and leaves the connections out behind the weights.
pub(super) fn labelled(
    svg: &mut Svg,
    (left, right): (&Place, &Place),
    weights: &[f64],
    reach: f64,
    labels: &[Rect],
) {
    let connections = connections(left, right);
    svg.element("g", &[("fill", "none")], |svg| {
        for (connection, &weight) in connections.iter().zip(weights) {
            let mut path = Path::default();
            for Segment { from, to } in connection.outside(labels) {
                path.line((from.x, from.y), (to.x, to.y));
            }
            let strength = weight.abs() / reach;
            let [width, opacity] = [0.8 + 3.2 * strength, 0.5 + 0.5 * strength].map(tenth);
            let mut attributes = vec![
                ("d", path.text()),
                ("stroke", color(weight)),
                ("stroke-width", &width),
                ("opacity", &opacity),
            ];
            // A weight of zero is an absent connection.
            if weight == 0.0 {
                attributes.push(("stroke-dasharray", "1 4"));
            }
            svg.empty("path", &attributes);
        }
    });
    for (rect, &weight) in labels.iter().zip(weights) {
        let center = label::center(rect);
        text(svg, (center.x, center.y + 4.0), "middle", &short(weight));
    }
}

/// The number of strengths that many connections are rounded to.
const STEPS: usize = 8;

/// The number of connections beyond which lines are thin, and the faintest are left out.
const MANY: usize = 400;

/// Draws many connections. Those of the same sign and rounded strength are one path, which keeps the file small.
pub(super) fn lines(svg: &mut Svg, (left, right): (&Place, &Place), weights: &[f64], reach: f64) {
    let (thick, faintest) = if weights.len() > MANY {
        (0.8, 1.0 / 8.0)
    } else {
        (1.6, 1.0 / 32.0)
    };
    let mut paths: [[Path; STEPS]; 2] = Default::default();
    let origin = left.x + left.radius;
    for (Segment { from, to }, &weight) in connections(left, right).iter().zip(weights) {
        let strength = weight.abs() / reach;
        if strength >= faintest {
            let step = ((strength * STEPS as f64) as usize).min(STEPS - 1);
            let signed = &mut paths[usize::from(weight < 0.0)];
            signed[step].line((0.0, from.y), (to.x - origin, to.y));
        }
    }
    let place = format!("translate({})", tenth(origin));
    svg.element("g", &[("fill", "none"), ("transform", &place)], |svg| {
        for step in 0..STEPS {
            let strength = (step + 1) as f64 / STEPS as f64;
            let [width, opacity] = [thick * (0.3 + strength), 0.05 + 0.85 * strength * strength]
                .map(|x| format!("{:.2}", x));
            for (signed, color) in paths.iter().zip([POSITIVE, NEGATIVE]) {
                if !signed[step].is_empty() {
                    svg.empty(
                        "path",
                        &[
                            ("d", signed[step].text()),
                            ("stroke", color),
                            ("stroke-width", &width),
                            ("opacity", &opacity),
                        ],
                    );
                }
            }
        }
    });
}

/// Draws a line from each unit to the one next to it.
pub(super) fn one_to_one(svg: &mut Svg, (left, right): (&Place, &Place)) {
    let mut path = Path::default();
    for (from, to) in left.right().zip(right.left()) {
        path.line((from.x, from.y), (to.x, to.y));
    }
    let attributes = [
        ("d", path.text()),
        ("stroke", "currentColor"),
        ("opacity", "0.5"),
    ];
    svg.empty("path", &attributes);
}
