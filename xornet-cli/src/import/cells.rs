//! Steps of recurrent cells that exporters write as layers, such as PyTorch's `nn.GRUCell` and `nn.LSTMCell`: a matrix of the
//! input, one of the state, and their gates.
//!
//! A cell is found by its matrices, and proved by its numbers: for random inputs, the graph must give the state that a
//! recurrent layer with these weights gives.

use super::graph::{Activation, Cell, Graph, Linear, Node, Operation, Recurrent, ValueId};
use super::random::Random;

/// The number of random inputs.
const TRIALS: usize = 3;
/// The largest difference.
const ROUNDING: f64 = 1e-9;
/// The maximal number of matrices that are tried with a state.
const MAX_MATRICES: usize = 64;

/// A graph whose states are kept by recurrent layers.
pub struct Step {
    /// The graph of one frame, with one input and without the outputs that are states.
    pub graph: Graph,
    /// The input that is left, and the outputs that are, by their places.
    pub input: usize,
    pub outputs: Vec<usize>,
    pub states: Vec<State>,
}

/// The places of an input and of the output that gives it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub input: usize,
    pub output: usize,
}

/// Finds the cells of a graph, if they keep all of its inputs but one.
pub fn find(graph: &Graph) -> Option<Step> {
    if graph.inputs.len() < 2 || graph.outputs.len() < 2 {
        return None;
    }
    // Computing the graph takes long, and few graphs have a matrix of gates on an input.
    let gated = |(input, linear): (ValueId, &Linear)| {
        let gates = linear.units / linear.inputs.max(1);
        graph.inputs.contains(&input)
            && gates * linear.inputs == linear.units
            && !orders(gates).is_empty()
    };
    if !graph.nodes.iter().filter_map(matrix).any(gated) {
        return None;
    }
    let mut random = Random::default();
    let trial = |_| {
        let input: Vec<_> = (0..graph.input_length())
            .map(|_| 2.0 * random.symmetric())
            .collect();
        graph.values(&input)
    };
    let search = Search {
        graph,
        trials: (0..TRIALS).map(trial).collect(),
    };
    let mut step = graph.clone();
    let mut states = Vec::new();
    for place in 0..graph.inputs.len() {
        if let Some((cell, input, own)) = search.cell(place) {
            let output = graph.outputs[own[0].output];
            let node = step.nodes.iter_mut().find(|node| node.output == output)?;
            node.operation = Operation::Recurrent(Box::new(cell));
            node.inputs = vec![input];
            states.extend(own);
        }
    }
    finish(step, states)
}

/// Leaves out the states.
fn finish(mut step: Graph, states: Vec<State>) -> Option<Step> {
    let inputs = 0..step.inputs.len();
    let left: Vec<_> = inputs
        .filter(|place| states.iter().all(|state| state.input != *place))
        .collect();
    let &[input] = &*left else {
        return None;
    };
    let all = 0..step.outputs.len();
    let mut outputs: Vec<_> = all
        .filter(|place| states.iter().all(|state| state.output != *place))
        .collect();
    if outputs.is_empty() {
        outputs.push(states.first()?.output);
    }
    let kept = step.inputs[input];
    step.outputs = outputs.iter().map(|&output| step.outputs[output]).collect();
    let mut needed = vec![false; step.shapes.len()];
    step.outputs
        .iter()
        .for_each(|&output| needed[output] = true);
    for node in step.nodes.iter().rev() {
        if needed[node.output] {
            node.inputs.iter().for_each(|&input| needed[input] = true);
        }
    }
    step.nodes.retain(|node| needed[node.output]);
    // A state that is used outside of its cell would have to be an input.
    if step
        .inputs
        .iter()
        .any(|&input| needed[input] && input != kept)
        || !needed[kept]
    {
        return None;
    }
    step.inputs = vec![kept];
    Some(Step {
        graph: step,
        input,
        outputs,
        states,
    })
}

/// A graph, with the numbers of all values for random inputs.
struct Search<'a> {
    graph: &'a Graph,
    trials: Vec<Vec<Vec<f64>>>,
}

impl Search<'_> {
    /// Finds the cell of a state: its layer, the value that it takes, and the states that it keeps.
    fn cell(&self, place: usize) -> Option<(Recurrent, ValueId, Vec<State>)> {
        let state = self.graph.inputs[place];
        let units = self.graph.length(state);
        let matrices = self.graph.nodes.iter().filter_map(matrix);
        let matrices: Vec<_> = matrices.take(MAX_MATRICES).collect();
        for (_, recurrent) in matrices.iter().filter(|(input, _)| *input == state) {
            for (input, linear) in matrices.iter().filter(|(input, _)| *input != state) {
                if linear.units != recurrent.units {
                    continue;
                }
                let gates = linear.units / units.max(1);
                if gates * units != linear.units {
                    continue;
                }
                for (cell, order) in orders(gates) {
                    let layer = layer(*cell, units, order, linear, recurrent);
                    if let Some(states) = self.proved(&layer, *input, place) {
                        return Some((layer, *input, states));
                    }
                }
            }
        }
        None
    }

    /// Returns the states that a cell keeps, if outputs of the graph are what it computes.
    fn proved(&self, layer: &Recurrent, input: ValueId, place: usize) -> Option<Vec<State>> {
        let graph = self.graph;
        let cells: Vec<_> = match layer.cell {
            Cell::Lstm => (0..graph.inputs.len())
                .filter(|&other| other != place && graph.length(graph.inputs[other]) == layer.units)
                .map(Some)
                .collect(),
            _ => vec![None],
        };
        for other in cells {
            let zeros = vec![0.0; layer.units];
            let next: Vec<_> = self
                .trials
                .iter()
                .map(|values| {
                    let cells = other.map_or(&zeros, |other| &values[graph.inputs[other]]);
                    layer.next(&values[input], &values[graph.inputs[place]], cells)
                })
                .collect();
            let output = |which: usize| {
                graph.outputs.iter().position(|&output| {
                    let all = self.trials.iter().zip(&next);
                    all.clone()
                        .all(|(values, next)| same(&values[output], &next[which]))
                })
            };
            let Some(hidden) = output(0) else { continue };
            let mut states = vec![State {
                input: place,
                output: hidden,
            }];
            if let Some(other) = other {
                let Some(cells) = output(1) else { continue };
                states.push(State {
                    input: other,
                    output: cells,
                });
            }
            return Some(states);
        }
        None
    }
}

/// Returns the value that a matrix takes, and the matrix.
fn matrix(node: &Node) -> Option<(ValueId, &Linear)> {
    match (&node.operation, &*node.inputs) {
        (Operation::Linear(linear), &[input]) => Some((input, linear)),
        _ => None,
    }
}

/// Returns the cells with so many gates, and the orders in which PyTorch and Keras have them.
fn orders(gates: usize) -> &'static [(Cell, &'static [usize])] {
    const GRU: Cell = Cell::Gru { reset_after: true };
    match gates {
        1 => &[(Cell::Rnn, &[0])],
        3 => &[(GRU, &[1, 0, 2]), (GRU, &[0, 1, 2])],
        4 => &[(Cell::Lstm, &[0, 1, 2, 3])],
        _ => &[],
    }
}

/// Makes a layer with the weights of two matrices, whose gates are in this order.
fn layer(cell: Cell, units: usize, order: &[usize], input: &Linear, state: &Linear) -> Recurrent {
    let places: Vec<_> = order
        .iter()
        .flat_map(|gate| gate * units..(gate + 1) * units)
        .collect();
    let ordered = |numbers: &[f64]| -> Vec<f64> {
        let rows = numbers.chunks_exact(places.len().max(1));
        rows.flat_map(|row| places.iter().map(|&place| row[place]))
            .collect()
    };
    Recurrent {
        cell,
        inputs: input.inputs,
        units,
        weights: ordered(&input.weights),
        recurrent_weights: ordered(&state.weights),
        biases: input.biases.as_deref().map(ordered),
        recurrent_biases: state.biases.as_deref().map(ordered),
        initial_state: None,
        initial_cell_state: None,
        activation: Activation::Tanh,
        recurrent_activation: Activation::Sigmoid,
        return_sequences: true,
        reverse: false,
    }
}

/// Returns whether numbers are the same but for rounding.
fn same(a: &[f64], b: &[f64]) -> bool {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= ROUNDING;
    a.len() == b.len() && a.iter().zip(b).all(near)
}
