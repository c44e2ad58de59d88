use std::vec::Vec;

use xornet_core::{Activation, Scalar};

/// A parameter that both types have exactly, and that is no function's default.
const PARAMETER: f64 = 0.75;

/// Returns every activation, in the order of [`Activation::NAMES`]. Those with a parameter have one
/// that is not the default, so that a test sees whether it arrives.
#[must_use]
pub fn activations<S: Scalar>() -> Vec<Activation<S>> {
    let all = Activation::<S>::NAMES.iter().map(|name| {
        let activation = Activation::named(name).expect("a name of the list");
        let activation = activation.with_parameter(S::from_f64(PARAMETER));
        activation.expect("every function takes it")
    });
    all.collect()
}
