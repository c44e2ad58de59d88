//! Several tensors, one after the other along an axis.

use xornet_core::{LayerKind, Shape};

use super::slice::axis;
use super::stream::{self, Lowered, Streamed};
use super::{Arity, Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, keys};
use crate::{Float, Layer};

/// Several tensors, one after the other along an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Concatenate<T> {
    axis: isize,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> Concatenate<T> {
    /// Makes the layer; a negative axis counts back from -1, the last one.
    #[must_use]
    pub fn new(axis: isize) -> Self {
        Self {
            axis,
            numbers: std::marker::PhantomData,
        }
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> Concatenate<U> {
        Concatenate {
            axis: self.axis,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T: Float> Kind<T> for Concatenate<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Concatenate
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let axis = axis(self.axis, inputs[0].rank())?;
        let mut axes = inputs[0].axes().to_vec();
        for input in &inputs[1..] {
            let same = |other: usize| input.axes()[other] == axes[other];
            if input.rank() != axes.len()
                || !(0..axes.len()).all(|other| other == axis || same(other))
            {
                return Err(Misfit::new(format!(
                    "expected shapes that differ along axis {axis} only"
                ))
                .at("inputs"));
            }
            axes[axis] += input.axes()[axis];
        }
        Shape::new(&axes).ok_or_else(|| Misfit::new("the output would be too large").at("inputs"))
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        let layer = Self::new(stream::axis(self.axis, &inputs[0])?);
        layer.output(inputs).map(Streamed::of)
    }

    fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<T>> {
        // The frames of a step may be a sequence, whose last axis is the one of a frame.
        let frames = inputs[0].rank() == 1;
        frames.then(|| Lowered::of(Layer::Concatenate(Self::new(-1))))
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        match self.axis {
            -1 => Vec::new(),
            axis => vec![("axis", Attribute::Signed(axis))],
        }
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let axis = axis(self.axis, inputs[0].rank()).unwrap_or(0);
        let outer = inputs[0].axes()[..axis].iter().product();
        xornet_core::Layer::Concatenate(xornet_core::Concatenate::new(outer))
    }
}

impl<T: Float> ReadLayer<T> for Concatenate<T> {
    const INPUTS: Arity = Arity::Several;

    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["axis"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let layer = keys::axis(table, reader).map(Self::new);
        Outcome::of(layer, table, inputs, reader)
    }
}
