//! What of a network is shown: what is many is folded, so that a picture is of a bounded size.

use super::column::{Column, column};
use super::summary::{self, Summary};
use super::values::{Values, widths};
use super::words::words;
use crate::document::shorten;
use crate::{Connections, Float, Network};

/// How much of the connections is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Each, with its weight beside it.
    Labels,
    /// Each, as a line.
    Lines,
    /// Histograms, where there are many.
    Folded,
}

#[derive(Debug)]
pub(super) struct Diagram {
    /// The network's name.
    pub(super) title: String,
    /// What the file says of the network.
    pub(super) description: Option<String>,
    /// All of the picture in words.
    pub(super) words: String,
    pub(super) detail: Detail,
    pub(super) columns: Vec<Column>,
    /// What is between two columns: one fewer than these.
    pub(super) gaps: Vec<Gap>,
}

#[derive(Debug)]
pub(super) enum Gap {
    /// Every weight, one row per unit on the left, and the largest magnitude.
    Lines { weights: Vec<f64>, reach: f64 },
    /// The weights, folded.
    Folded(Summary),
    /// Each unit goes to the one beside it.
    OneToOne,
    /// Layers that are not shown.
    Layers(usize),
}

/// Connections of one layer that can have labels, and of a network.
const LABELLED: (usize, usize) = (16, 40);
/// Units of one vector in a picture with labels.
const LABELLED_UNITS: usize = 8;
/// Connections of a network that are shown as lines.
const LINES: usize = 2600;
/// Units of one vector that are shown as circles where nothing is folded, and where something is.
const CIRCLES: (usize, usize) = (64, 16);
/// Vectors at the beginning and at the end of a deep network.
const ENDS: (usize, usize) = (6, 3);

impl Detail {
    fn of<T: Float>(network: &Network<T>, shown: &[usize], widths: &[usize]) -> Self {
        let layers = shown.iter().filter_map(|&vector| vector.checked_sub(1));
        let connections =
            layers.filter_map(|layer| match network.nodes()[layer].layer().connections() {
                Connections::All { weights, .. } => Some(weights.len()),
                Connections::OneToOne => None,
            });
        let connections: Vec<usize> = connections.collect();
        let all: usize = connections.iter().sum();
        let most = connections.iter().copied().max().unwrap_or(0);
        let units = shown
            .iter()
            .map(|&vector| widths[vector])
            .max()
            .unwrap_or(0);
        if most <= LABELLED.0 && all <= LABELLED.1 && units <= LABELLED_UNITS {
            Self::Labels
        } else if all <= LINES && units <= CIRCLES.0 {
            Self::Lines
        } else {
            Self::Folded
        }
    }

    /// Units of one vector that are shown as circles.
    pub(super) fn circles(self) -> usize {
        match self {
            Self::Labels | Self::Lines => CIRCLES.0,
            Self::Folded => CIRCLES.1,
        }
    }
}

impl Diagram {
    pub(super) fn of<T: Float>(network: &Network<T>, values: Option<&Values<T>>) -> Self {
        let widths: Vec<_> = widths(network).collect();
        let shown: Vec<_> = if widths.len() <= ENDS.0 + ENDS.1 {
            (0..widths.len()).collect()
        } else {
            (0..ENDS.0)
                .chain(widths.len() - ENDS.1..widths.len())
                .collect()
        };
        let detail = Detail::of(network, &shown, &widths);
        let circles = detail.circles();
        let columns = shown.iter().map(|&vector| {
            let before = vector
                .checked_sub(1)
                .map(|layer| network.nodes()[layer].layer());
            let after = network.nodes().get(vector).map(|node| node.layer());
            let values = values.map(|values| values.vectors()[vector].as_slice());
            column(widths[vector], before, after, values, detail)
        });
        let gaps = shown.windows(2).map(|pair| {
            if pair[1] - pair[0] > 1 {
                return Gap::Layers(pair[1] - pair[0] - 1);
            }
            match network.nodes()[pair[0]].layer().connections() {
                Connections::OneToOne => Gap::OneToOne,
                Connections::All {
                    inputs,
                    units,
                    weights,
                } if inputs.max(units) > circles => Gap::Folded(Summary::of(weights)),
                Connections::All { weights, .. } => lines(weights),
            }
        });
        Self {
            title: network.name().map_or("A network".into(), shorten),
            description: network.description().map(str::to_owned),
            words: words(network, &shown, values),
            detail,
            columns: columns.collect(),
            gaps: gaps.collect(),
        }
    }
}

fn lines<T: Float>(weights: &[T]) -> Gap {
    Gap::Lines {
        reach: summary::reach(weights),
        weights: weights.iter().map(|weight| weight.to_f64()).collect(),
    }
}
