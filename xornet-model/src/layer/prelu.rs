//! Linear functions below zero, with a slope per channel.

use xornet_core::{LayerKind, Shape};

use super::tensors::{finite, other_channels};
use super::{Connections, Input, Kind, Misfit, Outcome, Parameter, ReadLayer};
use crate::document::Table;
use crate::read::Reader;
use crate::read::tensor::slopes;
use crate::{Float, InvalidNetwork};

/// A linear function below zero, with a slope per channel, or one slope for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Prelu<T> {
    slopes: Vec<T>,
}

impl<T: Float> Prelu<T> {
    /// Makes a layer with a slope per channel, or with one slope.
    ///
    /// # Errors
    ///
    /// If there are no slopes, or if one is not finite.
    pub fn new(slopes: Vec<T>) -> Result<Self, InvalidNetwork> {
        if slopes.is_empty() {
            return Err(InvalidNetwork::new("layers", "a prelu layer has no slopes"));
        }
        finite(LayerKind::Prelu, slopes.iter())?;
        Ok(Self { slopes })
    }

    /// Returns the slopes.
    #[must_use]
    pub fn slopes(&self) -> &[T] {
        &self.slopes
    }
}

impl<T: Float> Kind<T> for Prelu<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Prelu
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        match [1, inputs[0].channels()].contains(&self.slopes.len()) {
            true => Ok(inputs[0]),
            false => Err(other_channels(self.slopes.len())),
        }
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        vec![Parameter::vector("slopes", &self.slopes, true)]
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::OneToOne
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Prelu(xornet_core::Prelu::new(&self.slopes))
    }
}

impl<T: Float> ReadLayer<T> for Prelu<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["slopes"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let output = inputs[0].known;
        let channels = output.shape.map(|shape| shape.channels());
        let layer = slopes(table, channels, reader).and_then(|slopes| {
            Self::new(slopes).map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome { layer, output }
    }
}
