//! The names of values in a model file: those that the network has, and those that the file needs.

use super::{key, string};
use crate::{Element, Network, Node, ValueId};

/// The name of each value, if it is written.
pub(super) struct Names {
    values: Vec<Option<String>>,
    /// The number of inputs of the network, whose values come first.
    inputs: usize,
}

impl Names {
    /// Takes the names of a network, and makes names for values without one that a layer other than the next one takes.
    pub(super) fn of<T: Element>(network: &Network<T>) -> Self {
        let mut names = Self {
            values: (0..network.values().len())
                .map(|index| network.name_at(index).map(str::to_owned))
                .collect(),
            inputs: network.input_values().len(),
        };
        if let [input] = network.input_values() {
            names.values[input.index()].get_or_insert_with(|| "input".into());
        }
        let needed: Vec<_> = network
            .nodes()
            .iter()
            .enumerate()
            .filter(|(index, node)| !names.is_implicit(node.inputs(), *index))
            .flat_map(|(_, node)| node.inputs())
            .chain(network.output_values().iter().filter(|_| !is_last(network)))
            .map(|id| id.index())
            .collect();
        for index in needed {
            if names.values[index].is_none() {
                let mut name = format!("layer_{}", index + 1 - names.inputs);
                while names.values.iter().flatten().any(|other| *other == name) {
                    name.push('_');
                }
                names.values[index] = Some(name);
            }
        }
        names
    }

    /// Returns whether a layer takes what a layer without `inputs` does: the output of the layer before.
    fn is_implicit(&self, inputs: &[ValueId], layer: usize) -> bool {
        matches!(inputs, [input] if input.index() + 1 == layer + self.inputs)
    }

    /// Returns the name of a layer, if it is written.
    pub(super) fn written(&self, id: ValueId) -> Option<&str> {
        self.values[id.index()].as_deref()
    }

    /// Returns the key and the value of the network's inputs.
    pub(super) fn inputs<T: Element>(&self, network: &Network<T>) -> (&'static str, String) {
        let shape = |id: &ValueId| {
            let shape = network.value(*id).shape;
            match network.is_stream() {
                true => format!("[\"time\", {}]", shape.count()),
                false => shape.to_string(),
            }
        };
        match network.input_values() {
            [input] if network.value_name(*input).is_none() => ("input", shape(input)),
            inputs => {
                let fields = inputs.iter().map(|id| {
                    let name = key(self.written(*id).unwrap_or_default());
                    format!("{name} = {}", shape(id))
                });
                let fields: Vec<_> = fields.collect();
                ("inputs", format!("{{ {} }}", fields.join(", ")))
            }
        }
    }

    /// Returns the value of the key `input_quantization`, in a network of eight bits.
    pub(super) fn quantization<T: Element>(&self, network: &Network<T>) -> Option<String> {
        let inputs = network.input_values();
        let quantizations: Option<Vec<_>> = inputs
            .iter()
            .map(|&id| Some((id, network.quantization(id)?)))
            .collect();
        let quantizations = quantizations?;
        match (inputs, &quantizations[..]) {
            (&[input], [(_, quantization)]) if network.value_name(input).is_none() => {
                Some(quantization.to_string())
            }
            (_, quantizations) => {
                let fields = quantizations.iter().map(|(id, quantization)| {
                    let name = key(self.written(*id).unwrap_or_default());
                    format!("{name} = {quantization}")
                });
                let fields: Vec<_> = fields.collect();
                Some(format!("{{ {} }}", fields.join(", ")))
            }
        }
    }

    /// Returns the value of the key `outputs`, unless the only output is that of the last layer.
    pub(super) fn outputs<T: Element>(&self, network: &Network<T>) -> Option<String> {
        (!is_last(network)).then(|| self.list(network.output_values()))
    }

    /// Returns the value of the key `inputs` of a layer, unless it takes the output of the layer before.
    pub(super) fn taken<T: Element>(&self, node: &Node<T>, layer: usize) -> Option<String> {
        (!self.is_implicit(node.inputs(), layer)).then(|| match node.inputs() {
            [input] => string(self.written(*input).unwrap_or_default()),
            inputs => self.list(inputs),
        })
    }

    fn list(&self, ids: &[ValueId]) -> String {
        let names = ids
            .iter()
            .map(|id| string(self.written(*id).unwrap_or_default()));
        format!("[{}]", names.collect::<Vec<_>>().join(", "))
    }
}

/// Writes the names of numbers as an array: in one line, or with a line for each if that would be long.
pub(super) fn array(names: &[String]) -> String {
    const LONGEST: usize = 100;
    let names: Vec<_> = names.iter().map(|name| string(name)).collect();
    let line = names.join(", ");
    if line.chars().count() <= LONGEST {
        return format!("[{line}]");
    }
    let lines: String = names.iter().map(|name| format!("    {name},\n")).collect();
    format!("[\n{lines}]")
}

/// Returns whether the only output is that of the last layer.
fn is_last<T: Element>(network: &Network<T>) -> bool {
    let last = network.nodes().last().map(Node::output);
    matches!(network.output_values(), [output] if Some(*output) == last)
}
