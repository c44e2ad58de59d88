use std::vec::Vec;

use xornet_core::{Activation, Float};

/// Parameters that both types have exactly, and that are no function's default.
const PARAMETERS: [(&str, f64); 5] = [
    ("slope", 0.75),
    ("alpha", 0.75),
    ("offset", 0.25),
    ("min", -0.75),
    ("max", 1.25),
];

/// Returns every activation, in the order of [`Activation::NAMES`]. Those with parameters have ones
/// that are not the defaults, so that a test sees whether they arrive.
#[must_use]
pub fn activations<S: Float>() -> Vec<Activation<S>> {
    let all = Activation::<S>::NAMES.iter().map(|name| {
        let activation = Activation::named(name).expect("a name of the list");
        with_parameters(activation, |_, value| value)
    });
    all.collect()
}

/// Returns an activation with other parameters: what `change` makes of the name and the usual value of each.
#[must_use]
pub fn with_parameters<S: Float>(
    activation: Activation<S>,
    change: impl Fn(&str, f64) -> f64,
) -> Activation<S> {
    let names = activation.parameters().map(|(name, _)| name);
    names.fold(activation, |activation, name| {
        let usual = PARAMETERS.iter().find(|(other, _)| *other == name);
        let (_, usual) = usual.expect("a value for every parameter");
        let value = S::from_f64(change(name, *usual));
        activation
            .with_parameter(name, value)
            .expect("its parameter")
    })
}
