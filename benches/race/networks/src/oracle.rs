use crate::{Activation, Dense, Network};

/// The largest error of an output, relative to what it should be.
pub const TOLERANCE: f64 = 1e-3;

/// What the network computes, in double precision: the plainest loops.
#[must_use]
pub fn oracle(network: &Network, input: &[f32]) -> Vec<f64> {
    let input = input.iter().map(|&value| f64::from(value)).collect();
    network.layers.iter().fold(input, dense)
}

/// Whether an output is what the oracle says; outputs near zero are held to an absolute bound.
#[must_use]
pub fn within(output: f32, oracle: f64) -> bool {
    (f64::from(output) - oracle).abs() <= TOLERANCE * oracle.abs().max(0.01)
}

fn dense(input: Vec<f64>, layer: &Dense) -> Vec<f64> {
    let mut sums: Vec<_> = layer.biases.iter().map(|&bias| f64::from(bias)).collect();
    for (x, row) in input.iter().zip(layer.weights.chunks(layer.units)) {
        for (sum, &weight) in sums.iter_mut().zip(row) {
            *sum += x * f64::from(weight);
        }
    }
    activate(layer.activation, &mut sums);
    sums
}

fn activate(activation: Activation, sums: &mut [f64]) {
    let each = match activation {
        Activation::Linear => return,
        Activation::Relu => |x: f64| x.max(0.0),
        Activation::Sigmoid => |x: f64| 1.0 / (1.0 + (-x).exp()),
        Activation::Tanh => f64::tanh,
        Activation::Softmax => f64::exp,
    };
    sums.iter_mut().for_each(|x| *x = each(*x));
    if activation == Activation::Softmax {
        let total: f64 = sums.iter().sum();
        sums.iter_mut().for_each(|x| *x /= total);
    }
}
