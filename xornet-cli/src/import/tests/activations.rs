//! Activations by their formulas, against those that networks compute with.

use xornet_model::{Model, read};

use super::super::activations::{apply, variances};
use super::super::graph::Activation;

#[test]
fn formulas_and_networks_agree() {
    let inputs = [-20.0, -3.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.75, 6.5, 20.0];
    for name in Activation::NAMES {
        let text = format!(
            "input = 10\ndtype = 'f64'\n[[layers]]\ntype = 'activation'\nactivation = '{name}'\n"
        );
        let Ok(Model::F64(network)) = read(&text, "net") else {
            panic!("{name}")
        };
        let expected = crate::evaluate::forward(&network, &inputs);
        let mut values = inputs;
        apply(Activation::named(name).expect(name), &mut values);
        for (got, expected) in values.iter().zip(expected) {
            let error = (got - expected).abs() / expected.abs().max(1e-3);
            // Below zero there is no square root.
            let same = error < 1e-13 || (got.is_nan() && expected.is_nan());
            assert!(same, "{name}: {got} for {expected}");
        }
    }
}

/// Compares the slopes with what a small change of an input does.
#[test]
fn variances_follow_the_slopes() {
    const STEP: f64 = 1e-5;
    for name in Activation::NAMES {
        let activation = Activation::named(name).expect(name);
        let inputs = match activation {
            Activation::Sqrt => [0.125, 0.75, 2.5, 1.5],
            _ => [-2.5, -0.75, 0.25, 1.5],
        };
        let mut outputs = inputs;
        apply(activation, &mut outputs);
        for changed in 0..inputs.len() {
            let mut variance = [0.0; 4];
            variance[changed] = 1.0;
            let got = variances(activation, &inputs, &outputs, &variance);
            let mut moved = inputs;
            moved[changed] += STEP;
            apply(activation, &mut moved);
            for ((got, moved), output) in got.iter().zip(moved).zip(outputs) {
                let expected = ((moved - output) / STEP).powi(2);
                assert!(
                    (got - expected).abs() < 1e-3 * expected.max(1.0),
                    "{name}: {got} for {expected}"
                );
            }
        }
    }
}
