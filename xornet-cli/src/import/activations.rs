//! Activations in double precision, by their formulas, and their slopes.
//!
//! They share no code with the activations of networks: an error in those would otherwise be in the test cases, too,
//! and go unnoticed.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::graph::Activation;

/// Applies an activation to a layer's sums.
pub fn apply(activation: Activation, values: &mut [f64]) {
    match activation {
        Activation::Softmax => {
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            values.iter_mut().for_each(|x| *x = libm::exp(*x - most));
            let sum: f64 = values.iter().sum();
            values.iter_mut().for_each(|x| *x /= sum);
        }
        Activation::LogSoftmax => {
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = values.iter().map(|&x| libm::exp(x - most)).sum();
            values
                .iter_mut()
                .for_each(|x| *x = *x - most - libm::log(sum));
        }
        _ => values
            .iter_mut()
            .for_each(|x| *x = elementwise(activation, *x)),
    }
}

/// Computes an elementwise activation of one number.
fn elementwise(activation: Activation, x: f64) -> f64 {
    let sigmoid = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    let softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
    let elu = |x: f64, alpha: f64| if x > 0.0 { x } else { alpha * libm::expm1(x) };
    match activation {
        Activation::Linear | Activation::Softmax | Activation::LogSoftmax => x,
        Activation::Relu => x.max(0.0),
        Activation::Relu6 => x.clamp(0.0, 6.0),
        Activation::Clamp { min, max } => x.max(min).min(max),
        Activation::LeakyRelu { slope } => {
            if x > 0.0 {
                x
            } else {
                slope * x
            }
        }
        Activation::Elu { alpha } => elu(x, alpha),
        Activation::Selu => 1.050_700_987_355_480_5 * elu(x, 1.673_263_242_354_377_2),
        Activation::Celu { alpha } => {
            if x > 0.0 {
                x
            } else {
                alpha * libm::expm1(x / alpha)
            }
        }
        Activation::Gelu => 0.5 * x * libm::erfc(-x * FRAC_1_SQRT_2),
        Activation::GeluTanh => {
            0.5 * x * (1.0 + libm::tanh((2.0 / PI).sqrt() * (x + 0.044715 * x * x * x)))
        }
        Activation::Silu => x * sigmoid(x),
        Activation::Mish => x * libm::tanh(softplus(x)),
        Activation::Sigmoid | Activation::SigmoidPrecise => sigmoid(x),
        Activation::HardSigmoid { slope, offset } => (slope * x + offset).clamp(0.0, 1.0),
        Activation::HardSwish => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
        Activation::Tanh | Activation::TanhPrecise => libm::tanh(x),
        Activation::Softplus => softplus(x),
        Activation::Softsign => x / (1.0 + x.abs()),
        Activation::Exponential => libm::exp(x),
        Activation::Abs => x.abs(),
        Activation::Sqrt => libm::sqrt(x),
        Activation::Sin => libm::sin(x),
        // An activation that is missing here: the tests, which compare all of them, fail.
        _ => f64::NAN,
    }
}

/// Returns the variances of the outputs, from those of the sums.
///
/// To first order, an error of a sum changes an output by the slope times as much. Independent errors add as
/// variances, which are multiplied by the square of the slope.
pub fn variances(
    activation: Activation,
    sums: &[f64],
    outputs: &[f64],
    variances: &[f64],
) -> Vec<f64> {
    let each_by_all = |slope: &dyn Fn(usize, usize) -> f64| {
        let each = |j| {
            variances
                .iter()
                .enumerate()
                .map(|(k, v)| slope(j, k).powi(2) * v)
                .sum()
        };
        (0..outputs.len()).map(each).collect()
    };
    let same = |j, k| f64::from(u8::from(j == k));
    match activation {
        Activation::Softmax => each_by_all(&|j, k| outputs[j] * (same(j, k) - outputs[k])),
        Activation::LogSoftmax => each_by_all(&|j, k| same(j, k) - libm::exp(outputs[k])),
        _ => {
            let slope = |x: f64| {
                // A step that is short for the curve of an activation, and long compared with rounding.
                let step = 1e-6 * x.abs().max(1.0);
                (elementwise(activation, x + step) - elementwise(activation, x - step))
                    / (2.0 * step)
            };
            sums.iter()
                .zip(variances)
                .map(|(&x, v)| slope(x).powi(2) * v)
                .collect()
        }
    }
}
