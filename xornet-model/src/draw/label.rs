//! The placement of weights along their connections.

use super::geometry::{Point, Rect, Segment};

/// The height of a label's box.
const HEIGHT: f64 = 13.0;

/// The number of steps between the possible places of a label, from 0.15 to 0.85 of the way.
const STEPS: usize = 28;

/// The number of rounds; in each round, every label is placed again, given the places of the others.
const ROUNDS: usize = 3;

/// Finds a box on each connection for a label of the given width, so that it overlaps no other label and no
/// circle; returns `None` if there is none for some label. Places that other connections pass are avoided.
pub(super) fn place(
    connections: &[Segment],
    widths: &[f64],
    circles: &[Rect],
) -> Option<Vec<Rect>> {
    let mut placed: Vec<Option<Rect>> = vec![None; connections.len()];
    for _ in 0..ROUNDS {
        for (index, (connection, width)) in connections.iter().zip(widths).enumerate() {
            let candidates = (0..=STEPS).map(|step| {
                let share = 0.15 + 0.7 * step as f64 / STEPS as f64;
                (share, Rect::around(connection.at(share), *width, HEIGHT))
            });
            let others = || {
                placed
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != index)
            };
            let free = candidates.filter(|(_, rect)| {
                !others().any(|(_, other)| other.is_some_and(|other| other.overlaps(rect)))
                    && !circles.iter().any(|circle| circle.overlaps(rect))
            });
            let priced = free.map(|(share, rect)| {
                let crossed = connections
                    .iter()
                    .enumerate()
                    .filter(|(other, connection)| {
                        *other != index && connection.within(&rect).is_some()
                    });
                let aside = (share - 0.5).abs();
                (crossed.count() as f64 + aside, rect)
            });
            let best = priced.min_by(|a, b| a.0.total_cmp(&b.0));
            placed[index] = best.map(|(_, rect)| rect);
        }
    }
    placed.into_iter().collect()
}

/// Returns the center of a box.
pub(super) fn center(rect: &Rect) -> Point {
    Point {
        x: (rect.left + rect.right) / 2.0,
        y: (rect.top + rect.bottom) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use super::super::diagram::{Detail, Diagram};
    use super::super::layout::{Layout, Place};
    use crate::{Model, read};

    /// The widest weights.
    const WEIGHT: &str = "-4.94e-324";

    #[test]
    fn labels_overlap_nothing() {
        for (inputs, units) in (1..=8).flat_map(|i| (1..=16 / i).map(move |u| (i, u))) {
            let row = format!("[{}]", vec![WEIGHT; units].join(","));
            let text = format!(
                "dtype = 'f64'\ninput = {inputs}\n[[layers]]\ntype = 'dense'\nunits = {units}\nweights = [{}]",
                vec![row; inputs].join(",")
            );
            let Ok(Model::F64(network)) = read(&text, "net") else {
                panic!("a valid model");
            };
            let diagram = Diagram::of(&network, None);
            if units > 8 {
                assert_eq!(diagram.detail, Detail::Lines);
                continue;
            }
            assert_eq!(diagram.detail, Detail::Labels);
            let layout = Layout::of(&diagram, Page::Html);
            let labels = &layout.labels[0];
            assert_eq!(labels.len(), inputs * units);
            for (index, label) in labels.iter().enumerate() {
                let others = &labels[index + 1..];
                assert!(
                    !others.iter().any(|other| other.overlaps(label)),
                    "{inputs}-{units}"
                );
                let mut circles = layout.columns.iter().flat_map(Place::circles);
                assert!(
                    !circles.any(|circle| circle.overlaps(label)),
                    "{inputs}-{units}"
                );
            }
        }
    }
}
