//! The summary of a layer.

use serde::Serialize;
use serde_json::{Map, Value, json};
use xornet_model::plan::Explanation;
use xornet_model::{Activation, Attribute, Network, NetworkLayer, Node, Shape, ValueId};

use super::activity::{Idle, Units};
use super::summary::Quantization;
use super::weights::{self, Weight};
use crate::command::source;
use crate::evaluate::Number;

/// A layer of the network.
#[derive(Serialize)]
pub(super) struct Layer<T> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// The name by which other layers take the output, if it has one.
    pub(super) name: Option<String>,
    /// The number of all inputs.
    pub(super) inputs: usize,
    /// The number of all outputs.
    pub(super) units: usize,
    /// The origin of each input: an input of the network by its name, or a layer by its number.
    pub(super) from: Vec<Origin>,
    /// Whether the layer takes the output of the layer before, or the network's first input.
    #[serde(skip)]
    pub(super) follows: bool,
    /// The shape of each input.
    pub(super) input_shapes: Vec<Vec<usize>>,
    /// The shape of the output.
    pub(super) shape: Vec<usize>,
    /// The keys of the layer in the file, other than tensors and the activation.
    pub(super) attributes: Map<String, Value>,
    pub(super) activation: &'static str,
    /// The activation with its parameters, for the text; empty if the layer has none.
    #[serde(skip)]
    pub(super) spelling: String,
    pub(super) activation_parameters: Vec<Parameter<T>>,
    pub(super) parameters: usize,
    pub(super) macs: usize,
    pub(super) weight_bytes: usize,
    /// The number of weights.
    #[serde(skip)]
    pub(super) weights: usize,
    /// The number of weights that are not zero.
    pub(super) nonzero: usize,
    pub(super) code: Option<Code>,
    /// The weights of the largest size.
    pub(super) largest: Vec<Weight<T>>,
    pub(super) outputs: Option<Outputs<T>>,
}

/// The origin of an input.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Origin {
    /// An input of the network, by its name.
    Input(String),
    /// A layer, by its number from 1.
    Layer(usize),
}

/// A parameter of an activation, such as `slope`.
#[derive(Serialize)]
pub(super) struct Parameter<T> {
    pub(super) name: &'static str,
    pub(super) value: T,
}

/// The code generation strategy of a layer.
#[derive(Serialize)]
pub(super) struct Code {
    #[serde(rename = "shape")]
    pub(super) strategy: String,
    pub(super) why: &'static str,
    /// The strategy on processors without SIMD, and in const contexts.
    pub(super) without_registers: String,
    /// The strategy that `unroll = "auto"` would choose, where the file asks for another one.
    pub(super) auto: Option<String>,
}

/// The outputs of a layer's units, or channels, on all inputs.
#[derive(Serialize)]
pub(super) struct Outputs<T> {
    pub(super) smallest: T,
    pub(super) largest: T,
    /// The idle units or channels; `None` for fewer than two inputs.
    #[serde(flatten)]
    pub(super) idle: Option<Idle>,
}

impl<T: Number> Layer<T> {
    /// Describes a layer with its code, and the one that `unroll = "auto"` would choose, where the file asks for something
    /// else.
    pub(super) fn of(
        network: &Network<T>,
        index: usize,
        [code, auto]: [Option<Explanation>; 2],
        largest: usize,
    ) -> Self {
        let node = &network.nodes()[index];
        let layer = node.layer();
        let inputs = network.shapes(node.inputs());
        let output = network.value(node.output()).shape;
        let activation = layer.activation();
        let tensors = layer.parameters();
        let weights = tensors.iter().find(|tensor| tensor.key == "weights");
        let parameters = layer.parameter_count();
        let attributes = layer.attributes().into_iter().map(|(key, value)| {
            let value = match value {
                Attribute::Quantization(quantization) => json!(Quantization::of(quantization)),
                // Model files and JSON write all others in the same way.
                other => {
                    let text = other.to_string();
                    serde_json::from_str(&text).unwrap_or(Value::String(text))
                }
            };
            (key.to_owned(), value)
        });
        Self {
            kind: layer.kind().name(),
            name: network.value_name(node.output()).map(str::to_owned),
            inputs: inputs.iter().map(Shape::count).sum(),
            units: output.count(),
            from: origins(network, node),
            follows: source::follows(network, index),
            input_shapes: inputs.iter().map(|shape| shape.axes().to_vec()).collect(),
            shape: output.axes().to_vec(),
            attributes: attributes.collect(),
            activation: activation.name(),
            spelling: {
                let activations = layer.activations().into_iter();
                let spelt: Vec<_> = activations.map(|of| spelling(of.activation)).collect();
                spelt.join(", ")
            },
            activation_parameters: activation
                .parameters()
                .map(|(name, value)| Parameter { name, value })
                .collect(),
            parameters,
            macs: node.macs(),
            weight_bytes: layer.parameter_bytes(),
            weights: weights.map_or(0, |tensor| tensor.numbers.len()),
            nonzero: weights.map_or(0, |tensor| {
                let nonzero = tensor.numbers.wide().filter(|&weight| weight != 0.0);
                nonzero.count()
            }),
            code: code.map(|explained| Code {
                strategy: explained.code,
                why: explained.why,
                without_registers: explained.without_registers,
                auto: auto.map(|auto| auto.code),
            }),
            largest: weights.map_or(Vec::new(), |tensor| weights::largest(tensor, largest)),
            outputs: None,
        }
    }
}

/// Returns the name and the parameters of an activation.
fn spelling<T: Number>(activation: Activation<T>) -> String {
    let parameters: Vec<_> = activation
        .written_parameters()
        .map(|(name, value)| format!("{name} {}", value.shortest()))
        .collect();
    if parameters.is_empty() {
        return activation.name().to_owned();
    }
    format!("{} ({})", activation.name(), parameters.join(", "))
}

/// Returns the origin of each input of a layer.
fn origins<T: Number>(network: &Network<T>, node: &Node<T>) -> Vec<Origin> {
    let origin = |&id: &ValueId| match source::layer(network, id) {
        Some(layer) => Origin::Layer(layer + 1),
        None => Origin::Input(network.value_name(id).unwrap_or("input").to_owned()),
    };
    node.inputs().iter().map(origin).collect()
}

/// Returns the range of the units' outputs, and the idle units.
pub(super) fn outputs<T: Number>(units: &Units<T>, inputs: usize) -> Option<Outputs<T>> {
    let (smallest, largest) = units.range()?;
    Some(Outputs {
        smallest,
        largest,
        idle: (inputs > 1).then(|| units.idle()),
    })
}
