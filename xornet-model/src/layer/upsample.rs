//! Repetitions of each position, the nearest neighbour in a larger image.

use xornet_core::{LayerKind, Shape};

use super::stream::{Streamed, needs_the_end};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, keys};
use crate::{Float, InvalidNetwork, WIDTH_LIMIT};

/// A repetition of each position of a sequence or of an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Upsample<T> {
    size: [usize; 2],
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> Upsample<T> {
    /// Makes the layer: the repetitions along the height and the width. A sequence is repeated as often as the width.
    ///
    /// # Errors
    ///
    /// If a number is zero or beyond the limit.
    pub fn new(size: [usize; 2]) -> Result<Self, InvalidNetwork> {
        if size.iter().any(|size| !(1..=WIDTH_LIMIT).contains(size)) {
            let message = format!("an upsample layer has a size of {size:?}");
            return Err(InvalidNetwork::new("layers", message));
        }
        Ok(Self {
            size,
            numbers: std::marker::PhantomData,
        })
    }

    /// Returns the height, the width and the channels of an input, and the repetitions.
    fn sizes(&self, input: &Shape) -> Result<([usize; 3], [usize; 2]), Misfit> {
        match *input.axes() {
            [time, channels] => Ok(([1, time, channels], [1, self.size[1]])),
            [height, width, channels] => Ok(([height, width, channels], self.size)),
            _ => Err(Misfit::new(
                "expected a sequence, [time, channels], or an image, [height, width, channels]",
            )),
        }
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> Upsample<U> {
        Upsample {
            size: self.size,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T: Float> Kind<T> for Upsample<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Upsample
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let ([height, width, channels], [rows, columns]) = self.sizes(&inputs[0])?;
        if inputs[0].rank() == 2 && self.size[0] != self.size[1] {
            let error =
                Misfit::new("a sequence has one axis to repeat, so that `size` is one number");
            return Err(error.at("size"));
        }
        let axes = [height * rows, width * columns, channels];
        let shape = Shape::new(&axes[3 - inputs[0].rank()..]);
        shape.ok_or_else(|| Misfit::new("the output would be too large").at("size"))
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        needs_the_end(inputs)?;
        self.output(inputs).map(Streamed::of)
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        vec![("size", Attribute::axes(&self.size))]
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let ([height, width, channels], size) =
            self.sizes(&inputs[0]).unwrap_or(([1; 3], self.size));
        let layer = xornet_core::Upsample::new([height, width], size, channels);
        xornet_core::Layer::Upsample(layer)
    }
}

impl<T: Float> ReadLayer<T> for Upsample<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["size"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let expected = "the number of repetitions, as in `size = 2`";
        let size = table.require("size", expected, reader.errors);
        let layer = size.and_then(|entry| {
            let array = entry.value.get_ref().as_array();
            let dimensions = match inputs[0].known.shape {
                Ok(shape) if shape.rank() == 2 => 1,
                // After an error of an earlier layer, the array itself is all that is known.
                Err(_) if array.is_some_and(|array| array.len() == 1) => 1,
                _ => 2,
            };
            let [height, width] = keys::sizes(dimensions, &entry, "size", reader)?;
            let height = if dimensions == 1 { width } else { height };
            Self::new([height, width])
                .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome::of(layer, table, inputs, reader)
    }
}
