//! What of a network is shown: what is many is folded, so that a picture is of a bounded size.

use super::number::short;
use super::summary::{self, Summary};
use super::values::{Values, widths};
use crate::document::shorten;
use crate::plan::count;
use crate::{Activation, Dense, Float, Layer, Network};

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

#[derive(Debug)]
pub(super) enum Gap {
    /// Every weight, one row per unit on the left, relative to the largest magnitude.
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
        let dense = shown
            .iter()
            .filter(|&&vector| vector > 0)
            .filter_map(|&vector| match &network.layers()[vector - 1] {
                Layer::Dense(dense) => Some(dense.weights().len()),
                Layer::Activation(_) => None,
            });
        let connections: Vec<usize> = dense.collect();
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

    fn circles(self) -> usize {
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
            let before = vector.checked_sub(1).map(|layer| &network.layers()[layer]);
            let after = match network.layers().get(vector) {
                Some(Layer::Dense(dense)) => Some(dense),
                _ => None,
            };
            let values = values.map(|values| values.vectors()[vector].as_slice());
            column(widths[vector], before, after, values, detail)
        });
        let gaps = shown.windows(2).map(|pair| {
            if pair[1] - pair[0] > 1 {
                return Gap::Layers(pair[1] - pair[0] - 1);
            }
            match &network.layers()[pair[0]] {
                Layer::Activation(_) => Gap::OneToOne,
                Layer::Dense(dense) if dense.inputs().max(dense.units()) > circles => {
                    Gap::Folded(Summary::of(dense))
                }
                Layer::Dense(dense) => lines(dense),
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

fn lines<T: Float>(dense: &Dense<T>) -> Gap {
    let reach = summary::reach(dense.weights());
    let weights = dense.weights().iter().map(|weight| weight.to_f64());
    Gap::Lines {
        weights: weights.collect(),
        reach,
    }
}

fn column<T: Float>(
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

/// The activation's name and parameter, a line each.
fn spelling<T: Float>(activation: Activation<T>) -> Vec<String> {
    let mut lines = vec![activation.name().to_owned()];
    lines.extend(
        activation
            .parameter()
            .map(|(name, value)| format!("{name} {}", short(value.to_f64()))),
    );
    lines
}

fn biases_in_words<T: Float>(dense: &Dense<T>, biases: Option<&[T]>) -> Vec<String> {
    let Some(biases) = biases else {
        let absent = if dense.biased {
            "biases 0"
        } else {
            "no biases"
        };
        return vec![absent.into()];
    };
    let biases = || biases.iter().map(|bias| bias.to_f64());
    let least = short(biases().fold(f64::INFINITY, f64::min));
    let most = short(biases().fold(f64::NEG_INFINITY, f64::max));
    if least == most {
        vec![format!("bias {least}")]
    } else {
        vec!["biases".into(), format!("{least} … {most}")]
    }
}

/// Numbers of one vector that are told in words.
const TOLD: usize = 16;

fn words<T: Float>(network: &Network<T>, shown: &[usize], values: Option<&Values<T>>) -> String {
    let mut words = format!("A neural network of {}.", count(network.inputs(), "input"));
    let mut last = 0;
    for &vector in shown {
        if vector > last + 1 {
            words += &format!(" {} in between.", count(vector - last - 1, "more layer"));
        }
        last = vector;
        let Some(layer) = vector.checked_sub(1) else {
            continue;
        };
        words += &match &network.layers()[layer] {
            Layer::Dense(dense) => format!(
                " Layer {vector}: dense, {}, {}.",
                count(dense.units(), "unit"),
                spelling(dense.activation()).join(" with ")
            ),
            Layer::Activation(activation) => {
                format!(" Layer {vector}: {}.", spelling(*activation).join(" with "))
            }
        };
    }
    words += &format!(
        " {} and {}.",
        count(network.parameters(), "parameter"),
        count(network.macs(), "multiply-add")
    );
    if let Some([input, .., output]) = values.map(Values::vectors) {
        words += &format!(
            " For the input {} the output is {}.",
            list(input),
            list(output)
        );
    }
    words
}

fn list<T: Float>(numbers: &[T]) -> String {
    let mut list: Vec<_> = numbers
        .iter()
        .take(TOLD)
        .map(|x| short(x.to_f64()))
        .collect();
    if numbers.len() > TOLD {
        list.push("…".into());
    }
    list.join(", ")
}
