//! The outputs of a graph that are those of the network.

use crate::import::names::shown;
use crate::import::unsupported::Unsupported;
use crate::onnx::graph::{Graph, Port, Source, ValueId};
use crate::onnx::tensor::Element;

/// The outputs of the network, with notes about the others.
pub struct Chosen {
    pub outputs: Vec<ValueId>,
    pub notes: Vec<String>,
}

/// Chooses the outputs of numbers that are computed from the inputs, or the value with the name that the user asks for.
pub fn choose(graph: &Graph, wanted: Option<&str>) -> Result<Chosen, Unsupported> {
    let reject = |reason: String, help: String| Err(Unsupported::new(reason).help(help));
    let names = |ports: &[&Port]| -> String {
        let names: Vec<_> = ports.iter().map(|port| graph.name(port.value)).collect();
        names.join(", ")
    };
    let left_out =
        |port: &Port, why: &str| format!("left out: the output {}{why}", graph.name(port.value));
    let all: Vec<_> = graph.outputs.iter().collect();
    if let Some(name) = wanted {
        let is_named = |&value: &ValueId| graph.values[value].name == name;
        let ports = all.iter().map(|port| port.value).find(is_named);
        // Any value that a node makes, too.
        let made = |value: &ValueId| matches!(graph.values[*value].source, Source::Node { .. });
        let mut inside = (0..graph.values.len()).filter(is_named).filter(made);
        let Some(output) = ports.or_else(|| inside.next()) else {
            return reject(
                format!("the graph has no output {}", shown(name)),
                format!(
                    "its outputs are {}; any value inside can be named, too",
                    names(&all)
                ),
            );
        };
        let others = all.iter().filter(|port| port.value != output);
        return Ok(Chosen {
            outputs: vec![output],
            notes: others.map(|port| left_out(port, "")).collect(),
        });
    }
    if all.is_empty() {
        return reject("the graph has no output".into(), String::new());
    }
    let varies = graph.varying();
    let mut chosen = Chosen {
        outputs: Vec::new(),
        notes: Vec::new(),
    };
    // Other outputs are labels, which are integers or strings.
    let (numbers, labels): (Vec<_>, Vec<_>) = all.iter().copied().partition(|port| {
        let of_numbers = port.is_sequence || port.element.is_none_or(Element::is_float);
        of_numbers && !is_text(port)
    });
    for port in &numbers {
        if !varies[port.value] {
            chosen.notes.push(left_out(port, ", which is a constant"));
        } else if let Some(input) = copied(graph, port.value) {
            let why = format!(", which is the input {}", graph.name(input));
            chosen.notes.push(left_out(port, &why));
        } else if !chosen.outputs.contains(&port.value) {
            chosen.outputs.push(port.value);
        }
    }
    chosen
        .notes
        .extend(labels.iter().map(|port| left_out(port, "")));
    if !chosen.outputs.is_empty() {
        return Ok(chosen);
    }
    // A label is the place of the largest number: the caller can find it.
    for port in labels.iter().filter(|port| varies[port.value]) {
        if let Some((score, node)) = scores(graph, port.value) {
            let name = graph.name(score);
            chosen.notes.push(format!(
                "left out: {node}: the label is the place of the largest number of the output {name}"
            ));
            chosen.outputs.push(score);
        }
    }
    match chosen.outputs.is_empty() {
        false => Ok(chosen),
        true if numbers.is_empty() => reject(
            format!("no output of the graph holds numbers: {}", kinds(graph, &all)),
            "export the scores or probabilities as well as the labels, or name a value inside with \
             `--graph-output NAME`"
                .into(),
        ),
        true => reject(
            nothing(graph, &numbers, &varies),
            "a value inside can be named with `--graph-output NAME`".into(),
        ),
    }
}

/// Says why none of these outputs is one of the network.
fn nothing(graph: &Graph, ports: &[&Port], varies: &[bool]) -> String {
    let one = |port: &&Port| {
        let name = graph.name(port.value);
        let (_, needed) = graph.ancestors(&[port.value]);
        if varies[port.value] {
            format!("the output {name} is an input, and the network computes nothing")
        } else if graph.inputs.iter().any(|input| needed[input.value]) {
            format!("the output {name} does not depend on the numbers of the input")
        } else {
            format!("the output {name} depends on no input")
        }
    };
    ports.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Names outputs with their types.
fn kinds(graph: &Graph, ports: &[&Port]) -> String {
    let kinds = ports.iter().map(|port| {
        let kind = match port.element {
            Some(Element::Integer) => " (integers)",
            Some(Element::Bool) => " (booleans)",
            None if is_text(port) => " (text)",
            _ => "",
        };
        format!("{}{kind}", graph.name(port.value))
    });
    kinds.collect::<Vec<_>>().join(", ")
}

/// Returns whether an output is of strings: its type is given, and is not a tensor of numbers.
fn is_text(port: &Port) -> bool {
    port.element.is_none() && !port.is_sequence && port.shape.is_some()
}

/// Returns the input that a value is, only in another shape or type.
fn copied(graph: &Graph, mut value: ValueId) -> Option<ValueId> {
    const COPIES: [&str; 6] = [
        "Identity",
        "Cast",
        "Flatten",
        "Reshape",
        "Squeeze",
        "Unsqueeze",
    ];
    loop {
        match graph.values[value].source {
            Source::Input => return Some(value),
            Source::Node { node, output: 0 } => {
                let node = &graph.nodes[node];
                if !COPIES.iter().any(|operator| node.is(operator)) {
                    return None;
                }
                value = node.inputs.first().copied().flatten()?;
            }
            _ => return None,
        }
    }
}

/// Returns the value whose largest number a label is the place of, and the node that finds it.
fn scores(graph: &Graph, mut value: ValueId) -> Option<(ValueId, &crate::onnx::graph::Node)> {
    loop {
        let (node, _) = graph.producer(value)?;
        let input = node.inputs.first().copied().flatten()?;
        if node.domain.is_empty() && ["ArgMax", "ARG_MAX"].contains(&&*node.op_type) {
            return Some((input, node));
        }
        if ![
            "Identity",
            "Cast",
            "Reshape",
            "Squeeze",
            "Flatten",
            "Unsqueeze",
        ]
        .iter()
        .any(|operator| node.is(operator))
        {
            return None;
        }
        value = input;
    }
}
