//! Normalisations: folded into the layer before, or layers with weights of their own.

use xornet_model::{Activation, BatchNorm, Float, LayerKind, Padding, Window};

use super::draft::{Form, Operation, Product, Source};
use super::lower::{Context, Lowering, wide};

/// The maximal number of weights of a dense layer that a `batch_norm` of vectors becomes.
const MAX_WEIGHTS: usize = 1 << 12;

impl Lowering {
    /// Folds a normalisation into the layer before it; returns whether that is possible.
    pub(super) fn fold<T: Float>(&mut self, context: &Context, layer: &BatchNorm<T>) -> bool {
        let input = context.inputs[0];
        let maker = self
            .draft
            .pieces
            .iter_mut()
            .find(|piece| piece.output == input);
        let product = match maker.map(|piece| &mut piece.operation) {
            Some(Operation::Product(product)) if product.activation == Activation::Linear => {
                product
            }
            _ => return false,
        };
        let scale = wide(layer.scale());
        for (index, weight) in product.weights.iter_mut().enumerate() {
            *weight *= scale[index % scale.len()];
        }
        for ((bias, scale), shift) in product.biases.iter_mut().zip(&scale).zip(layer.shift()) {
            *bias = *bias * scale + shift.to_wide();
        }
        self.draft.values[input].source = Source::Sums(context.index);
        true
    }

    /// Makes a layer with weights of a normalisation that follows none: one weight for each channel.
    pub(super) fn alone<T: Float>(
        &self,
        context: &Context,
        layer: &BatchNorm<T>,
    ) -> Result<Operation, (String, &'static str)> {
        let channels = layer.scale().len();
        let kind = match (context.shape.rank(), self.draft.stream) {
            (1, false) => None,
            (3, _) => Some(LayerKind::Conv2d),
            _ => Some(LayerKind::Conv1d),
        };
        let (form, weights) = match kind {
            Some(kind) => (
                Form::Convolution {
                    kind,
                    window: Window {
                        size: [1, 1],
                        strides: [1, 1],
                        dilation: [1, 1],
                        padding: match self.draft.stream && context.shape.rank() == 1 {
                            true => Padding::Causal,
                            false => Padding::Valid,
                        },
                    },
                    channels: [channels; 3],
                },
                wide(layer.scale()),
            ),
            None if channels.saturating_mul(channels) > MAX_WEIGHTS => {
                return Err((
                    format!(
                        "a `batch_norm` of {channels} numbers that follows no layer with weights is too large for eight bits"
                    ),
                    "put it behind a `dense` layer, or fold it into the samples",
                ));
            }
            None => {
                let mut weights = vec![0.0; channels * channels];
                for (channel, scale) in layer.scale().iter().enumerate() {
                    weights[channel * (channels + 1)] = scale.to_wide();
                }
                (
                    Form::Dense {
                        inputs: channels,
                        units: channels,
                    },
                    weights,
                )
            }
        };
        Ok(Operation::Product(Product {
            form,
            weights,
            biases: wide(layer.shift()),
            activation: Activation::Linear,
        }))
    }
}
