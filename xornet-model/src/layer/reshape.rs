//! The same numbers in another shape.

use xornet_core::{LayerKind, Shape};

use super::stream::{Streamed, needs_the_end};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::Float;
use crate::document::Table;
use crate::read::{Reader, keys};

/// The same numbers, row by row, in another shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Reshape<T> {
    /// The shape of the output; `flatten` has none, since it makes a vector of any input.
    shape: Option<Shape>,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> Reshape<T> {
    /// Makes a `flatten`, whose output is a vector.
    #[must_use]
    pub fn flatten() -> Self {
        Self {
            shape: None,
            numbers: std::marker::PhantomData,
        }
    }

    /// Makes a `reshape` to this shape.
    #[must_use]
    pub fn to(shape: Shape) -> Self {
        Self {
            shape: Some(shape),
            numbers: std::marker::PhantomData,
        }
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> Reshape<U> {
        Reshape {
            shape: self.shape,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T: Float> Kind<T> for Reshape<T> {
    fn kind(&self) -> LayerKind {
        match self.shape {
            None => LayerKind::Flatten,
            Some(_) => LayerKind::Reshape,
        }
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let count = inputs[0].count();
        match self.shape {
            None => Shape::vector(count).ok_or_else(|| Misfit::new("the input is empty")),
            Some(shape) if shape.count() == count => Ok(shape),
            Some(shape) => Err(Misfit::new(format!(
                "{shape} has {} numbers, but the input has {count}",
                shape.count()
            ))
            .at("shape")),
        }
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        needs_the_end(inputs)?;
        self.output(inputs).map(Streamed::of)
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let shape = self.shape.iter();
        shape
            .map(|shape| match shape.axes() {
                [length] => ("shape", Attribute::Number(*length)),
                axes => ("shape", Attribute::Numbers(axes.to_vec())),
            })
            .collect()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::OneToOne
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Reshape(xornet_core::Reshape::new(self.kind()))
    }
}

impl<T: Float> ReadLayer<T> for Reshape<T> {
    fn keys(kind: LayerKind) -> &'static [&'static str] {
        match kind {
            LayerKind::Flatten => &[],
            _ => &["shape"],
        }
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let layer = match kind {
            LayerKind::Flatten => Ok(Self::flatten()),
            _ => keys::shape(table, "shape", reader).map(Self::to),
        };
        Outcome::of(layer, table, inputs, reader)
    }
}
