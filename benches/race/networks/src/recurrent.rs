//! Recurrent layers in double precision, by the formulas of PyTorch's documentation.

use crate::oracle::{add_row, wide};
use crate::{Cell, Recurrent};

/// Returns the states after each frame, from zeros on.
pub fn states(layer: &Recurrent, frames: &[f64]) -> Vec<f64> {
    let units = layer.units;
    let (mut h, mut c) = (vec![0.0; units], vec![0.0; units]);
    let mut states = Vec::new();
    for frame in frames.chunks(layer.inputs) {
        let x = sums(frame, &layer.weights, &layer.biases);
        let s = sums(&h, &layer.recurrent_weights, &layer.recurrent_biases);
        for unit in 0..units {
            let (x, s) = (|gate| x[gate * units + unit], |gate| s[gate * units + unit]);
            match layer.cell {
                Cell::Gru => {
                    let (z, r) = (sigmoid(x(0) + s(0)), sigmoid(x(1) + s(1)));
                    let n = (x(2) + r * s(2)).tanh();
                    h[unit] = (1.0 - z) * n + z * h[unit];
                }
                Cell::Lstm => {
                    let (i, f) = (sigmoid(x(0) + s(0)), sigmoid(x(1) + s(1)));
                    let (g, o) = ((x(2) + s(2)).tanh(), sigmoid(x(3) + s(3)));
                    c[unit] = f * c[unit] + i * g;
                    h[unit] = o * c[unit].tanh();
                }
            }
        }
        states.extend_from_slice(&h);
    }
    states
}

fn sums(x: &[f64], weights: &[f32], biases: &[f32]) -> Vec<f64> {
    let mut sums = wide(biases);
    for (&x, row) in x.iter().zip(weights.chunks(biases.len())) {
        add_row(&mut sums, x, row);
    }
    sums
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
