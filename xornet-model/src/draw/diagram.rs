//! The choice of what a picture shows. Large parts are folded, so that the size of a picture is bounded.

use super::column::{Column, column};
use super::summary::{self, Summary};
use super::values::{Values, widths};
use super::words::words;
use crate::document::shorten;
use crate::{Connections, Element, Network, NetworkLayer};

/// The detail in which connections are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Each connection with its weight.
    Labels,
    /// Each connection as a line.
    Lines,
    /// Histograms in place of many connections.
    Folded,
}

/// The content of a picture.
#[derive(Debug)]
pub(super) struct Diagram {
    /// The network's name.
    pub(super) title: String,
    /// The description of the network.
    pub(super) description: Option<String>,
    /// The whole picture in words.
    pub(super) words: String,
    pub(super) detail: Detail,
    pub(super) columns: Vec<Column>,
    /// The gaps between the columns, one fewer than these.
    pub(super) gaps: Vec<Gap>,
}

/// The content of the gap between two columns.
#[derive(Debug)]
pub(super) enum Gap {
    /// The connections, with all weights (one row per unit on the left) and their largest magnitude.
    Lines { weights: Vec<f64>, reach: f64 },
    /// A summary of the weights.
    Folded(Summary),
    /// A connection from each unit to the one next to it.
    OneToOne,
    /// The number of layers that are left out.
    Layers(usize),
}

/// The most connections of one layer that have labels, and the most of a network.
const LABELLED: (usize, usize) = (16, 40);
/// The most units of one vector in a picture with labels.
const LABELLED_UNITS: usize = 8;
/// The most connections of a network that are shown as lines.
const LINES: usize = 2600;
/// The most units of one vector that are shown as circles if nothing is folded, and if something is.
const CIRCLES: (usize, usize) = (64, 16);
/// The number of vectors that are shown at the beginning and at the end of a deep network.
const ENDS: (usize, usize) = (6, 3);

impl Detail {
    /// Chooses the detail for the vectors that are shown.
    fn of<T: Element>(network: &Network<T>, shown: &[usize], widths: &[usize]) -> Self {
        let layers = shown.iter().filter_map(|&vector| vector.checked_sub(1));
        let connections =
            layers.filter_map(|layer| match network.nodes()[layer].layer().connections() {
                Connections::All { weights, .. } => Some(weights.len()),
                Connections::OneToOne | Connections::Other => None,
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

    /// Returns the most units of one vector that are shown as circles.
    pub(super) fn circles(self) -> usize {
        match self {
            Self::Labels | Self::Lines => CIRCLES.0,
            Self::Folded => CIRCLES.1,
        }
    }
}

impl Diagram {
    /// Chooses what is shown of a network, with the values of a forward pass if there are any.
    pub(super) fn of<T: Element>(network: &Network<T>, values: Option<&Values<T>>) -> Self {
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
            let column = column(widths[vector], before, after, values, detail);
            match vector {
                0 => column.with_names(network.input_names()),
                _ if vector + 1 == widths.len() => column.with_names(network.output_names()),
                _ => column,
            }
        });
        let gaps = shown.windows(2).map(|pair| {
            if pair[1] - pair[0] > 1 {
                return Gap::Layers(pair[1] - pair[0] - 1);
            }
            match network.nodes()[pair[0]].layer().connections() {
                Connections::OneToOne | Connections::Other => Gap::OneToOne,
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

/// Makes a gap with all connections.
fn lines<T: Element>(weights: &[T]) -> Gap {
    Gap::Lines {
        reach: summary::reach(weights),
        weights: weights.iter().map(|weight| weight.to_f64()).collect(),
    }
}
