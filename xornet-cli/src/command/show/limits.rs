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
        // Linear, leaky_relu and log_softmax leave no value out.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use xornet_model::{Activation, Float};

    use super::{Place, place};
    use crate::evaluate::Number;

    /// Where the outputs for a sum of -40 and of 40 are.
    fn ends<T: Number>(activation: Activation<T>) -> [Option<Place>; 2] {
        [-40.0, 40.0].map(|sum| {
            let mut values = [T::from_f64(sum)];
            T::activate(activation, &mut values);
            place(activation, values[0])
        })
    }

    #[test]
    fn places_are_where_the_activations_end() {
        const NONE: Option<Place> = None;
        const DEAD: Option<Place> = Some(Place::Dead);
        const SATURATED: Option<Place> = Some(Place::Saturated);
        for name in Activation::<f32>::NAMES {
            let activation = Activation::<f32>::named(name).expect("a name");
            let expected = match *name {
                "linear" | "leaky_relu" | "log_softmax" => [NONE, NONE],
                "relu6" => [DEAD, SATURATED],
                "elu" | "selu" | "celu" => [SATURATED, NONE],
                // Softmax of a single number is 1.
                "sigmoid" | "sigmoid_precise" | "hard_sigmoid" | "tanh" | "tanh_precise"
                | "softmax" => [SATURATED, SATURATED],
                // Slower than the others: 40 / 41.
                "softsign" => [NONE, NONE],
                _ => [DEAD, NONE],
            };
            assert!(ends(activation) == expected, "{name}");
        }
        for alpha in [0.5, 3.0] {
            assert!(ends(Activation::Elu { alpha }) == [SATURATED, NONE]);
            assert!(ends(Activation::Celu { alpha }) == [SATURATED, NONE]);
        }
        assert!(place(Activation::Softsign, 0.9995_f64) == SATURATED);
        assert!(place(Activation::Sigmoid, 0.998_f32) == NONE);
        assert!(place(Activation::Relu, f32::parse("1e-9").unwrap_or(0.0)) == NONE);
    }
}
