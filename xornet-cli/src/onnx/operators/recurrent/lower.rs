//! The recurrent layers that a node is, one for each direction.

use super::parameters::{Direction, STATES};
use super::{Parameters, Sizes};
use crate::import::graph::{Cell, Recurrent};
use crate::onnx::graph::{Lowering, Operation, Selection, Site, ValueId};

/// The outputs of a node.
const STATES_OF_ALL: usize = 0;
const CELL_STATE: usize = 2;

pub fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    if site.output == CELL_STATE {
        return Err(
            "the state of its cells is an output (`Y_c`), and a layer gives its output alone: export the network \
             without it"
                .into(),
        );
    }
    let operand = site.operand(0)?;
    for index in STATES {
        if let Some(state) = site.optional(index)?
            && state.constant().is_none()
        {
            let name = site.graph.name(state.value);
            return Err(format!(
                "its initial state {name} is not a constant, nor an input that an output gives back as it is, by which \
                 a stream keeps it"
            ));
        }
    }
    let parameters = Parameters::read(site.node, operand.shape(), |index| site.constant(index))?;
    let sizes = parameters.sizes;
    if sizes.samples != 1 {
        return Err(format!(
            "its input holds {} sequences of one sample",
            sizes.samples
        ));
    }
    let all = site.output == STATES_OF_ALL;
    if !all
        && let [direction] = &*parameters.directions
        && let Some(states) = used(site, STATES_OF_ALL)
    {
        return Ok(last(&sizes, direction.reverse, states));
    }
    let mut layers = Vec::new();
    for (place, direction) in parameters.directions.iter().enumerate() {
        let mut layer = layer(parameters.cell, &sizes, direction)?;
        layer.return_sequences = all;
        let initial = [&mut layer.initial_state, &mut layer.initial_cell_state];
        for (state, index) in initial.into_iter().zip(STATES) {
            let given = site.constant(index)?;
            let given = given
                .map(|given| sizes.state(given, place, 0))
                .transpose()?;
            *state = given.filter(|given| any(given)).map(<[f64]>::to_vec);
        }
        layers.push(layer);
    }
    Ok(Lowering::one(
        operand.value,
        Operation::Recurrent {
            frames: sizes.frames,
            layers,
        },
    ))
}

/// Returns an output of the node, if another node or the network takes it.
fn used(site: &Site<'_>, output: usize) -> Option<ValueId> {
    let value = site.node.outputs.get(output).copied().flatten()?;
    let taken = |node: &crate::onnx::graph::Node| node.inputs.contains(&Some(value));
    let is_output = site.graph.outputs.iter().any(|port| port.value == value);
    (is_output || site.graph.nodes.iter().any(taken)).then_some(value)
}

/// Takes the state after the last step from those after all.
fn last(sizes: &Sizes, reverse: bool, states: ValueId) -> Lowering {
    let frame = if reverse { 0 } else { sizes.frames - 1 };
    let start = frame * sizes.units;
    let selection = Selection {
        picks: (start..start + sizes.units).collect(),
        from: sizes.states_shape(),
        to: sizes.state_shape(),
    };
    Lowering::one(states, Operation::Select(selection))
}

/// Makes the layer of a direction.
fn layer(cell: Cell, sizes: &Sizes, direction: &Direction<'_>) -> Result<Recurrent, String> {
    let [gates, candidate, cells] = direction.activations;
    if cell == Cell::Lstm && candidate != cells {
        return Err(format!(
            "its activations of the candidate and of the state of its cells are `{}` and `{}`, and those of a layer are \
             the same",
            candidate.name(),
            cells.name()
        ));
    }
    // The place in ONNX' order of each gate in that of model files.
    let order: &[usize] = match cell {
        Cell::Rnn => &[0],
        Cell::Gru { .. } => &[0, 1, 2],
        Cell::Lstm => &[0, 2, 3, 1],
    };
    let units = sizes.units;
    let rows: Vec<_> = order
        .iter()
        .flat_map(|gate| gate * units..(gate + 1) * units)
        .collect();
    let transposed = |matrix: &[f64], inputs: usize| {
        let row = |input: usize| rows.iter().map(move |row| matrix[row * inputs + input]);
        (0..inputs).flat_map(row).collect::<Vec<_>>()
    };
    let biases = |which: usize| {
        let both = direction.biases.filter(|both| any(both[which]))?;
        Some(rows.iter().map(|&row| both[which][row]).collect())
    };
    Ok(Recurrent {
        cell,
        inputs: sizes.channels,
        units,
        weights: transposed(direction.weights, sizes.channels),
        recurrent_weights: transposed(direction.recurrent_weights, units),
        biases: biases(0),
        recurrent_biases: biases(1),
        initial_state: None,
        initial_cell_state: None,
        activation: candidate,
        recurrent_activation: gates,
        return_sequences: false,
        reverse: direction.reverse,
    })
}

/// Returns whether a number is not zero.
fn any(numbers: &[f64]) -> bool {
    numbers.iter().any(|&number| number != 0.0)
}
