//! A layer in the plainest code: the definition of every bit.

use crate::summation::{MOST_PARTIAL_SUMS, partial_sums};
use crate::{Dense, Layer, Scalar};

/// Computes one layer: its sums, and its outputs from them. For tools that read networks at run time; each
/// slice is as long as the layer's input or output.
///
/// # Panics
///
/// If a length does not fit the layer.
pub fn layer<S: Scalar>(layer: &Layer<'_, S>, input: &[S], sums: &mut [S], outputs: &mut [S]) {
    match layer {
        Layer::Dense(dense) => weigh(dense, input, sums),
        Layer::Activation(_) => sums.copy_from_slice(input),
    }
    outputs.copy_from_slice(sums);
    S::activate(layer.activation(), outputs);
}

/// `sums = input · weights + biases`.
fn weigh<S: Scalar>(dense: &Dense<'_, S>, input: &[S], sums: &mut [S]) {
    assert!(
        input.len() == dense.inputs && sums.len() == dense.units,
        "a layer of {} inputs and {} units was given {} inputs and room for {} sums",
        dense.inputs,
        dense.units,
        input.len(),
        sums.len(),
    );
    let count = partial_sums(dense.inputs, dense.units);
    for (unit, sum) in sums.iter_mut().enumerate() {
        let mut partial = [S::ZERO; MOST_PARTIAL_SUMS];
        partial[0] = dense.biases[unit];
        for (i, &x) in input.iter().enumerate() {
            partial[i % count] = partial[i % count] + x * dense.weights[i * dense.units + unit];
        }
        let mut half = count / 2;
        while half > 0 {
            for p in 0..half {
                partial[p] = partial[p] + partial[p + half];
            }
            half /= 2;
        }
        *sum = partial[0];
    }
}
