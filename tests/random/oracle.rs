//! The same networks in double precision, from the definitions, with the platform's functions.

use crate::network::{Activation, Network};

pub fn forward(network: &Network, input: &[f64]) -> Vec<f64> {
    network.layers.iter().fold(input.to_vec(), |x, layer| {
        let sums = match &layer.dense {
            None => x,
            Some((weights, biases)) => (0..biases.len())
                .map(|unit| {
                    let products = x.iter().zip(weights).map(|(x, row)| x * row[unit]);
                    biases[unit] + products.sum::<f64>()
                })
                .collect(),
        };
        activate(layer.activation, &sums)
    })
}

fn activate(activation: Activation, x: &[f64]) -> Vec<f64> {
    let parameter = activation.parameter.map_or(0.0, |(_, value)| value);
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
    let elu = |x: f64, alpha: f64| if x > 0.0 { x } else { alpha * x.exp_m1() };
    let hard_sigmoid = |x: f64| (x / 6.0 + 0.5).clamp(0.0, 1.0);
    let each: &dyn Fn(f64) -> f64 = match activation.name {
        "linear" => &|x| x,
        "relu" => &|x| x.max(0.0),
        "relu6" => &|x| x.clamp(0.0, 6.0),
        "leaky_relu" => &move |x| if x > 0.0 { x } else { parameter * x },
        "elu" => &move |x| elu(x, parameter),
        // Klambauer et al., 2017.
        "selu" => &|x| 1.050_700_987_355_480_5 * elu(x, 1.673_263_242_354_377_2),
        "celu" => &move |x| {
            if x > 0.0 {
                x
            } else {
                parameter * (x / parameter).exp_m1()
            }
        },
        "gelu" => &|x| 0.5 * x * libm::erfc(-x / std::f64::consts::SQRT_2),
        "gelu_tanh" => &|x| {
            let u = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3));
            0.5 * x * (1.0 + u.tanh())
        },
        "silu" => &move |x| x * sigmoid(x),
        "mish" => &move |x| x * softplus(x).tanh(),
        "sigmoid" | "sigmoid_precise" => &sigmoid,
        "hard_sigmoid" => &hard_sigmoid,
        "hard_swish" => &move |x| x * hard_sigmoid(x),
        "tanh" | "tanh_precise" => &f64::tanh,
        "softplus" => &softplus,
        "softsign" => &|x| x / (1.0 + x.abs()),
        "exponential" => &f64::exp,
        "softmax" => return log_softmax(x).into_iter().map(f64::exp).collect(),
        "log_softmax" => return log_softmax(x),
        other => panic!("no oracle for {other}"),
    };
    x.iter().map(|&x| each(x)).collect()
}

fn log_softmax(x: &[f64]) -> Vec<f64> {
    let most = x.iter().fold(f64::MIN, |a, &b| a.max(b));
    let sum: f64 = x.iter().map(|x| (x - most).exp()).sum();
    x.iter().map(|x| x - most - sum.ln()).collect()
}
