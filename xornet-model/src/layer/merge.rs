//! Operations on several tensors, element by element.

use xornet_core::{LayerKind, Shape};

use super::{Arity, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, activation};
use crate::{Activation, Float, InvalidNetwork};

/// An operation on several tensors, element by element, with the broadcasting of numpy.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge<T> {
    kind: LayerKind,
    activation: Activation<T>,
}

impl<T: Float> Merge<T> {
    /// Makes an operation: `Add`, `Subtract`, `Multiply`, `Maximum` or `Minimum`.
    ///
    /// # Errors
    ///
    /// If the kind is not one of these.
    pub fn new(kind: LayerKind, activation: Activation<T>) -> Result<Self, InvalidNetwork> {
        match kind {
            LayerKind::Add
            | LayerKind::Subtract
            | LayerKind::Multiply
            | LayerKind::Maximum
            | LayerKind::Minimum => Ok(Self { kind, activation }),
            _ => Err(InvalidNetwork::new(
                "layers",
                format!("{} is not an operation on several tensors", kind.name()),
            )),
        }
    }
}

impl<T: Float> Kind<T> for Merge<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        if self.kind == LayerKind::Subtract && inputs.len() > 2 {
            return Err(Misfit::new("expected two inputs").at("inputs"));
        }
        let rank = inputs.iter().map(Shape::rank).max().unwrap_or(1);
        let mut axes = vec![1; rank];
        for input in inputs {
            for (axis, &length) in axes[rank - input.rank()..].iter_mut().zip(input.axes()) {
                match (*axis, length) {
                    (1, length) => *axis = length,
                    (axis, length) if axis == length || length == 1 => {}
                    _ => {
                        let reason =
                            "expected equal axes, counted from the last, or axes of length 1";
                        return Err(Misfit::new(reason).at("inputs"));
                    }
                }
            }
        }
        Shape::new(&axes).ok_or_else(|| Misfit::new("the output would be too large").at("inputs"))
    }

    fn activation(&self) -> Activation<T> {
        self.activation
    }

    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        output.count().saturating_mul(inputs.len())
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let shape = self.output(inputs).unwrap_or(inputs[0]);
        let layer = xornet_core::Merge::new(self.kind, shape.axes(), self.activation);
        xornet_core::Layer::Merge(layer)
    }
}

impl<T: Float> ReadLayer<T> for Merge<T> {
    const INPUTS: Arity = Arity::Several;

    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["activation"]
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let layer = activation::optional(table, reader.errors).and_then(|activation| {
            Self::new(kind, activation)
                .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome::of(layer, table, inputs, reader)
    }
}
