//! What a network computes, in the plainest code: the definition of every bit.
//!
//! A forward pass hands a vector from layer to layer. A dense layer with `I` inputs and `U` units
//! computes, for each unit `u`,
//!
//! ```text
//! sum[u]    = biases[u] + x[0]·weights[0][u] + x[1]·weights[1][u] + … + x[I-1]·weights[I-1][u]
//! output[u] = activation(sum[u])
//! ```
//!
//! Floating-point addition is not associative, so the order is part of the definition: the sum
//! starts with the bias and takes the products in the order of the inputs, each product and each
//! sum rounded to the network's type. There is no fused multiply-add and no reordering, whatever
//! the layer's shape. A compiled network does these operations in this order, however its code is
//! arranged, and therefore gives these bits.
//!
//! A weight of zero is an absent connection: compiled code may leave its product out. For finite
//! values that changes no bit, since a sum that starts at `+0.0` or at a nonzero bias never becomes
//! `-0.0`, and adding `±0.0` to anything else changes nothing. Where an input is infinite or NaN,
//! or where a sum or an output overflows between two layers, the result is unspecified; it is
//! never a panic.

use crate::{Dense, Layer, Network, Scalar, Vector};

/// One forward pass, layer by layer: `output = reference::forward::<Xor>(&input)`.
///
/// This is the oracle that `Xor::forward` is tested against. It is generic, keeps the weights in
/// the shape of the file, and makes no attempt to be fast.
///
/// ```
/// xornet::model!("models/xor.toml");
///
/// let input = [1.0, 0.0];
/// assert_eq!(xornet::reference::forward::<Xor>(&input), Xor::forward(&input));
/// ```
#[must_use]
pub fn forward<N: Network>(input: &N::Input) -> N::Output {
    trace::<N>(input, |_| {})
}

/// [`forward`], which also shows each layer's input, sums and outputs to `visit`, first to last.
///
/// ```
/// xornet::model!("models/xor.toml");
///
/// let output = xornet::reference::trace::<Xor>(&[0.0, 1.0], |step| {
///     println!("layer {}: {:?}", step.index, step.layer.activation());
///     println!("  input   {:.6?}", step.input);
///     println!("  sums    {:.6?}", step.sums);
///     println!("  outputs {:.6?}", step.outputs);
/// });
/// # let _ = output;
/// ```
pub fn trace<N: Network>(
    input: &N::Input,
    mut visit: impl FnMut(Step<'_, N::Scalar>),
) -> N::Output {
    let mut x = N::Scratch::ZEROS;
    let mut sums = N::Scratch::ZEROS;
    let mut outputs = N::Scratch::ZEROS;

    let mut width = N::INPUTS;
    x.as_mut()[..width].copy_from_slice(input.as_ref());

    for (index, layer) in N::LAYERS.iter().enumerate() {
        let units = layer.outputs(width);
        let input = &x.as_ref()[..width];
        run(
            layer,
            input,
            &mut sums.as_mut()[..units],
            &mut outputs.as_mut()[..units],
        );
        visit(Step {
            index,
            layer,
            input,
            sums: &sums.as_ref()[..units],
            outputs: &outputs.as_ref()[..units],
        });

        x = outputs;
        width = units;
    }

    let mut output = N::Output::ZEROS;
    output.as_mut().copy_from_slice(&x.as_ref()[..width]);
    output
}

/// What one layer took and gave, as [`trace`] shows it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a, S> {
    /// The layer's place in the network, from 0.
    pub index: usize,
    /// The layer, with its weights.
    pub layer: &'a Layer<'a, S>,
    /// What came in: the network's input, or the outputs of the layer before.
    pub input: &'a [S],
    /// Before the activation: `input · weights + biases`, or the input itself for an activation
    /// layer.
    pub sums: &'a [S],
    /// After the activation.
    pub outputs: &'a [S],
}

fn run<S: Scalar>(layer: &Layer<'_, S>, input: &[S], sums: &mut [S], outputs: &mut [S]) {
    match layer {
        Layer::Dense(dense) => weigh(dense, input, sums),
        Layer::Activation(_) => sums.copy_from_slice(input),
    }
    outputs.copy_from_slice(sums);
    S::activate(layer.activation(), outputs);
}

/// `sums = input · weights + biases`.
fn weigh<S: Scalar>(dense: &Dense<'_, S>, input: &[S], sums: &mut [S]) {
    for (unit, sum) in sums.iter_mut().enumerate() {
        *sum = dense.biases[unit];
        for (i, &x) in input.iter().enumerate() {
            *sum = *sum + x * dense.weights[i * dense.units + unit];
        }
    }
}
