//! A vector of a network: the input, or the output of a layer.

use super::diagram::Detail;
use super::summary;
use super::words::{biases_in_words, spelling};
use crate::plan::count;
use crate::{Dense, Float, Layer};

/// The input, or the output of a layer.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) units: usize,
    pub(super) head: &'static str,
    pub(super) foot: Vec<String>,
    pub(super) body: Body,
    /// Whether an activation takes all units together.
    pub(super) together: bool,
}

/// Units in a column, at most, that have their values written beside them.
const TOLD_BESIDE: usize = 32;

impl Column {
    /// Whether biases are shown below the units.
    pub(super) fn tells_biases(&self) -> bool {
        matches!(&self.body, Body::Nodes(nodes) if nodes.iter().any(|node| node.bias.is_some()))
    }

    /// Whether values can be written beside the units.
    pub(super) fn tells_values(&self) -> bool {
        match &self.body {
            Body::Nodes(nodes) => {
                nodes.len() <= TOLD_BESIDE && nodes.iter().any(|node| node.value.is_some())
            }
            Body::Block(_) => false,
        }
    }
}

#[derive(Debug)]
pub(super) enum Body {
    /// A circle for each unit.
    Nodes(Vec<Node>),
    /// A bar for all units.
    Block(Cells),
}

/// Groups of a block's units.
#[derive(Debug)]
pub(super) enum Cells {
    /// How strong the weights are that leave them, from 0 to 1.
    Strengths(Vec<f64>),
    /// The mean of their values, from -1 to 1.
    Means(Vec<f64>),
}

#[derive(Debug)]
pub(super) struct Node {
    /// Not there where all biases of the layer are zero.
    pub(super) bias: Option<f64>,
    pub(super) value: Option<Value>,
}

#[derive(Debug)]
pub(super) struct Value {
    pub(super) number: f64,
    /// The same, relative to the largest magnitude in the column.
    pub(super) relative: f64,
}

/// The column of a vector, from the layer before and a dense layer after it, if there are such.
pub(super) fn column<T: Float>(
    units: usize,
    before: Option<&Layer<T>>,
    after: Option<&Dense<T>>,
    values: Option<&[T]>,
    detail: Detail,
) -> Column {
    let mut foot = vec![count(units, "unit")];
    let mut biases = None;
    let activation = match before {
        None => {
            foot = vec![count(units, "input")];
            None
        }
        Some(Layer::Dense(dense)) => {
            if dense.biased && !dense.biases.iter().all(|bias| bias.is_zero()) {
                biases = Some(dense.biases());
            }
            Some(dense.activation())
        }
        Some(Layer::Activation(activation)) => Some(*activation),
    };
    foot.extend(activation.into_iter().flat_map(spelling));
    if let Some(Layer::Dense(dense)) = before
        && (detail > Detail::Labels || biases.is_none())
    {
        foot.extend(biases_in_words(dense, biases));
    }
    let nodes = || {
        let reach = values.map(summary::reach);
        let node = |unit: usize| Node {
            bias: biases.map(|biases| biases[unit].to_f64()),
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
    let cells = || match (values, after) {
        (Some(values), _) => Cells::Means(summary::means(values)),
        (None, Some(dense)) => Cells::Strengths(summary::leaving(dense)),
        (None, None) => Cells::Strengths(Vec::new()),
    };
    Column {
        units,
        head: match before {
            None => "input",
            Some(Layer::Dense(_)) => "dense",
            Some(Layer::Activation(_)) => "activation",
        },
        foot,
        body: if units <= detail.circles() {
            Body::Nodes(nodes())
        } else {
            Body::Block(cells())
        },
        together: activation.is_some_and(|activation| activation.is_of_the_whole_layer()),
    }
}
