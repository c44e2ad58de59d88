//! The code of recurrent layers: that of the matrices of their gates, which are fully connected layers.

use xornet_core::Shape;

use super::{Explanation, PlanContext, Planned, dense};
use crate::{Float, Recurrent};

/// The code of a recurrent layer.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer, with its state before the first frame.
    pub layer: xornet_core::Recurrent<'n, T>,
    /// The number of frames that it takes.
    pub frames: usize,
    /// The matrices: for a frame, for the state, and for n of a `gru` whose reset gate comes before its matrix.
    pub matrices: Vec<dense::Code<'n, T>>,
    outputs: usize,
}

impl<'n, T: Float> Code<'n, T> {
    pub(super) fn plan(layer: &'n Recurrent<T>, context: &PlanContext) -> Self {
        let gates = layer.gates();
        let matrices = [&gates.input, &gates.state]
            .into_iter()
            .chain(&gates.candidate);
        let matrices = matrices.map(|dense| {
            let [input, output] = [dense.inputs(), dense.units()].map(|count| Shape::of(&[count]));
            let context = PlanContext {
                unroll: context.unroll,
                inputs: vec![input],
                output,
                in_place: None,
            };
            dense::Code::plan(dense, &context)
        });
        Self {
            layer: layer.as_reference(),
            frames: context.inputs[0].count() / gates.input.inputs(),
            matrices: matrices.collect(),
            outputs: context.output.count(),
        }
    }
}

/// Estimates how many statements the matrices would have as straight-line code.
pub(super) fn straight_line_length<T: Float>(layer: &Recurrent<T>) -> usize {
    let gates = layer.gates();
    let matrices = [&gates.input, &gates.state]
        .into_iter()
        .chain(&gates.candidate);
    matrices.map(dense::straight_line_length).sum()
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

    fn stack_numbers(&self) -> usize {
        let matrices = self.matrices.iter().map(|matrix| matrix.stack_numbers());
        matrices.sum::<usize>() + self.outputs + 2 * self.layer.initial.len()
    }

    /// Explains the matrices, in their order.
    fn explain(&self) -> Option<Explanation> {
        let mut all = self.matrices.iter().map(|matrix| matrix.explain());
        let mut first = all.next()??;
        for other in all.flatten() {
            first.code = format!("{}; {}", first.code, other.code);
            first.without_registers =
                format!("{}; {}", first.without_registers, other.without_registers);
        }
        Some(first)
    }
}
