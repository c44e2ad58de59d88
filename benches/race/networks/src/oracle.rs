use crate::Network;

/// The largest error of an output, relative to what it should be.
pub const TOLERANCE: f64 = 1e-3;

/// What the network computes, in double precision.
#[must_use]
pub fn oracle(network: &Network, input: &[f32]) -> Vec<f64> {
    let input: Vec<_> = input.iter().map(|&value| f64::from(value)).collect();
    network.model().forward(&input)
}

/// Whether an output is what the oracle says; outputs near zero are held to an absolute bound.
#[must_use]
pub fn within(output: f32, oracle: f64) -> bool {
    (f64::from(output) - oracle).abs() <= TOLERANCE * oracle.abs().max(0.01)
}
