//! Outputs at the limits of an activation, where the input hardly changes them.

use xornet_model::Activation;

use crate::evaluate::Number;

/// The distance within which an output counts as being at a limit that the activation never reaches.
const NEAR: f64 = 1e-3;

/// The limit that an output is at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Saturation {
    /// The zero of an activation that is unbounded above, like relu.
    Dead,
    /// Another limit.
    Saturated,
}

/// Returns the limit of the activation that an output is at, if any.
pub(super) fn saturation<T: Number>(activation: Activation<T>, output: T) -> Option<Saturation> {
    let output = output.to_f64();
    let dead = |near: f64| (output.abs() <= near).then_some(Saturation::Dead);
    let saturated = |limits: &[f64], near: f64| {
        let is_at_limit = limits.iter().any(|limit| (output - limit).abs() <= near);
        is_at_limit.then_some(Saturation::Saturated)
    };
    match activation {
        Activation::Relu | Activation::HardSwish => dead(0.0),
        Activation::Relu6 => dead(0.0).or(saturated(&[6.0], 0.0)),
        Activation::Gelu
        | Activation::GeluTanh
        | Activation::Silu
        | Activation::Mish
        | Activation::Softplus
        | Activation::Exponential => dead(NEAR),
        Activation::Clamp { min, max } => saturated(&[min.to_f64(), max.to_f64()], 0.0),
        Activation::HardSigmoid { .. } => saturated(&[0.0, 1.0], 0.0),
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
        // Linear, leaky_relu, abs, sqrt, sin and log_softmax have no limits to stay at.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use xornet_model::{Activation, Number as _};

    use super::{Saturation, saturation};
    use crate::evaluate::FloatNumber;

    /// Returns the limits that the outputs for a sum of -40 and of 40 are at.
    fn ends<T: FloatNumber>(activation: Activation<T>) -> [Option<Saturation>; 2] {
        [-40.0, 40.0].map(|sum| {
            let mut values = [T::from_f64(sum)];
            T::activate(activation, &mut values);
            saturation(activation, values[0])
        })
    }

    #[test]
    fn saturation_is_found_at_the_limits_of_each_activation() {
        const NONE: Option<Saturation> = None;
        const DEAD: Option<Saturation> = Some(Saturation::Dead);
        const SATURATED: Option<Saturation> = Some(Saturation::Saturated);
        for name in Activation::<f32>::NAMES {
            let activation = Activation::<f32>::named(name).expect("a name");
            let expected = match *name {
                "linear" | "leaky_relu" | "abs" | "sqrt" | "sin" | "log_softmax" => [NONE, NONE],
                "relu6" => [DEAD, SATURATED],
                "elu" | "selu" | "celu" => [SATURATED, NONE],
                // Softmax of a single number is 1.
                "clamp" | "sigmoid" | "sigmoid_precise" | "hard_sigmoid" | "tanh"
                | "tanh_precise" | "softmax" => [SATURATED, SATURATED],
                // It approaches its limit slowly: 40 / 41.
                "softsign" => [NONE, NONE],
                _ => [DEAD, NONE],
            };
            assert!(ends(activation) == expected, "{name}");
        }
        for alpha in [0.5, 3.0] {
            assert!(ends(Activation::Elu { alpha }) == [SATURATED, NONE]);
            assert!(ends(Activation::Celu { alpha }) == [SATURATED, NONE]);
        }
        assert!(saturation(Activation::Softsign, 0.9995_f64) == SATURATED);
        assert!(saturation(Activation::Sigmoid, 0.998_f32) == NONE);
        assert!(saturation(Activation::Relu, f32::parse("1e-9").unwrap_or(0.0)) == NONE);
    }
}
