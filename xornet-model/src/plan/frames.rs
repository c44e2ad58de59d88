//! The code of layers that keep the frames of a stream.

use super::{Explanation, PlanContext, Planned};

/// The code of a layer that keeps frames.
#[derive(Debug)]
pub struct Code {
    /// The frames that it takes.
    pub layer: xornet_core::Frames,
    outputs: usize,
}

impl Code {
    pub(super) fn plan(layer: xornet_core::Frames, context: &PlanContext) -> Self {
        Self {
            layer,
            outputs: context.output.count(),
        }
    }
}

impl Planned for Code {
    fn padded(&self) -> usize {
        self.outputs
    }

    fn is_mutable(&self) -> bool {
        true
    }

    fn has_loops(&self) -> bool {
        false
    }

    fn stack_numbers(&self) -> usize {
        self.outputs
    }

    fn explain(&self) -> Option<Explanation> {
        None
    }
}
