//! Activation layers.

use xornet_core::Shape;

use super::{Connections, Kind, Known, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, activation};
use crate::{Activation, Float, InvalidNetwork};

impl<T: Float> Kind<T> for Activation<T> {
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        InvalidNetwork::one_input(inputs)
    }

    fn activation(&self) -> Self {
        *self
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::OneToOne
    }

    fn reference(&self) -> xornet_core::Layer<'_, T> {
        xornet_core::Layer::Activation(*self)
    }
}

impl<T: Float> ReadLayer<T> for Activation<T> {
    const KEYS: &'static [&'static str] = &["type", "activation"];

    fn read(table: &Table<'_, '_>, inputs: &[Known], reader: &mut Reader<'_, '_>) -> Outcome<Self> {
        let expected = "a name, as in `activation = \"softmax\"`";
        let entry = table.require("activation", expected, reader.errors);
        Outcome {
            layer: entry.and_then(|entry| activation::read(entry.value, reader.errors)),
            output: inputs[0],
        }
    }
}
