//! The plan of a layer's code: a constant with the layer, and calls of functions that take it.

use xornet_core::quantized;

use super::{Layer, Packed};
use crate::plan::{Explanation, PlanContext, Planned};

/// The code of a layer of eight bits.
#[derive(Debug)]
pub struct Code<'n> {
    /// The layer, with the lengths of its axes.
    pub layer: quantized::Layer<'n>,
    /// Its weights as kernels take them, if it has a kernel.
    pub packed: Option<Packed>,
    outputs: usize,
}

impl<'n> Code<'n> {
    pub(super) fn plan(layer: &'n Layer, context: &PlanContext) -> Self {
        let layer = crate::NetworkLayer::reference(layer, &context.inputs);
        Self {
            packed: Packed::of(&layer),
            layer,
            outputs: context.output.count(),
        }
    }
}

impl Planned for Code<'_> {
    fn padded(&self) -> usize {
        self.outputs
    }

    fn is_mutable(&self) -> bool {
        true
    }

    fn has_loops(&self) -> bool {
        true
    }

    fn stack_numbers(&self) -> usize {
        self.outputs
    }

    fn explain(&self) -> Option<Explanation> {
        None
    }
}
