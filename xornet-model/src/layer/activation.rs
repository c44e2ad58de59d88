//! Activation layers.

use xornet_core::{LayerKind, Shape};

use super::{Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, activation};
use crate::{Activation, Float};

impl<T: Float> Kind<T> for Activation<T> {
    fn kind(&self) -> LayerKind {
        LayerKind::Activation
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        Ok(inputs[0])
    }

    fn activation(&self) -> Self {
        *self
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::OneToOne
    }

    fn works_in_place(&self) -> bool {
        true
    }

    fn reference(&self, _: &[Shape]) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Activation(*self)
    }
}

impl<T: Float> ReadLayer<T> for Activation<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["activation"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let expected = "a name, as in `activation = \"softmax\"`";
        let entry = table.require("activation", expected, reader.errors);
        Outcome {
            layer: entry.and_then(|entry| activation::read(entry.value, reader.errors)),
            output: inputs[0].known,
        }
    }
}
