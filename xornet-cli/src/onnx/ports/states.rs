//! The states of an exported step: inputs that recurrent operators start with, and outputs that give them back.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::import::unsupported::Unsupported;
use crate::onnx::graph::{Graph, Node, Port, Source, ValueId};
use crate::onnx::operators::recurrent::{INITIAL_CELL_STATE, INITIAL_STATE};
use crate::onnx::tensor::{Element, Tensor};

/// An input that is the state before a step, and the output that is the state after it.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub input: ValueId,
    pub output: ValueId,
}

/// The states of a node: its number, and the place of the initial state.
type Places = BTreeSet<(usize, usize)>;

/// Takes the states out of the inputs and the outputs of a graph. Zeros take their place.
pub fn take(graph: &mut Graph) -> Result<Vec<State>, Unsupported> {
    let users = graph.users();
    let given = graph
        .outputs
        .iter()
        .map(|output| given(graph, output.value));
    let given: Vec<_> = given.collect();
    let mut states = Vec::new();
    for port in &graph.inputs {
        let places = started(graph, &users, port.value);
        let gives = given.iter().position(|given| *given == places);
        let Some(output) = gives.filter(|_| !places.is_empty()) else {
            merged(graph, port, &places, &given)?;
            continue;
        };
        let output = &graph.outputs[output];
        let name = graph.name(port.value);
        let shape = port.shape.as_deref().unwrap_or_default();
        // Only the batch may be open.
        let shape: Vec<_> = shape.iter().map(|length| length.unwrap_or(1)).collect();
        let element = port.element.unwrap_or(Element::Single);
        let zeros = Tensor::zeros(shape, element)
            .map_err(|reason| Unsupported::new(format!("the state {name}: {reason}")))?;
        states.push((port.value, output.value, zeros));
    }
    for (input, _, zeros) in &states {
        graph.values[*input].source = Source::Constant(Rc::new(zeros.clone()));
    }
    let is_input = |value: ValueId| states.iter().any(|(input, _, _)| *input == value);
    let is_output = |value: ValueId| states.iter().any(|(_, output, _)| *output == value);
    graph.inputs.retain(|port| !is_input(port.value));
    graph.outputs.retain(|port| !is_output(port.value));
    Ok(states
        .into_iter()
        .map(|(input, output, _)| State { input, output })
        .collect())
}

/// Returns an error if an input is several states, which come back one by one: an exporter that is given the same tensor for
/// two inputs makes one of them.
fn merged(
    graph: &Graph,
    port: &Port,
    places: &Places,
    given: &[Places],
) -> Result<(), Unsupported> {
    let parts = graph.outputs.iter().zip(given);
    let parts: Vec<_> = parts
        .filter(|(_, given)| !given.is_empty() && given.is_subset(places))
        .collect();
    let covered: Places = parts
        .iter()
        .flat_map(|(_, given)| *given)
        .copied()
        .collect();
    if parts.len() < 2 || covered != *places {
        return Ok(());
    }
    let names: Vec<_> = parts
        .iter()
        .map(|(output, _)| graph.name(output.value))
        .collect();
    Err(Unsupported::new(format!(
        "the input {} is the state of several recurrent operators, or of one and of its cells, and these come back as {}: the \
         exporter has made one input of several equal tensors",
        graph.name(port.value),
        names.join(", ")
    ))
    .help("pass a tensor of its own for each state when exporting, such as two calls of `torch.zeros`"))
}

/// Says that a stream keeps a state.
pub fn kept(input: &str, output: &str) -> String {
    format!(
        "the state {input} comes back as {output}: the stream keeps it, and it is neither an input nor an output"
    )
}

/// Returns the initial states that a value is, if it is nothing else.
fn started(graph: &Graph, users: &[Vec<(usize, usize)>], value: ValueId) -> Places {
    let mut places = Places::new();
    let mut open = vec![value];
    let mut seen = BTreeSet::new();
    while let Some(value) = open.pop() {
        if !seen.insert(value) {
            continue;
        }
        for &(index, place) in &users[value] {
            let node = &graph.nodes[index];
            if is_recurrent(node) && [INITIAL_STATE, INITIAL_CELL_STATE].contains(&place) {
                places.insert((index, place));
            } else if moves(node) && place == 0 {
                open.extend(node.outputs.iter().flatten());
            } else {
                return Places::new();
            }
        }
    }
    places
}

/// Returns the states that a value gives back, as the places of the initial ones; none if it is anything else.
fn given(graph: &Graph, value: ValueId) -> Places {
    let mut places = Places::new();
    let mut open = vec![value];
    let mut seen = BTreeSet::new();
    while let Some(value) = open.pop() {
        if !seen.insert(value) {
            continue;
        }
        let Source::Node {
            node: index,
            output,
        } = graph.values[value].source
        else {
            return Places::new();
        };
        let node = &graph.nodes[index];
        match output {
            1 if is_recurrent(node) => {
                places.insert((index, INITIAL_STATE));
            }
            2 if is_recurrent(node) => {
                places.insert((index, INITIAL_CELL_STATE));
            }
            _ if node.is("Concat") => open.extend(node.inputs.iter().flatten()),
            _ if moves(node) => open.extend(node.inputs.first().into_iter().flatten()),
            _ => return Places::new(),
        }
    }
    places
}

fn is_recurrent(node: &Node) -> bool {
    ["GRU", "LSTM", "RNN"]
        .iter()
        .any(|operator| node.is(operator))
}

/// Returns whether a node only moves the numbers of its first input.
fn moves(node: &Node) -> bool {
    const MOVES: [&str; 9] = [
        "Cast",
        "Gather",
        "Identity",
        "Reshape",
        "Slice",
        "Split",
        "Squeeze",
        "Transpose",
        "Unsqueeze",
    ];
    MOVES.iter().any(|operator| node.is(operator))
}
