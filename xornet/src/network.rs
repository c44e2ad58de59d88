use core::fmt::Debug;

use crate::Scalar;
use crate::graph::Graph;

/// A compiled network; [`model!`](crate::model) implements it, so that code can be written once
/// for all networks.
///
/// ```
/// use xornet::Network;
///
/// xornet::model!("models/xor.toml");
///
/// /// The position of the largest output.
/// fn classify<N: Network>(input: &N::Input) -> usize {
///     let output = N::forward(input);
///     let output = output.as_ref();
///     (1..N::OUTPUTS).fold(0, |best, i| if output[i] > output[best] { i } else { best })
/// }
///
/// assert_eq!(classify::<Xor>(&[0.0, 1.0]), 0);
/// ```
///
/// This trait is sealed: only [`model!`](crate::model) implements it.
pub trait Network: crate::__private::Generated {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// `[Scalar; INPUTS]`.
    type Input: Vector<Scalar = Self::Scalar>;
    /// `[Scalar; OUTPUTS]`.
    type Output: Vector<Scalar = Self::Scalar>;
    /// `[Scalar; N]`, as long as the peak of the values that are needed at the same time: room for the
    /// [reference](crate::reference) to work in.
    type Scratch: Vector<Scalar = Self::Scalar>;

    /// Length of the input vector.
    const INPUTS: usize;
    /// Length of the output vector.
    const OUTPUTS: usize;
    /// Weights and biases in the model file.
    const PARAMETERS: usize;
    /// Multiply-adds in one forward pass: inputs times units, over the dense layers.
    const MACS: usize;
    /// The layers with their weights, and the values between them.
    const GRAPH: Graph<'static, Self::Scalar>;

    /// Computes the outputs for one input.
    #[must_use]
    fn forward(input: &Self::Input) -> Self::Output;

    /// Computes the outputs for many inputs: `outputs[i] = forward(&inputs[i])`, the same bits.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length; the message names both lengths.
    fn forward_batch(inputs: &[Self::Input], outputs: &mut [Self::Output]);
}

/// An array of numbers, `[f32; N]` or `[f64; N]`: the input or output of a [`Network`].
///
/// This trait is sealed: no other type can implement it.
pub trait Vector:
    Copy + Debug + PartialEq + AsRef<[Self::Scalar]> + AsMut<[Self::Scalar]> + sealed::Sealed
{
    /// The type of the elements.
    type Scalar: Scalar;

    /// All elements zero.
    const ZEROS: Self;
}

impl<S: Scalar, const N: usize> Vector for [S; N] {
    type Scalar = S;

    const ZEROS: Self = [S::ZERO; N];
}

mod sealed {
    pub trait Sealed {}

    impl<S: crate::Scalar, const N: usize> Sealed for [S; N] {}
}
