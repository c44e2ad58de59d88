//! The values of a node, by the formulas of ONNX.

use super::activations::apply;
use super::parameters::{Direction, STATES};
use super::{Parameters, Sizes};
use crate::import::graph::Cell;
use crate::onnx::graph::{Inputs, Node};
use crate::onnx::tensor::{Tensor, count};

pub fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let Parameters {
        cell,
        sizes,
        directions,
    } = Parameters::read(node, x.shape(), |index| Ok(inputs.optional(index)))?;
    let Sizes {
        frames,
        samples,
        channels,
        units,
        ..
    } = sizes;
    let length = count(&sizes.states_shape())?;
    let work = length.checked_mul(cell.gates() * (channels + units));
    inputs.spend(work.unwrap_or(usize::MAX))?;
    let mut all = vec![0.0; length];
    let mut last = [(); 2].map(|()| vec![0.0; directions.len() * samples * units]);
    for (place, direction) in directions.iter().enumerate() {
        for sample in 0..samples {
            let [mut h, mut c] = [vec![0.0; units], vec![0.0; units]];
            for (state, index) in [&mut h, &mut c].into_iter().zip(STATES) {
                if let Some(given) = inputs.optional(index) {
                    state.copy_from_slice(sizes.state(given, place, sample)?);
                }
            }
            for step in 0..frames {
                let frame = match direction.reverse {
                    true => frames - 1 - step,
                    false => step,
                };
                let (from, to) = match sizes.batch_first {
                    true => {
                        let row = sample * frames + frame;
                        (row, row * directions.len() + place)
                    }
                    false => (
                        frame * samples + sample,
                        (frame * directions.len() + place) * samples + sample,
                    ),
                };
                let x = &x.numbers()[from * channels..][..channels];
                h = next(cell, direction, x, &h, &mut c);
                all[to * units..][..units].copy_from_slice(&h);
            }
            let row = match sizes.batch_first {
                true => sample * directions.len() + place,
                false => place * samples + sample,
            };
            for (last, state) in last.iter_mut().zip([&h, &c]) {
                last[row * units..][..units].copy_from_slice(state);
            }
        }
    }
    let [h, c] = last;
    let mut outputs = vec![
        Tensor::new(sizes.states_shape(), all, x.element())?,
        Tensor::new(sizes.state_shape(), h, x.element())?,
    ];
    if cell == Cell::Lstm {
        outputs.push(Tensor::new(sizes.state_shape(), c, x.element())?);
    }
    Ok(outputs)
}

/// Computes the next state from a frame and the state before, and changes that of the cells.
fn next(cell: Cell, direction: &Direction<'_>, x: &[f64], h: &[f64], c: &mut [f64]) -> Vec<f64> {
    let units = h.len();
    let [f, g, of_cells] = direction.activations;
    let bias = |which: usize, row: usize| direction.biases.map_or(0.0, |both| both[which][row]);
    let by_input = |gate: usize, unit: usize| {
        let row = gate * units + unit;
        dot(direction.weights, row, x) + bias(0, row)
    };
    let by_state = |gate: usize, unit: usize, h: &[f64]| {
        let row = gate * units + unit;
        dot(direction.recurrent_weights, row, h) + bias(1, row)
    };
    let sum = |gate: usize, unit: usize| by_input(gate, unit) + by_state(gate, unit, h);
    match cell {
        Cell::Rnn => (0..units).map(|unit| apply(g, sum(0, unit))).collect(),
        // The gates are z, r, h.
        Cell::Gru { reset_after } => {
            let z: Vec<_> = (0..units).map(|unit| apply(f, sum(0, unit))).collect();
            let r: Vec<_> = (0..units).map(|unit| apply(f, sum(1, unit))).collect();
            let kept: Vec<_> = r.iter().zip(h).map(|(r, h)| r * h).collect();
            let candidate = |unit: usize| {
                let state = match reset_after {
                    true => r[unit] * by_state(2, unit, h),
                    false => by_state(2, unit, &kept),
                };
                apply(g, by_input(2, unit) + state)
            };
            (0..units)
                .map(|unit| (1.0 - z[unit]) * candidate(unit) + z[unit] * h[unit])
                .collect()
        }
        // The gates are i, o, f, c.
        Cell::Lstm => (0..units)
            .map(|unit| {
                let [i, o, forget] = [0, 1, 2].map(|gate| apply(f, sum(gate, unit)));
                c[unit] = forget * c[unit] + i * apply(g, sum(3, unit));
                o * apply(of_cells, c[unit])
            })
            .collect(),
    }
}

/// Multiplies a row of a matrix with numbers.
fn dot(matrix: &[f64], row: usize, numbers: &[f64]) -> f64 {
    let row = &matrix[row * numbers.len()..][..numbers.len()];
    row.iter().zip(numbers).map(|(a, b)| a * b).sum()
}
