//! The code of a layer, by its kind: what a kind plans, and what it is asked about its plan.

use xornet_core::Shape;

use super::{activation, dense, frames, loops, position, recurrent, sums};
use crate::{Float, Layer, Unroll};

/// The questions that the planner asks about a layer's code.
pub(crate) trait Planned {
    /// Returns the padded length of the array that a forward pass leaves: the number of outputs, rounded up to
    /// whole SIMD vectors if the code works on these.
    fn padded(&self) -> usize;

    /// Returns the padded length of the array that each sample of a block leaves.
    fn block_padded(&self) -> usize {
        self.padded()
    }

    /// Returns whether the next layer can change the array in place.
    fn is_mutable(&self) -> bool;

    /// Returns whether the code is more than straight-line code.
    fn has_loops(&self) -> bool;

    /// Returns whether there are kernels that take several samples of a batch at a time.
    fn takes_blocks(&self) -> bool {
        false
    }

    /// Returns whether the layer is narrow enough to take samples side by side.
    fn fits_side_by_side(&self) -> bool {
        false
    }

    /// Estimates how many numbers a forward pass keeps on the stack.
    fn stack_numbers(&self) -> usize;

    /// Explains the code to a reader; returns `None` if there was nothing to choose.
    fn explain(&self) -> Option<Explanation>;
}

/// The code of a layer in words, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The code generation strategy, with its sizes.
    pub code: String,
    /// The reason for the choice.
    pub why: &'static str,
    /// The strategy on processors without SIMD.
    pub without_registers: String,
}

/// What a layer's code depends on, next to the layer itself.
pub(crate) struct PlanContext {
    /// The strategy that was asked for.
    pub(crate) unroll: Unroll,
    /// The shapes of the layer's inputs.
    pub(crate) inputs: Vec<Shape>,
    /// The shape of the layer's output.
    pub(crate) output: Shape,
    /// The padded length of the input's array, if the layer may change that array in place.
    pub(crate) in_place: Option<usize>,
}

/// The code of a layer, by the way in which it is generated.
#[derive(Debug)]
pub enum Code<'n, T> {
    /// A dense layer.
    Dense(dense::Code<'n, T>),
    /// An activation as a layer of its own.
    Activation(activation::Code<T>),
    /// A convolution at one position.
    Position(position::Code<'n, T>),
    /// A recurrent layer.
    Recurrent(recurrent::Code<'n, T>),
    /// The frames of a stream.
    Frames(frames::Code),
    /// A layer of any other kind, in loops.
    Loops(loops::Code<'n, T>),
}

impl<'n, T: Float> Code<'n, T> {
    pub(crate) fn plan(layer: &'n Layer<T>, context: &PlanContext) -> Self {
        match layer {
            Layer::Dense(dense) => Self::Dense(dense::Code::plan(dense, context)),
            Layer::Activation(activation) => {
                Self::Activation(activation::Code::plan(*activation, context))
            }
            Layer::Recurrent(layer) => Self::Recurrent(recurrent::Code::plan(layer, context)),
            Layer::Frames(layer) => {
                let frames = layer.as_reference(context.inputs[0].channels());
                Self::Frames(frames::Code::plan(frames, context))
            }
            Layer::Convolution(convolution) => match position::Code::plan(convolution, context) {
                Some(code) => Self::Position(code),
                None => Self::Loops(loops::Code::plan(layer, context)),
            },
            Layer::TransposedConvolution(_)
            | Layer::Pool(_)
            | Layer::GlobalPool(_)
            | Layer::BatchNorm(_)
            | Layer::LayerNorm(_)
            | Layer::Prelu(_)
            | Layer::Reshape(_)
            | Layer::Upsample(_)
            | Layer::Slice(_)
            | Layer::Merge(_)
            | Layer::Concatenate(_) => Self::Loops(loops::Code::plan(layer, context)),
        }
    }

    fn as_planned(&self) -> &dyn Planned {
        match self {
            Self::Dense(code) => code,
            Self::Activation(code) => code,
            Self::Position(code) => code,
            Self::Recurrent(code) => code,
            Self::Frames(code) => code,
            Self::Loops(code) => code,
        }
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        self.as_planned().padded()
    }

    fn block_padded(&self) -> usize {
        self.as_planned().block_padded()
    }

    fn is_mutable(&self) -> bool {
        self.as_planned().is_mutable()
    }

    fn has_loops(&self) -> bool {
        self.as_planned().has_loops()
    }

    fn takes_blocks(&self) -> bool {
        self.as_planned().takes_blocks()
    }

    fn fits_side_by_side(&self) -> bool {
        self.as_planned().fits_side_by_side()
    }

    fn stack_numbers(&self) -> usize {
        self.as_planned().stack_numbers()
    }

    fn explain(&self) -> Option<Explanation> {
        self.as_planned().explain()
    }
}

/// Estimates how many statements a layer would have as straight-line code, for inputs of these shapes.
pub(crate) fn straight_line_length<T: Float>(layer: &Layer<T>, inputs: &[Shape]) -> usize {
    match layer {
        Layer::Dense(dense) => dense::straight_line_length(dense),
        Layer::Recurrent(layer) => recurrent::straight_line_length(layer),
        Layer::Convolution(_) | Layer::TransposedConvolution(_) => {
            sums::straight_line_length(&layer.reference(inputs))
        }
        _ => 0,
    }
}
