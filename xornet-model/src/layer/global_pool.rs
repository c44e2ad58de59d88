//! Global pools: the maximum or the average of each channel.

use xornet_core::{LayerKind, Shape};

use super::stream::{Streamed, needs_the_end};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer};
use crate::document::Table;
use crate::read::{Reader, value};
use crate::{Float, InvalidNetwork};

/// The maximum or the average of each channel, over all positions.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalPool<T> {
    kind: LayerKind,
    keep_dims: bool,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> GlobalPool<T> {
    /// Makes a global pool. The output is a vector, or has axes of length one in place of those that are gone if
    /// `keep_dims` is set.
    ///
    /// # Errors
    ///
    /// If the kind is not a global pool.
    pub fn new(kind: LayerKind, keep_dims: bool) -> Result<Self, InvalidNetwork> {
        match kind {
            LayerKind::GlobalMaxPool | LayerKind::GlobalAveragePool => Ok(Self {
                kind,
                keep_dims,
                numbers: std::marker::PhantomData,
            }),
            _ => Err(InvalidNetwork::new(
                "layers",
                format!("{} is not a global pool", kind.name()),
            )),
        }
    }
}

impl<T> GlobalPool<T> {
    /// Returns whether the output has axes of length one in place of those that are gone.
    #[must_use]
    pub fn keep_dims(&self) -> bool {
        self.keep_dims
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> GlobalPool<U> {
        GlobalPool {
            kind: self.kind,
            keep_dims: self.keep_dims,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T: Float> Kind<T> for GlobalPool<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let input = &inputs[0];
        let mut axes = vec![1; input.rank()];
        axes[input.rank() - 1] = input.channels();
        let kept = if self.keep_dims { 0 } else { input.rank() - 1 };
        match Shape::new(&axes[kept..]) {
            Some(shape) if input.rank() > 1 => Ok(shape),
            _ => Err(Misfit::new(
                "expected a sequence, [time, channels], or an image, [height, width, channels]",
            )),
        }
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        needs_the_end(inputs)?;
        self.output(inputs).map(Streamed::of)
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        match self.keep_dims {
            true => vec![("keep_dims", Attribute::Boolean(true))],
            false => Vec::new(),
        }
    }

    fn steps(&self, inputs: &[Shape], _: &Shape) -> usize {
        inputs[0].count()
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        let channels = inputs[0].channels();
        xornet_core::Layer::GlobalPool(xornet_core::GlobalPool::new(self.kind, channels))
    }
}

impl<T: Float> ReadLayer<T> for GlobalPool<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["keep_dims"]
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let keep_dims = match table.get("keep_dims") {
            None => Ok(false),
            Some(entry) => value::boolean(entry.value, "`keep_dims`", reader.errors),
        };
        let layer = keep_dims.and_then(|keep_dims| {
            Self::new(kind, keep_dims)
                .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome::of(layer, table, inputs, reader)
    }
}
