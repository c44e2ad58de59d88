//! The input and the output of a graph that are those of the network.

use super::batch::Batch;
use super::graph::{Graph, Port, ValueId};
use super::tensor::{Element, Tensor, count};
use crate::import::names::shown;
use crate::import::unsupported::Unsupported;

/// The input and the output of the network, with notes about the others.
pub struct Ports {
    pub input: ValueId,
    pub output: ValueId,
    /// A sample of zeros in the shape that the graph takes.
    pub zeros: Tensor,
    pub batch: Batch,
    pub notes: Vec<String>,
}

impl Ports {
    /// Chooses them; `wanted` is the name of the output that the user asks for.
    pub fn choose(graph: &Graph, wanted: Option<&str>) -> Result<Self, Vec<Unsupported>> {
        Self::chosen(graph, wanted).map_err(|mut all| {
            // Unknown operators are reported at the same time, to save the user a second attempt.
            all.extend(unsupported(graph));
            all
        })
    }

    fn chosen(graph: &Graph, wanted: Option<&str>) -> Result<Self, Vec<Unsupported>> {
        let reject = |reason: String, help: String| Err(vec![Unsupported::new(reason).help(help)]);
        let names = |ports: &[&Port]| -> String {
            let names: Vec<_> = ports.iter().map(|port| graph.name(port.value)).collect();
            names.join(", ")
        };
        let all: Vec<_> = graph.outputs.iter().collect();
        // Other outputs are labels, which are integers or strings.
        let numbers =
            |port: &&&Port| port.is_sequence || port.element.is_none_or(Element::is_float);
        let candidates: Vec<_> = match wanted {
            Some(name) => all
                .iter()
                .filter(|port| graph.values[port.value].name == name)
                .copied()
                .collect(),
            None => all
                .iter()
                .filter(numbers)
                .filter(|port| !is_text(port))
                .copied()
                .collect(),
        };
        let &[output] = &*candidates else {
            return match (wanted, candidates.is_empty()) {
                (Some(name), _) => reject(
                    format!("the graph has no output {}", shown(name)),
                    format!("its outputs are {}", names(&all)),
                ),
                (None, true) if all.is_empty() => {
                    reject("the graph has no output".into(), String::new())
                }
                (None, true) => reject(
                    format!("no output of the graph holds numbers: {}", names(&all)),
                    "export the scores or probabilities as well as the labels".into(),
                ),
                (None, false) => reject(
                    format!(
                        "the graph has {} outputs of numbers: {}",
                        candidates.len(),
                        names(&candidates)
                    ),
                    "choose one with `--graph-output NAME`".into(),
                ),
            };
        };
        let (_, needed) = graph.ancestors(output.value);
        let (inputs, unused): (Vec<_>, Vec<_>) =
            graph.inputs.iter().partition(|port| needed[port.value]);
        let &[input] = &*inputs else {
            return match inputs.len() {
                0 => reject(
                    format!("the output {} depends on no input", graph.name(output.value)),
                    String::new(),
                ),
                count => reject(
                    format!("the network takes {count} inputs: {}", names(&inputs)),
                    "export it as a function of one vector; constants must be initializers of the graph".into(),
                ),
            };
        };
        let mut notes = Vec::new();
        let (shape, batch) =
            sample(graph, input, &mut notes).map_err(|unsupported| vec![unsupported])?;
        let element = input.element.unwrap_or(Element::Single);
        let zeros =
            Tensor::zeros(shape, element).map_err(|reason| vec![Unsupported::new(reason)])?;
        for port in all.iter().filter(|port| port.value != output.value) {
            notes.push(format!("left out: the output {}", graph.name(port.value)));
        }
        for port in unused {
            notes.push(format!(
                "left out: the input {}, which the output does not depend on",
                graph.name(port.value)
            ));
        }
        Ok(Self {
            input: input.value,
            output: output.value,
            zeros,
            batch,
            notes,
        })
    }
}

/// Returns the nodes with unknown operators that outputs of numbers depend on.
fn unsupported(graph: &Graph) -> Vec<Unsupported> {
    let mut needed = vec![false; graph.nodes.len()];
    let labels = |port: &&Port| port.element.is_some_and(|element| !element.is_float());
    for output in graph.outputs.iter().filter(|port| !labels(port)) {
        let (nodes, _) = graph.ancestors(output.value);
        needed
            .iter_mut()
            .zip(nodes)
            .for_each(|(all, own)| *all |= own);
    }
    let nodes = graph.nodes.iter().zip(needed).filter(|(_, needed)| *needed);
    nodes
        .filter_map(|(node, _)| {
            let reason = node.operator.as_ref().err()?;
            Some(Unsupported::new(format!(
                "{node} cannot be a part of the network: {reason}"
            )))
        })
        .collect()
}

/// Returns whether an output is of strings: its type is given, and is not a tensor of numbers.
fn is_text(port: &Port) -> bool {
    port.element.is_none() && !port.is_sequence && port.shape.is_some()
}

/// Returns the shape of a batch of one sample, if there is an axis for the batch, or that of the sample.
fn sample(
    graph: &Graph,
    port: &Port,
    notes: &mut Vec<String>,
) -> Result<(Vec<usize>, Batch), Unsupported> {
    let name = graph.name(port.value);
    let shape = port.shape.as_deref().ok_or_else(|| {
        Unsupported::new(format!("the shape of the input {name} is not given"))
            .help("export with a shape")
    })?;
    let (batch, sample) = match shape {
        [length] => (None, std::slice::from_ref(length)),
        [batch, sample @ ..] => (Some(*batch), sample),
        [] => {
            return Err(Unsupported::new(format!(
                "the input {name} is a single number without a shape"
            )));
        }
    };
    let lengths: Option<Vec<usize>> = sample.iter().copied().collect();
    let Some(lengths) = lengths else {
        return Err(
            Unsupported::new(format!("the length of the input {name} is left open"))
                .help("export with a fixed length; only the first axis, the batch, may be open"),
        );
    };
    let length = count(&lengths).map_err(Unsupported::new)?;
    if length == 0 {
        return Err(Unsupported::new(format!("the input {name} has no numbers")));
    }
    if let Some(Some(batch @ 2..)) = batch {
        notes.push(format!(
            "the batch of {batch} is left out: the network takes one sample at a time"
        ));
    }
    if lengths.len() > 1 {
        notes.push(format!("the input {name} of shape {lengths:?} is a vector of {length}, the last axis running fastest"));
    }
    if port.element.is_some_and(|element| !element.is_float()) {
        notes.push(format!("the input {name} is of integers in the graph"));
    }
    let single = batch.map(|_| 1).into_iter().chain(lengths).collect();
    let batch = match batch {
        None | Some(Some(1)) => Batch::Single,
        Some(Some(samples)) => Batch::Fixed(samples),
        Some(None) => Batch::Open,
    };
    Ok((single, batch))
}
