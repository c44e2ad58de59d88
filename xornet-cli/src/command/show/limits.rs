//! The values that an activation does not leave, or only comes close to.

use xornet_model::Activation;

use crate::evaluate::Number;

/// How near to a limit counts as being there, where an activation only comes close.
const NEAR: f64 = 1e-3;

/// Where an output is that has nothing to say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the zero of an activation that lets larger sums through.
    Dead,
    /// At another limit.
    Saturated,
}

/// Where an activation's output is, if it is at a limit.
pub(super) fn place<T: Number>(activation: Activation<T>, output: T) -> Option<Place> {
    let output = output.to_f64();
    let dead = |near: f64| (output.abs() <= near).then_some(Place::Dead);
    let saturated = |limits: &[f64], near: f64| {
        let here = limits.iter().any(|limit| (output - limit).abs() <= near);
        here.then_some(Place::Saturated)
    };
    match activation {
        Activation::Linear | Activation::LeakyRelu { .. } | Activation::LogSoftmax => None,
        Activation::Relu | Activation::HardSwish => dead(0.0),
        Activation::Relu6 => dead(0.0).or(saturated(&[6.0], 0.0)),
        Activation::Gelu
        | Activation::GeluTanh
        | Activation::Silu
        | Activation::Mish
        | Activation::Softplus
        | Activation::Exponential => dead(NEAR),
        Activation::HardSigmoid => saturated(&[0.0, 1.0], 0.0),
        Activation::Sigmoid | Activation::SigmoidPrecise | Activation::Softmax => {
            saturated(&[0.0, 1.0], NEAR)
        }
        Activation::Tanh | Activation::TanhPrecise | Activation::Softsign => {
            saturated(&[-1.0, 1.0], NEAR)
        }
        Activation::Elu { alpha } | Activation::Celu { alpha } => {
            saturated(&[-alpha.to_f64()], NEAR)
        }
        Activation::Selu => saturated(&[-1.758_099_340_847_376_6], NEAR),
    }
}
