//! The code of activations, within a layer or as layers of their own.

use super::{Explanation, PlanContext, Planned};
use crate::{Activation, Float};

/// The way in which an activation is applied to an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activate {
    /// It is not applied: it is linear, or the kernels apply it.
    Nothing,
    /// It is applied to exactly the outputs, without the padding, since each output depends on all sums.
    Exactly,
    /// It is inlined, and makes another array from the whole array.
    Inlined,
    /// A kernel applies it to the whole array in place.
    InPlace,
}

/// The longest array to which an activation is applied inline. The code of a longer one is larger than the
/// call of a kernel, and depends on how well the user's crate is optimised.
const LONGEST_INLINED: usize = 32;

impl Activate {
    /// Chooses the way for an array of `padded` numbers, padding included.
    pub(super) fn of<T: Float>(activation: Activation<T>, padded: usize) -> Self {
        match activation {
            Activation::Linear => Self::Nothing,
            _ if !activation.is_elementwise() => Self::Exactly,
            _ if padded <= LONGEST_INLINED => Self::Inlined,
            _ => Self::InPlace,
        }
    }

    /// Returns whether the array that results can be changed in place.
    pub(super) fn is_mutable(self) -> bool {
        matches!(self, Self::Nothing | Self::InPlace)
    }
}

/// The code of an activation layer.
#[derive(Debug)]
pub struct Code<T> {
    /// The activation.
    pub activation: Activation<T>,
    /// The way in which it is applied to the array of the layer before, and the padded length of that array;
    /// `None` if that array cannot be changed, so that a function makes another one.
    pub in_place: Option<(Activate, usize)>,
    length: usize,
    channels: usize,
}

impl<T> Code<T> {
    /// Returns the length of the last axis, to which an activation that is not elementwise is applied.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Returns the number of the layer's inputs, which is that of its outputs.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }
}

impl<T: Float> Code<T> {
    pub(super) fn plan(activation: Activation<T>, context: &PlanContext) -> Self {
        let in_place = context.in_place.filter(|_| activation.is_elementwise());
        Self {
            activation,
            in_place: in_place.map(|padded| (Activate::of(activation, padded), padded)),
            length: context.output.count(),
            channels: context.output.channels(),
        }
    }
}

impl<T: Float> Planned for Code<T> {
    fn padded(&self) -> usize {
        self.in_place.map_or(self.length, |(_, padded)| padded)
    }

    fn block_padded(&self) -> usize {
        self.length
    }

    fn is_mutable(&self) -> bool {
        self.in_place
            .is_some_and(|(activate, _)| activate.is_mutable())
    }

    fn has_loops(&self) -> bool {
        false
    }

    fn fits_side_by_side(&self) -> bool {
        true
    }

    fn stack_numbers(&self) -> usize {
        2 * self.length
    }

    fn explain(&self) -> Option<Explanation> {
        let (code, why) = match self.in_place {
            Some(_) => (
                "in place",
                "nothing else takes the output of the layer before",
            ),
            None if !self.activation.is_elementwise() => (
                "into a new array",
                "each number depends on all of the layer before",
            ),
            None => (
                "into a new array",
                "the layer before leaves none that can be changed",
            ),
        };
        Some(Explanation {
            code: code.into(),
            why,
            without_registers: code.into(),
        })
    }
}
