//! The code of layers in loops over their positions and channels.

use super::{Explanation, PlanContext, Planned};
use crate::{Activation, Float, Layer};

/// The code of a layer in loops.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer, with the lengths of its axes.
    pub layer: xornet_core::Layer<'n, T>,
    /// The activation that is applied to the results.
    pub activation: Activation<T>,
    outputs: usize,
}

impl<'n, T: Float> Code<'n, T> {
    pub(super) fn plan(layer: &'n Layer<T>, context: &PlanContext) -> Self {
        Self {
            layer: layer.reference(&context.inputs),
            activation: layer.activation(),
            outputs: context.output.count(),
        }
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        self.outputs
    }

    fn is_mutable(&self) -> bool {
        true
    }

    fn has_loops(&self) -> bool {
        true
    }

    fn takes_blocks(&self) -> bool {
        false
    }

    fn fits_side_by_side(&self) -> bool {
        false
    }

    fn stack_numbers(&self) -> usize {
        self.outputs
    }

    fn explain(&self) -> Option<Explanation> {
        None
    }
}
