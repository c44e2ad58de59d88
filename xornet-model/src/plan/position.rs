//! The code of a convolution at one position, whose kernel lies side by side: that of a fully connected layer whose sums
//! take their products one after the other.

use super::{Explanation, PlanContext, Planned, dense};
use crate::{Convolution, Dense, Float};

/// The code of a convolution at one position.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer, with the lengths of its axes.
    pub layer: xornet_core::Convolution<'n, T>,
    /// The code of its sums.
    pub dense: dense::Code<'n, T>,
}

impl<'n, T: Float> Code<'n, T> {
    /// Plans the code of a layer; returns `None` if it has several positions, or groups.
    pub(super) fn plan(layer: &'n Convolution<T>, context: &PlanContext) -> Option<Self> {
        let dense: &Dense<T> = layer.position()?;
        let single =
            context.output.count() == dense.units() && context.inputs[0].count() == dense.inputs();
        single.then(|| Self {
            layer: layer.as_reference(&context.inputs[0]),
            dense: dense::Code::plan(dense, context),
        })
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        self.dense.padded()
    }

    fn is_mutable(&self) -> bool {
        self.dense.is_mutable()
    }

    fn has_loops(&self) -> bool {
        self.dense.has_loops()
    }

    fn stack_numbers(&self) -> usize {
        self.dense.stack_numbers()
    }

    fn explain(&self) -> Option<Explanation> {
        self.dense.explain()
    }
}
