//! The choice of the test cases that the compiler evaluates.

use crate::{Element, Network, TestCase};

/// The most steps, such as multiply-adds, of the test cases that the compiler evaluates. Each takes 5 to 13 µs in a dev build,
/// and again after every unrelated edit of the crate.
const BUDGET: usize = 1 << 14;

/// The number of steps that take as long as the activation of one number.
const ACTIVATION: usize = 8;

/// Returns the test cases that the compiler evaluates, to prove that the generated code agrees with the
/// reference: the first ones, as many as are cheap.
#[must_use]
pub fn compiled_cases<T: Element>(network: &Network<T>) -> &[TestCase<T>] {
    let outputs = network.nodes().iter().map(|node| node.output());
    let numbers: usize = outputs.map(|id| network.length(id)).sum();
    let work = network.steps().saturating_add(ACTIVATION * numbers);
    let count = (BUDGET / work.max(1)).min(network.test_cases().len());
    &network.test_cases()[..count]
}
