//! What goes into a graph, and what comes out: initializers, inputs and outputs.

use std::rc::Rc;

use super::Builder;
use super::scope::Scope;
use crate::onnx::file::{External, proto};
use crate::onnx::graph::{Port, Source, ValueId};
use crate::onnx::tensor::{Element, MAX_ELEMENTS, Tensor};

impl Builder<'_> {
    /// Adds the constants that the file holds, and those in files next to it.
    pub(super) fn initializers(
        &mut self,
        graph: &proto::Graph,
        scope: &mut Scope,
        external: &External,
    ) {
        if !graph.sparse_initializer.is_empty() {
            self.errors
                .push("it has sparse initializers, which are not read".into());
        }
        let mut budget = 2 * MAX_ELEMENTS;
        for tensor in &graph.initializer {
            let value = self.global(scope, &tensor.name);
            let source = match Tensor::decode(tensor, external) {
                Ok(tensor) => match budget.checked_sub(tensor.numbers().len()) {
                    Some(rest) => {
                        budget = rest;
                        Source::Constant(Rc::new(tensor))
                    }
                    None => Source::Unreadable("the initializers are too many".into()),
                },
                Err(reason) => Source::Unreadable(reason),
            };
            self.define(value, source);
        }
    }

    /// Adds the values that must be given.
    pub(super) fn inputs(&mut self, graph: &proto::Graph, scope: &mut Scope) -> Vec<Port> {
        let mut inputs = Vec::new();
        for input in &graph.input {
            let value = self.global(scope, &input.name);
            // Old models list initializers as inputs, too, with the initializer as the default.
            if matches!(self.values[value].source, Source::Nowhere) {
                self.define(value, Source::Input);
                inputs.push(port(value, input));
            }
        }
        inputs
    }
}

/// Reads the type and the shape of an input or an output.
pub(super) fn port(value: ValueId, info: &proto::ValueInfo) -> Port {
    let kind = info.kind.as_ref();
    let tensor = kind.and_then(|kind| kind.tensor_type.as_ref());
    let length = |dimension: &proto::Dimension| {
        dimension
            .dim_value
            .and_then(|value| usize::try_from(value).ok())
    };
    Port {
        value,
        element: tensor.and_then(|tensor| Element::from_onnx(tensor.elem_type).ok()),
        is_sequence: kind.is_some_and(|kind| kind.sequence_type.is_some()),
        shape: tensor
            .and_then(|tensor| tensor.shape.as_ref())
            .map(|shape| shape.dim.iter().map(length).collect()),
    }
}
