use core::fmt::Debug;

use crate::Scalar;
use crate::graph::Graph;
use crate::kernel::{self, Record};

/// A compiled network, for code that is generic over networks.
///
/// ```
/// use xornet::{Network, Tensor};
///
/// xornet::model!("models/xor.toml");
///
/// /// Returns the index of the largest output.
/// fn classify<N: Network>(input: &N::Input) -> usize {
///     let output = N::forward(input);
///     let output = output.numbers();
///     (1..N::OUTPUTS).fold(0, |best, i| if output[i] > output[best] { i } else { best })
/// }
///
/// assert_eq!(classify::<Xor>(&[0.0, 1.0]), 0);
/// ```
///
/// This trait is sealed: only [`model!`](crate::model) implements it.
pub trait Network: crate::__private::Generated {
    /// The type of the numbers: `f32`, `f64` or `i8`.
    type Scalar: Scalar;
    /// The type of the input: an array of the shape in the model file, or a struct of several.
    type Input: Tensor<Scalar = Self::Scalar>;
    /// The type of the output: an array of the shape that follows, or a struct of several.
    type Output: Tensor<Scalar = Self::Scalar>;
    /// The type of the memory for all values that are needed at the same time, an array. The
    /// [reference](crate::reference) works in it, and [`forward_in`](Self::forward_in) takes it.
    type Scratch: Tensor<Scalar = Self::Scalar>;

    /// How many numbers the input has.
    const INPUTS: usize;
    /// How many numbers the output has.
    const OUTPUTS: usize;
    /// The number of weights and biases in the model file.
    const PARAMETERS: usize;
    /// The number of multiply-adds in one forward pass: one for each output of a layer and each product of a full window.
    const MACS: usize;
    /// The names of the numbers of the input, in order; empty if the model file has none.
    const INPUT_NAMES: &'static [&'static str];
    /// The names of the numbers of the output, in order; empty if the model file has none.
    const OUTPUT_NAMES: &'static [&'static str];
    /// The layers with their weights, and the values between them.
    const GRAPH: Graph<'static, Self::Scalar>;

    /// Computes the output for one input.
    #[must_use]
    fn forward(input: &Self::Input) -> Self::Output;

    /// Computes the output for one input, with the values between layers in memory of the caller, which may be a `static`.
    /// The numbers that are in it before do not matter.
    #[must_use]
    fn forward_in(scratch: &mut Self::Scratch, input: &Self::Input) -> Self::Output;

    /// Computes the outputs for many inputs, `outputs[i] = forward(&inputs[i])`, with the same bits.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length; the message names both lengths.
    fn forward_batch(inputs: &[Self::Input], outputs: &mut [Self::Output]);
}

/// An array of numbers, `[f32; N]`, `[f64; N]` or `[i8; N]`, arrays of these, or a struct of several: the input or output of a
/// [`Network`].
///
/// In memory, it is one run of numbers.
///
/// This trait is sealed: no other type can implement it.
pub trait Tensor: Copy + Debug + PartialEq + sealed::Sealed {
    /// The type of the elements.
    type Scalar: Scalar;

    /// The tensor whose elements are all zero.
    const ZEROS: Self;

    /// Returns all elements, row by row.
    fn numbers(&self) -> &[Self::Scalar];

    /// Returns all elements, row by row.
    fn numbers_mut(&mut self) -> &mut [Self::Scalar];
}

/// Implements the trait for arrays of one to three axes.
macro_rules! tensors {
    ($($float:ident)*) => {$(
        tensors!(@array $float: [$float; A] [A] []);
        tensors!(@array $float: [[$float; B]; A] [A B] [as_flattened as_flattened_mut]);
        tensors!(@array $float: [[[$float; C]; B]; A] [A B C]
            [as_flattened as_flattened_mut as_flattened as_flattened_mut]);
    )*};
    (@array $float:ident: $array:ty [$($axis:ident)*] [$($flat:ident $flat_mut:ident)*]) => {
        impl<$(const $axis: usize),*> sealed::Sealed for $array {}

        impl<$(const $axis: usize),*> Tensor for $array {
            type Scalar = $float;

            const ZEROS: Self = tensors!(@zeros $float [$($axis)*]);

            #[inline]
            fn numbers(&self) -> &[$float] {
                self.as_slice() $(.$flat())*
            }

            #[inline]
            fn numbers_mut(&mut self) -> &mut [$float] {
                self.as_mut_slice() $(.$flat_mut())*
            }
        }
    };
    (@zeros $float:ident []) => { <$float as Scalar>::ZERO };
    (@zeros $float:ident [$axis:ident $($inner:ident)*]) => {
        [tensors!(@zeros $float [$($inner)*]); $axis]
    };
}

tensors!(f32 f64 i8);

impl<R: Record> sealed::Sealed for R {}

impl<R: Record> Tensor for R {
    type Scalar = R::Scalar;

    const ZEROS: Self = R::ZEROS;

    #[inline]
    fn numbers(&self) -> &[R::Scalar] {
        kernel::numbers(self)
    }

    #[inline]
    fn numbers_mut(&mut self) -> &mut [R::Scalar] {
        kernel::numbers_mut(self)
    }
}

mod sealed {
    pub trait Sealed {}
}
