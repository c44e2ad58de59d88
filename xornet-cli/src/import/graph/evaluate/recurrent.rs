//! Recurrent layers, frame by frame.

use super::values::{Number, Values};
use crate::import::graph::{Activation, Cell, Linear, Recurrent};

/// The state after a frame, and that of the cells of an LSTM.
struct State {
    hidden: Values,
    cells: Values,
}

impl Recurrent {
    /// Computes the states after each frame, or after the last. Each result has a random relative error of `unit`.
    pub fn evaluate(&self, input: &Values, unit: f64) -> Values {
        let initial = |given: &Option<Vec<f64>>| {
            let zeros = vec![0.0; self.units];
            Values::exact(given.as_ref().unwrap_or(&zeros)).map(|number| number.rounded(unit, 1.0))
        };
        let mut state = State {
            hidden: initial(&self.initial_state),
            cells: initial(&self.initial_cell_state),
        };
        let mut frames: Vec<_> = input.blocks(self.inputs).collect();
        if self.reverse {
            frames.reverse();
        }
        let own = self.linear(self.inputs, &self.weights, &self.biases);
        let recurrent = self.linear(self.units, &self.recurrent_weights, &self.recurrent_biases);
        let mut states = Vec::new();
        for frame in frames {
            state = self.step(&frame.summed(&own, unit), state, &recurrent, unit);
            if self.return_sequences {
                states.push(state.hidden.clone());
            }
        }
        if !self.return_sequences {
            return state.hidden;
        }
        if self.reverse {
            states.reverse();
        }
        let numbers = states.iter().flat_map(Values::numbers);
        numbers.collect()
    }

    /// Computes the states after one frame, from those before it.
    pub fn next(&self, frame: &[f64], hidden: &[f64], cells: &[f64]) -> [Vec<f64>; 2] {
        let own = self.linear(self.inputs, &self.weights, &self.biases);
        let recurrent = self.linear(self.units, &self.recurrent_weights, &self.recurrent_biases);
        let state = State {
            hidden: Values::exact(hidden),
            cells: Values::exact(cells),
        };
        let sums = Values::exact(frame).summed(&own, 0.0);
        let State { hidden, cells } = self.step(&sums, state, &recurrent, 0.0);
        [hidden.numbers, cells.numbers]
    }

    fn linear(&self, inputs: usize, weights: &[f64], biases: &Option<Vec<f64>>) -> Linear {
        Linear {
            inputs,
            units: self.columns(),
            weights: weights.to_vec(),
            biases: biases.clone(),
        }
    }

    /// Computes the next state from the sums of a frame.
    fn step(&self, sums: &Values, state: State, recurrent: &Linear, unit: f64) -> State {
        let State { hidden, cells } = state;
        let activated = |values: Values, activation: Activation| values.activated(activation, unit);
        let gate = |values: &Values, gate: usize| values.part(gate * self.units, self.units);
        match self.cell {
            Cell::Rnn => State {
                hidden: activated(
                    sums.plus(&hidden.summed(recurrent, unit), unit),
                    self.activation,
                ),
                cells,
            },
            Cell::Lstm => {
                let sums = sums.plus(&hidden.summed(recurrent, unit), unit);
                let [i, f, o] =
                    [0, 1, 3].map(|place| activated(gate(&sums, place), self.recurrent_activation));
                let g = activated(gate(&sums, 2), self.activation);
                let cells = f.times(&cells, unit).plus(&i.times(&g, unit), unit);
                let hidden = o.times(&activated(cells.clone(), self.activation), unit);
                State { hidden, cells }
            }
            Cell::Gru { reset_after } => {
                let by_state = hidden.summed(recurrent, unit);
                let [z, r] = [0, 1].map(|place| {
                    let sum = gate(sums, place).plus(&gate(&by_state, place), unit);
                    activated(sum, self.recurrent_activation)
                });
                let by_state = match reset_after {
                    true => r.times(&gate(&by_state, 2), unit),
                    false => gate(&r.times(&hidden, unit).summed(recurrent, unit), 2),
                };
                let n = activated(gate(sums, 2).plus(&by_state, unit), self.activation);
                let rest = z.map(|z| Number {
                    number: 1.0 - z.number,
                    error: z.error,
                });
                let hidden = rest.times(&n, unit).plus(&z.times(&hidden, unit), unit);
                State { hidden, cells }
            }
        }
    }
}

impl Values {
    /// Returns its numbers.
    fn numbers(&self) -> impl Iterator<Item = Number> {
        (0..self.numbers.len()).map(|at| self.at(at))
    }

    /// Returns so many numbers from a place on.
    fn part(&self, start: usize, length: usize) -> Self {
        (start..start + length).map(|at| self.at(at)).collect()
    }

    /// Adds other numbers.
    fn plus(&self, other: &Self, unit: f64) -> Self {
        self.merged(super::LayerKind::Add, other, unit)
    }

    /// Multiplies by other numbers.
    fn times(&self, other: &Self, unit: f64) -> Self {
        self.merged(super::LayerKind::Multiply, other, unit)
    }
}
