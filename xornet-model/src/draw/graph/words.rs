//! The content of a picture in words.

use super::super::shown;
use super::super::values::Values;
use super::super::words::{largest, list, names};
use super::describe;
use super::fold::Fold;
use crate::{Element, Network, NetworkLayer, ValueId, quantity};

/// The most characters of a name.
const NAME: usize = 40;
/// The most inputs of a layer that are named.
const INPUTS: usize = 8;

/// Describes the network, and its inputs and outputs if there are values.
pub(super) fn words<T: Element>(network: &Network<T>, values: Option<&Values<T>>) -> String {
    let mut words = String::from("A neural network of ");
    words += &ports(network, network.input_values(), "input");
    words.push('.');
    let fold = Fold::layers(network.nodes().len());
    for item in fold.shown() {
        words.push(' ');
        words += &match item {
            None => format!("{} in between.", quantity(fold.folded, "more layer")),
            Some(index) => layer(network, index),
        };
    }
    let outputs = network.output_values();
    words += &format!(
        " The output is {}. {} and {}.",
        ports(network, outputs, "output"),
        quantity(network.parameters(), "parameter"),
        quantity(network.macs(), "multiply-add")
    );
    words += &names(network);
    if let Some(values) = values {
        let numbers = |id: &ValueId| list(&values.vectors()[id.index()]);
        let all = |ids: &[ValueId]| {
            let shown = ids.iter().take(INPUTS).map(numbers);
            shown.collect::<Vec<_>>().join("; ")
        };
        words += &format!(
            " For the input {} the output is {}.",
            all(network.input_values()),
            all(outputs)
        );
        // Numbers of several outputs are not compared.
        if let [output] = outputs {
            words += &largest(network, &values.vectors()[output.index()]);
        }
    }
    words
}

/// Describes a layer: `Layer 3, “skip”: add of layer 1 and layer 2, relu, 8 × 8 × 4.`
fn layer<T: Element>(network: &Network<T>, index: usize) -> String {
    let node = &network.nodes()[index];
    let output = node.output();
    let mut text = format!("Layer {}", index + 1);
    if let Some(name) = network.value_name(output) {
        text += &format!(", {}", quoted(name));
    }
    text += &format!(": {}", node.layer().kind().name());
    let before = match index.checked_sub(1) {
        Some(before) => Some(network.nodes()[before].output()),
        None => network.input_values().first().copied(),
    };
    if before.is_none_or(|before| node.inputs() != [before]) {
        let inputs = node.inputs();
        let mut origins: Vec<_> = inputs
            .iter()
            .take(INPUTS)
            .map(|&input| origin(network, input))
            .collect();
        if inputs.len() > INPUTS {
            origins.push(format!("{} more", inputs.len() - INPUTS));
        }
        text += &format!(" of {}", origins.join(" and "));
    }
    for property in describe::properties::<T>(node.layer()) {
        text += &format!(", {property}");
    }
    let shape = network.value(output).shape;
    text + &format!(", {}.", describe::shape(&shape))
}

/// Names the layer or the input that a value is from.
fn origin<T: Element>(network: &Network<T>, id: ValueId) -> String {
    let layer = network.nodes().iter().position(|node| node.output() == id);
    match (layer, network.value_name(id)) {
        (Some(layer), _) => format!("layer {}", layer + 1),
        (None, Some(name)) => quoted(name),
        (None, None) => "the input".into(),
    }
}

/// Describes inputs or outputs: their shapes, and their names if there are several.
fn ports<T: Element>(network: &Network<T>, ids: &[ValueId], noun: &str) -> String {
    let fold = Fold::ports(ids.len());
    let ports = fold.shown().map(|item| match item {
        None => quantity(fold.folded, &format!("more {noun}")),
        Some(index) => {
            let shape = describe::shape(&network.value(ids[index]).shape);
            match network.value_name(ids[index]).filter(|_| ids.len() > 1) {
                Some(name) => format!("{} {shape}", quoted(name)),
                None => shape,
            }
        }
    });
    let ports = ports.collect::<Vec<_>>().join(", ");
    match noun {
        "output" => ports,
        _ => format!("{}: {ports}", quantity(ids.len(), noun)),
    }
}

fn quoted(name: &str) -> String {
    format!("“{}”", shown(name, NAME))
}
