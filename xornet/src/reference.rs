//! The reference: the definition of every bit that a network computes, in simple code.
//!
//! A forward pass computes layer after layer. A dense layer with `I` inputs and `U` units computes, for each
//! unit `u`,
//!
//! ```text
//! sum[u]    = biases[u] + x[0]·weights[0][u] + x[1]·weights[1][u] + … + x[I-1]·weights[I-1][u]
//! output[u] = activation(sum[u])
//! ```
//!
//! Floating-point addition is not associative, so the order is part of the definition. It depends
//! on the layer's shape alone, through [`partial_sums`], a power of two `P`:
//!
//! * Partial sum `p` starts at `biases[u]` for `p = 0` and at `+0.0` otherwise, and takes the
//!   products of the inputs `p`, `p + P`, `p + 2P`, … in this order.
//! * Then the upper half of the partial sums is added to the lower half, `s[p] + s[p + P/2]`, until
//!   one is left.
//!
//! Each product and each sum is rounded to the network's type. In layers of 33 units and more, `P`
//! is 1: the sum starts with the bias and takes the products in the order of the inputs. In narrower layers, a
//! processor would spend most of its time waiting for one addition before it can begin the next. Partial sums are
//! independent of each other, and so avoid that.
//!
//! # Other layers
//!
//! * A dense layer on a sequence or an image does this for each position.
//! * A convolution has one sum for each position and filter. It starts with the bias and takes the positions of the kernel
//!   row by row, and in each the channels in order. Positions in the padding are left out. A transposed convolution takes
//!   those positions of the kernel that contribute to an output, in the same order.
//! * An average adds the numbers of a window row by row, from `+0.0` on, and divides once. A maximum keeps the first of
//!   equal numbers.
//! * `layer_norm` and `l2_normalize` add numbers, and squares, as a dense layer of one unit adds its products, with the
//!   partial sums of that shape. Their square root is correctly rounded.
//! * `batch_norm` is one multiplication and one addition with numbers that were rounded once.
//! * `add` and the others combine the first input with the second, the result with the third, and so on.
//! * `softmax` takes the numbers along the last axis.
//! * A recurrent layer computes, for each frame, the sums of all gates for the frame as a dense layer of all gates' units,
//!   and those for the state as another one, each with the partial sums of its shape. A gate's sum for the frame is then
//!   added to the one for the state: see [`Recurrent`](crate::Recurrent), which has the other operations in their order.
//!   If the reset gate of a `gru` comes before its matrix, the sums of z and r for the state are those of a layer of
//!   2 · `units`, and those of n of a layer of `units`. The gates lie in the order z, r, n and i, f, o, g.
//! * A network of eight bits computes in integers, as [`quantized`](crate::quantized) has it: sums of 32 bits are exact in
//!   any order.
//! * A stream computes each frame as the same network computes a whole sequence.
//!
//! There is no fused multiply-add and no reordering. A compiled network does these operations in
//! this order, whatever its code looks like, and therefore gives these bits.
//!
//! A weight of zero is an absent connection: compiled code may leave its product out. For finite values, that changes
//! no bit, since a sum that starts at `+0.0` or at a nonzero bias never becomes `-0.0`, and adding `±0.0` to anything
//! else changes nothing. If an input is infinite or NaN, or if a sum or an output overflows between two layers, the
//! result is unspecified, but there is never a panic.
//!
//! # The floating-point environment
//!
//! All of this requires the floating-point environment that a Rust program starts in, which the compiler assumes too:
//! results are rounded to the nearest number, ties to even, and subnormal numbers (below 1.2e-38 in `f32`, 2.3e-308 in
//! `f64`) are numbers like any other. Some programs change it for one thread or for all: hosts of audio plug-ins set
//! FTZ and DAZ on x86 (flush to zero, denormals are zero) or FZ on ARM, and the start-up code that C compilers link for
//! `-ffast-math` does the same.
//!
//! In such an environment, a subnormal weight, input, product, sum or output may become zero. The result may then
//! differ from the one defined here, and from one machine to another; with values far above that limit it does not. In
//! another rounding mode, most results differ in their last bits. Neither causes a panic, and neither affects what was
//! computed while the crate compiled, such as `forward_const` in a constant.
//!
//! # NaN
//!
//! A NaN in a sum makes the sum NaN, and every activation gives NaN for NaN: no comparison hides it. It is lost only if
//! its weight is zero, since that product may be left out. Its sign and payload are unspecified, as in all arithmetic of
//! Rust.

use xornet_core::reference;
use xornet_core::reference::Scratch;
pub use xornet_core::reference::{Inputs, Step};

use crate::{Network, Tensor};

mod stream;

pub use stream::Stream;

/// ```
/// use xornet::{Activation, Dense, Layer, reference};
///
/// let layer = Layer::Dense(Dense::new(2, 1, &[0.5, -1.0], &[0.25], Activation::Relu));
/// let (mut sums, mut outputs) = ([0.0_f32], [0.0]);
/// reference::layer(&layer, &[1.0, 2.0], &mut sums, &mut outputs);
/// assert_eq!((sums, outputs), ([-1.25], [0.0]));
/// ```
pub use xornet_core::reference::layer;

/// ```
/// use xornet::reference::partial_sums;
///
/// assert_eq!(partial_sums(784, 128), 1);
/// assert_eq!(partial_sums(128, 10), 8);
/// assert_eq!(partial_sums(16, 3), 4);
/// assert_eq!(partial_sums(4, 1), 1);
/// ```
pub use xornet_core::summation::partial_sums;

/// Computes one forward pass, layer by layer: `output = reference::forward::<Xor>(&input)`.
///
/// This is the oracle that `Xor::forward` is tested against. It is generic, has the weights in the layout of the file,
/// and does not try to be fast.
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

/// Computes the same as [`forward`], and passes each layer's input, sums and outputs to `visit`, first to last.
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
pub fn trace<N: Network>(input: &N::Input, visit: impl FnMut(Step<'_, N::Scalar>)) -> N::Output {
    let mut values = N::Scratch::ZEROS;
    let mut sums = N::Scratch::ZEROS;
    let mut outputs = N::Scratch::ZEROS;
    let scratch = Scratch {
        values: values.numbers_mut(),
        sums: sums.numbers_mut(),
        outputs: outputs.numbers_mut(),
    };
    let mut output = N::Output::ZEROS;
    reference::forward(
        &N::GRAPH,
        input.numbers(),
        output.numbers_mut(),
        scratch,
        visit,
    );
    output
}
