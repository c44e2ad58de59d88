use core::fmt::Debug;

use crate::Scalar;
use crate::graph::Graph;

/// A compiled network, for code that is generic over networks.
///
/// ```
/// use xornet::Network;
///
/// xornet::model!("models/xor.toml");
///
/// /// Returns the index of the largest output.
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
    /// The type of the numbers, `f32` or `f64`.
    type Scalar: Scalar;
    /// The type of the input, `[Scalar; INPUTS]`.
    type Input: Vector<Scalar = Self::Scalar>;
    /// The type of the output, `[Scalar; OUTPUTS]`.
    type Output: Vector<Scalar = Self::Scalar>;
    /// The type of the memory that the [reference](crate::reference) works in, an array for all values that are needed at
    /// the same time.
    type Scratch: Vector<Scalar = Self::Scalar>;

    /// The length of the input vector.
    const INPUTS: usize;
    /// The length of the output vector.
    const OUTPUTS: usize;
    /// The number of weights and biases in the model file.
    const PARAMETERS: usize;
    /// The number of multiply-adds in one forward pass: the sum of inputs times units of the dense layers.
    const MACS: usize;
    /// The layers with their weights, and the values between them.
    const GRAPH: Graph<'static, Self::Scalar>;

    /// Computes the output for one input.
    #[must_use]
    fn forward(input: &Self::Input) -> Self::Output;

    /// Computes the outputs for many inputs, `outputs[i] = forward(&inputs[i])`, with the same bits.
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

    /// The array whose elements are all zero.
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
