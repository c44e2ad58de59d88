use crate::graph::Graph;
use crate::{Scalar, Tensor};

/// A compiled network with memory, for code that is generic over these: the type is the state, and the weights are
/// constants.
///
/// ```
/// use xornet::Stream;
///
/// xornet::model!("models/balance.toml");
///
/// /// Returns the output after the last frame.
/// fn last<S: Stream>(frames: &[S::Input]) -> Option<S::Output> {
///     let mut stream = S::default();
///     frames.iter().map(|frame| stream.step(frame)).last()
/// }
///
/// assert!(last::<Balance>(&[]).is_none());
/// ```
///
/// This trait is sealed: only [`model!`](crate::model) implements it.
pub trait Stream: Clone + Default + crate::__private::Generated {
    /// The type of the numbers: `f32`, `f64` or `i8`.
    type Scalar: Scalar;
    /// The type of a frame, an array; of several frames, if the strides of the layers ask for these.
    type Input: Tensor<Scalar = Self::Scalar>;
    /// The type of the output of a step: an array, or a struct of several.
    type Output: Tensor<Scalar = Self::Scalar>;
    /// The type of the state of the [reference](crate::reference::Stream), an array.
    type State: Tensor<Scalar = Self::Scalar>;
    /// The type of the memory for the values of a step, an array, in which the reference works.
    type Scratch: Tensor<Scalar = Self::Scalar>;

    /// The layers of a step with their weights, and the values between them. Those that keep a state are recurrent layers,
    /// and the frames that a causal convolution or a `window` takes.
    const GRAPH: Graph<'static, Self::Scalar>;

    /// Computes the output for the next frame.
    fn step(&mut self, input: &Self::Input) -> Self::Output;

    /// Computes the outputs for the next frames, `outputs[i] = step(&inputs[i])` in this order, with the same bits.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length; the message names both lengths.
    fn process(&mut self, inputs: &[Self::Input], outputs: &mut [Self::Output]);

    /// Goes back to the state before the first frame.
    fn reset(&mut self);
}
