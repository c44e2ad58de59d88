//! The columns of a picture, one for each vector of the network.

use super::diagram::Detail;
use super::number::short;
use super::words::{biases_in_words, spelling};
use super::{shown, summary};
use crate::quantity;
use crate::{Connections, Element, NetworkLayer};

/// A column: the input of the network, or the output of a layer.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) units: usize,
    pub(super) head: &'static str,
    pub(super) foot: Vec<String>,
    /// The names of the units; empty if they have none, or if there are too many to write them.
    pub(super) names: Vec<String>,
    pub(super) body: Body,
    /// Whether the activation is not elementwise.
    pub(super) together: bool,
}

/// The most units of a column whose values and names are written next to them.
const LABELLED: usize = 32;
/// The most characters of a name.
const NAME: usize = 16;

impl Column {
    /// Gives the units names, if these can be written next to them.
    pub(super) fn with_names(mut self, names: &[String]) -> Self {
        if matches!(self.body, Body::Nodes(_)) && self.units <= LABELLED {
            self.names = names.iter().map(|name| shown(name, NAME)).collect();
        }
        self
    }

    /// Returns the text next to a unit at the side of the picture: its name, and its value unless that is in the circle.
    pub(super) fn text(&self, unit: usize, detail: Detail) -> String {
        let value = match &self.body {
            Body::Nodes(nodes) if detail > Detail::Labels && self.shows_values() => {
                nodes[unit].value.as_ref()
            }
            _ => None,
        };
        let value = value.map(|value| short(value.number));
        let parts: Vec<_> = self
            .names
            .get(unit)
            .cloned()
            .into_iter()
            .chain(value)
            .collect();
        parts.join(" ")
    }

    /// Returns whether biases are shown below the units.
    pub(super) fn shows_biases(&self) -> bool {
        matches!(&self.body, Body::Nodes(nodes) if nodes.iter().any(|node| node.bias.is_some()))
    }

    /// Returns whether values can be written next to the units.
    pub(super) fn shows_values(&self) -> bool {
        match &self.body {
            Body::Nodes(nodes) => {
                nodes.len() <= LABELLED && nodes.iter().any(|node| node.value.is_some())
            }
            Body::Block(_) => false,
        }
    }
}

#[derive(Debug)]
/// The form in which units are shown.
pub(super) enum Body {
    /// A circle for each unit.
    Nodes(Vec<Node>),
    /// A bar for all units.
    Block(Cells),
}

/// The groups of a block's units, each of which is a cell.
#[derive(Debug)]
pub(super) enum Cells {
    /// The strengths of the weights of their outputs, from 0 to 1.
    Strengths(Vec<f64>),
    /// The means of their values, from -1 to 1.
    Means(Vec<f64>),
}

#[derive(Debug)]
/// A unit that is shown as a circle.
pub(super) struct Node {
    /// The bias; `None` if all biases of the layer are zero.
    pub(super) bias: Option<f64>,
    pub(super) value: Option<Value>,
}

#[derive(Debug)]
/// The value of a unit.
pub(super) struct Value {
    pub(super) number: f64,
    /// The value relative to the largest magnitude in the column.
    pub(super) relative: f64,
}

/// Makes the column of a vector from the layers before and after it, if there are any.
pub(super) fn column<T: Element>(
    units: usize,
    before: Option<&T::NetworkLayer>,
    after: Option<&T::NetworkLayer>,
    values: Option<&[T]>,
    detail: Detail,
) -> Column {
    let activation = before.map(NetworkLayer::activation);
    let mut foot = vec![match before {
        None => quantity(units, "input"),
        Some(_) => quantity(units, "unit"),
    }];
    foot.extend(activation.into_iter().flat_map(spelling));
    let parameters = before.map(NetworkLayer::parameters).unwrap_or_default();
    let parameter = parameters
        .iter()
        .find(|parameter| parameter.key == "biases");
    let biases = parameter.map(|biases| biases.numbers.wide().collect::<Vec<_>>());
    let biases = biases.filter(|biases| !biases.iter().all(|&bias| bias == 0.0));
    if let Some(parameter) = parameter
        && (detail > Detail::Labels || biases.is_none())
    {
        foot.extend(biases_in_words(parameter));
    }
    let nodes = || {
        let reach = values.map(summary::reach);
        let node = |unit: usize| Node {
            bias: biases.as_ref().map(|biases| biases[unit]),
            value: values.zip(reach).map(|(values, reach)| {
                let number = values[unit].to_f64();
                let relative = if number.is_finite() {
                    number / reach
                } else {
                    0.0
                };
                Value { number, relative }
            }),
        };
        (0..units).map(node).collect()
    };
    let cells = || match (values, after.map(NetworkLayer::connections)) {
        (Some(values), _) => Cells::Means(summary::means(values)),
        (
            None,
            Some(Connections::All {
                inputs, weights, ..
            }),
        ) => Cells::Strengths(summary::leaving(inputs, weights)),
        (None, Some(Connections::OneToOne | Connections::Other) | None) => {
            Cells::Strengths(Vec::new())
        }
    };
    Column {
        units,
        head: before.map_or("input", |layer| layer.kind().name()),
        foot,
        names: Vec::new(),
        body: if units <= detail.circles() {
            Body::Nodes(nodes())
        } else {
            Body::Block(cells())
        },
        together: activation.is_some_and(|activation| !activation.is_elementwise()),
    }
}
