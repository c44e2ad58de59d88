//! Ranges of an axis.

use xornet_core::{LayerKind, Shape};

use super::stream::{self, Lowered, Streamed};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, keys, value};
use crate::{Float, Layer};

/// A range of an axis: the indices from `start` up to but not including `end`.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice<T> {
    start: isize,
    end: isize,
    axis: isize,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> Slice<T> {
    /// Makes the layer. Negative numbers count back from the end of the axis, and negative axes from -1, the last one.
    #[must_use]
    pub fn new(start: isize, end: isize, axis: isize) -> Self {
        Self {
            start,
            end,
            axis,
            numbers: std::marker::PhantomData,
        }
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> Slice<U> {
        Slice {
            start: self.start,
            end: self.end,
            axis: self.axis,
            numbers: std::marker::PhantomData,
        }
    }

    fn range(&self, input: &Shape) -> Result<Range, Misfit> {
        let axis = axis(self.axis, input.rank())?;
        let length = input.axes()[axis];
        let index = |index: isize| match index {
            0.. => Some(index.unsigned_abs()).filter(|&index| index <= length),
            _ => length.checked_sub(index.unsigned_abs()),
        };
        let (start, end) = (index(self.start), index(self.end));
        match (start, end) {
            (Some(start), Some(end)) if start < end => Ok(Range {
                axis,
                start,
                count: end - start,
            }),
            (Some(_), Some(_)) => {
                Err(Misfit::new("the range from `start` to `end` is empty").at("end"))
            }
            (None, _) => Err(outside(length).at("start")),
            (_, None) => Err(outside(length).at("end")),
        }
    }
}

/// A range that is not empty.
struct Range {
    axis: usize,
    start: usize,
    count: usize,
}

fn outside(length: usize) -> Misfit {
    Misfit::new(format!("expected an index from -{length} to {length}"))
}

/// Returns an axis that may count back from -1.
pub(super) fn axis(axis: isize, rank: usize) -> Result<usize, Misfit> {
    let found = match axis {
        0.. => Some(axis.unsigned_abs()).filter(|&axis| axis < rank),
        _ => rank.checked_sub(axis.unsigned_abs()),
    };
    found.ok_or_else(|| {
        let back = -(rank as isize);
        Misfit::new(format!("expected an axis from {back} to {}", rank - 1)).at("axis")
    })
}

impl<T: Float> Kind<T> for Slice<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Slice
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let range = self.range(&inputs[0])?;
        let mut axes = inputs[0].axes().to_vec();
        axes[range.axis] = range.count;
        Shape::new(&axes).ok_or_else(|| Misfit::new("the range is empty"))
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        let layer = Self::new(self.start, self.end, stream::axis(self.axis, &inputs[0])?);
        layer.output(inputs).map(Streamed::of)
    }

    fn lowered(&self, inputs: &[Shape]) -> Option<Lowered<T>> {
        // The frames of a step may be a sequence, whose last axis is the one of a frame.
        let frames = inputs[0].rank() == 1;
        frames.then(|| Lowered::of(Layer::Slice(Self::new(self.start, self.end, -1))))
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = vec![
            ("start", Attribute::Signed(self.start)),
            ("end", Attribute::Signed(self.end)),
        ];
        if self.axis != -1 {
            attributes.push(("axis", Attribute::Signed(self.axis)));
        }
        attributes
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        let axes = inputs[0].axes();
        // The builder has checked that the layer takes inputs of these shapes.
        let range = self.range(&inputs[0]).unwrap_or(Range {
            axis: 0,
            start: 0,
            count: axes[0],
        });
        let product = |axes: &[usize]| axes.iter().product();
        let sizes = [
            product(&axes[..range.axis]),
            axes[range.axis],
            product(&axes[range.axis + 1..]),
        ];
        xornet_core::Layer::Slice(xornet_core::Slice::new(sizes, range.start, range.count))
    }
}

impl<T: Float> ReadLayer<T> for Slice<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["start", "end", "axis"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let start = table.require("start", "the first index, as in `start = 0`", reader.errors);
        let start = start.and_then(|entry| value::signed(entry.value, "`start`", reader.errors));
        let end = table.require(
            "end",
            "the index after the last one, as in `end = 4`",
            reader.errors,
        );
        let end = end.and_then(|entry| value::signed(entry.value, "`end`", reader.errors));
        let axis = keys::axis(table, reader);
        let layer = || Ok(Self::new(start?, end?, axis?));
        Outcome::of(layer(), table, inputs, reader)
    }
}
