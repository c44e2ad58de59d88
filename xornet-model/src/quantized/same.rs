//! Layers that keep the quantization of their inputs.

use xornet_core::quantized::Quantization;
use xornet_core::{LayerKind, Shape, quantized};

use crate::{Float, InvalidNetwork};

/// A layer that moves, compares or averages integers and keeps what they stand for: a pool, another shape, a range, a
/// repetition, or several tensors one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Same {
    /// The same layer of floating-point numbers, for its keys and shapes.
    pub(super) layer: crate::Layer<f32>,
}

impl Same {
    /// Takes the keys and shapes of a layer of floating-point numbers.
    ///
    /// # Errors
    ///
    /// If the layer is not one of those.
    pub fn new(layer: crate::Layer<f32>) -> Result<Self, InvalidNetwork> {
        let includes_padding = matches!(
            &layer,
            crate::Layer::Pool(pool) if pool.includes_padding()
        );
        match layer {
            _ if includes_padding => Err(InvalidNetwork::new(
                "include_padding",
                "averages of eight bits leave the padding out",
            )),
            crate::Layer::Pool(_)
            | crate::Layer::GlobalPool(_)
            | crate::Layer::Reshape(_)
            | crate::Layer::Slice(_)
            | crate::Layer::Upsample(_)
            | crate::Layer::Concatenate(_) => Ok(Self { layer }),
            other => Err(InvalidNetwork::new(
                "layers",
                format!(
                    "a {} layer has a quantization of its own",
                    other.kind().name()
                ),
            )),
        }
    }

    /// Takes the keys and shapes of a layer of a network of either floating-point type.
    ///
    /// # Errors
    ///
    /// If the layer is not one of those.
    pub fn of<T: Float>(layer: &crate::Layer<T>) -> Result<Self, InvalidNetwork> {
        use crate::Layer;
        Self::new(match layer {
            Layer::Pool(layer) => Layer::Pool(layer.cast()),
            Layer::GlobalPool(layer) => Layer::GlobalPool(layer.cast()),
            Layer::Reshape(layer) => Layer::Reshape(layer.cast()),
            Layer::Slice(layer) => Layer::Slice(layer.cast()),
            Layer::Upsample(layer) => Layer::Upsample(layer.cast()),
            Layer::Concatenate(layer) => Layer::Concatenate(layer.cast()),
            other => {
                let message = format!("a {} layer does not move integers", other.kind().name());
                return Err(InvalidNetwork::new("layers", message));
            }
        })
    }

    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        match inputs {
            [first, others @ ..] if others.iter().all(|other| other == first) => Ok(Some(*first)),
            _ => Err(InvalidNetwork::new(
                "layers",
                format!(
                    "a {} layer takes inputs with different quantizations",
                    self.layer.kind().name()
                ),
            )),
        }
    }

    pub(super) fn reference(&self, inputs: &[Shape]) -> quantized::Layer<'_> {
        use xornet_core::Layer;
        match self.layer.reference(inputs) {
            Layer::Pool(layer) => quantized::Layer::Pool(layer),
            Layer::GlobalPool(layer) => quantized::Layer::GlobalPool(layer),
            Layer::Slice(layer) => quantized::Layer::Slice(layer),
            Layer::Upsample(layer) => quantized::Layer::Upsample(layer),
            Layer::Concatenate(layer) => quantized::Layer::Concatenate(layer),
            Layer::Reshape(layer) => quantized::Layer::Reshape(layer),
            // `new` takes no other.
            other => quantized::Layer::Reshape(xornet_core::Reshape::new(other.kind())),
        }
    }

    /// Returns whether the layer only gives its input another shape.
    pub(super) fn is_reshape(&self) -> bool {
        matches!(self.layer.kind(), LayerKind::Flatten | LayerKind::Reshape)
    }
}
