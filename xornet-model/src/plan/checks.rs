//! Which test cases the compiler evaluates.

use crate::{Check, Float, Network};

/// Multiply-adds that const evaluation does for the test cases of a network. Each costs 5 to 13 µs in
/// a dev build, and costs it again after an unrelated edit of the crate.
const BUDGET: usize = 1 << 14;

/// Multiply-adds that take as long as an activation of one number.
const ACTIVATION: usize = 8;

/// Returns the test cases that the compiler evaluates, to prove that the generated code does what
/// the reference did: the first ones, as many as are cheap.
#[must_use]
pub fn compiled_checks<T: Float>(network: &Network<T>) -> &[Check<T>] {
    let numbers: usize = network
        .layers()
        .iter()
        .scan(network.inputs(), |width, layer| {
            *width = layer.borrow().outputs(*width);
            Some(*width)
        })
        .sum();
    let work = network.macs() + ACTIVATION * numbers;
    let count = (BUDGET / work.max(1)).min(network.checks().len());
    &network.checks()[..count]
}
