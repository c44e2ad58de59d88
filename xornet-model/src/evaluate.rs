//! A network that was read, run by the reference: the bits of the compiled one.

use xornet_core::reference;

use crate::{Float, Network};

/// What one layer took and gave.
#[derive(Clone, Debug)]
pub struct Step<T> {
    /// What came in.
    pub input: Vec<T>,
    /// Before the activation.
    pub sums: Vec<T>,
    /// After the activation.
    pub outputs: Vec<T>,
}

/// Returns the output for `input`.
///
/// # Panics
///
/// If `input` is not as long as the network's.
pub fn forward<T: Float>(network: &Network<T>, input: &[T]) -> Vec<T> {
    let mut output = Vec::new();
    trace(network, input, |step| output = step.outputs);
    output
}

/// Does the same, and shows each layer to `visit`.
///
/// # Panics
///
/// If `input` is not as long as the network's.
pub fn trace<T: Float>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    let mut input = input.to_vec();
    for layer in network.layers() {
        let layer = layer.borrow();
        let units = layer.outputs(input.len());
        let (mut sums, mut outputs) = (vec![T::ZERO; units], vec![T::ZERO; units]);
        reference::layer(&layer, &input, &mut sums, &mut outputs);
        let next = outputs.clone();
        visit(Step {
            input,
            sums,
            outputs,
        });
        input = next;
    }
}
