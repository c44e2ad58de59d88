//! What a model computes, in double precision: the formulas as textbooks have them, with the
//! platform's functions.
//!
//! There are two sets of formulas in the tests, which share no code. This one judges whole networks,
//! to about 15 digits. The other, in `xornet-core/tests/ulp`, judges the functions of one number, to
//! a fraction of the last bit, for which double precision is too coarse; it computes with pairs of
//! numbers and series of its own. A test there holds both against the same values in 60 digits.

use std::vec::Vec;

use xornet_core::Activation;

use crate::{Layer, Model};

impl Model {
    /// Returns the outputs for an input, by the plainest loops.
    #[must_use]
    pub fn forward(&self, input: &[f64]) -> Vec<f64> {
        self.layers.iter().fold(input.to_vec(), layer)
    }
}

fn layer(input: Vec<f64>, layer: &Layer) -> Vec<f64> {
    let mut sums = match &layer.dense {
        None => input,
        Some(dense) => {
            let mut sums = dense.biases.clone();
            for (x, row) in input.iter().zip(dense.weights.chunks(dense.biases.len())) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += x * weight;
                }
            }
            sums
        }
    };
    activate(layer.activation, &mut sums);
    sums
}

/// Replaces each number by the function's; the numbers are those of one layer.
pub fn activate(activation: Activation<f64>, x: &mut [f64]) {
    match activation {
        Activation::Softmax => {
            log_softmax(x);
            x.iter_mut().for_each(|x| *x = x.exp());
        }
        Activation::LogSoftmax => log_softmax(x),
        each => x.iter_mut().for_each(|x| *x = value(each, *x)),
    }
}

/// Returns a function's value at `x`, for functions of one number.
///
/// # Panics
///
/// If it is a function of the whole layer.
#[must_use]
pub fn value(activation: Activation<f64>, x: f64) -> f64 {
    let elu = |x: f64, alpha: f64| if x > 0.0 { x } else { alpha * x.exp_m1() };
    match activation {
        Activation::Linear => x,
        Activation::Relu => x.max(0.0),
        Activation::Relu6 => x.clamp(0.0, 6.0),
        Activation::Clamp { min, max } => x.clamp(min, max),
        Activation::LeakyRelu { slope } => x.max(0.0) + slope * x.min(0.0),
        Activation::Elu { alpha } => elu(x, alpha),
        // Klambauer et al., 2017.
        Activation::Selu => 1.050_700_987_355_480_5 * elu(x, 1.673_263_242_354_377_2),
        Activation::Celu { alpha } if x <= 0.0 => alpha * (x / alpha).exp_m1(),
        Activation::Celu { .. } => x,
        Activation::Gelu => 0.5 * x * libm::erfc(-x / std::f64::consts::SQRT_2),
        Activation::GeluTanh => {
            let u = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3));
            0.5 * x * (1.0 + u.tanh())
        }
        Activation::Silu => x * sigmoid(x),
        Activation::Mish => x * softplus(x).tanh(),
        Activation::Sigmoid | Activation::SigmoidPrecise => sigmoid(x),
        Activation::HardSigmoid { slope, offset } => (slope * x + offset).clamp(0.0, 1.0),
        Activation::HardSwish => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
        Activation::Tanh | Activation::TanhPrecise => x.tanh(),
        Activation::Softplus => softplus(x),
        Activation::Softsign => x / (1.0 + x.abs()),
        Activation::Exponential => x.exp(),
        Activation::Abs => x.abs(),
        Activation::Sqrt => x.sqrt(),
        Activation::Sin => x.sin(),
        Activation::Softmax | Activation::LogSoftmax => {
            panic!("{} is a function of the whole layer", activation.name())
        }
        other => panic!("no formula for {}", other.name()),
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// Replaces numbers by the logarithms of their shares.
pub fn log_softmax(x: &mut [f64]) {
    let most = x.iter().fold(f64::MIN, |a, &b| a.max(b));
    let sum: f64 = x.iter().map(|x| (x - most).exp()).sum();
    x.iter_mut().for_each(|x| *x = *x - most - sum.ln());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Random, activations};

    #[test]
    fn every_activation_has_a_formula() {
        for activation in activations() {
            // Below zero there is no square root.
            let first = if activation == Activation::Sqrt {
                0.5
            } else {
                -1.5
            };
            let mut x = [first, 0.0, 2.5];
            activate(activation, &mut x);
            let name = activation.name();
            assert!(x.iter().all(|x| x.is_finite()), "{name}: {x:?}");
        }
    }

    #[test]
    fn a_layer_adds_products_to_biases() {
        let mut model = Model::new(2).dense(&mut Random::new(1), 2, 100, Activation::Linear);
        let dense = model.layers[0].dense.as_mut().expect("a dense layer");
        dense.weights = [1.0, 2.0, 3.0, 4.0].into();
        dense.biases = [0.5, 0.25].into();
        assert_eq!(model.forward(&[10.0, 100.0]), [310.5, 420.25]);
    }
}
