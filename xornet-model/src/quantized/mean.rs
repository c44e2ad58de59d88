//! Global averages with a quantization of their own.

use xornet_core::quantized::{Multiplier, Quantization, Rescale, Rounding};
use xornet_core::{LayerKind, Shape, quantized};

use super::factors::OwnedFactors;
use super::products::expect;
use crate::layer::Kind;
use crate::{Attribute, GlobalPool, InvalidNetwork};

/// The average of each channel over all positions, with a quantization of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Mean {
    pub(super) pool: GlobalPool<f32>,
    input: Quantization,
    output: Quantization,
    pub(super) rounding: Rounding,
    /// The factor of the sums of so many positions.
    factor: OwnedFactors,
}

impl Mean {
    /// Makes the layer for inputs of this shape. The output has axes of length one in place of those that are gone if
    /// `keep_dims` is set.
    ///
    /// # Errors
    ///
    /// If a sum could overflow.
    pub fn new(
        keep_dims: bool,
        shape: &Shape,
        rounding: Rounding,
        input: Quantization,
        output: Quantization,
    ) -> Result<Self, InvalidNetwork> {
        let count = shape.count() / shape.channels();
        let factor = match rounding {
            Rounding::Single => {
                OwnedFactors::Single(vec![input.scale / output.scale / count as f32])
            }
            _ => {
                let factor = Multiplier::new(f64::from(input.scale) / f64::from(output.scale));
                OwnedFactors::Double(vec![factor.divided_by(count)])
            }
        };
        let largest = i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(256);
        if let Err(message) = factor.check(&[largest.min(i64::from(u32::MAX))]) {
            return Err(InvalidNetwork::new("quantization", message));
        }
        Ok(Self {
            pool: GlobalPool::new(LayerKind::GlobalAveragePool, keep_dims)?,
            input,
            output,
            rounding,
            factor,
        })
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let mut attributes = self.pool.attributes();
        attributes.push(("quantization", Attribute::Quantization(self.output)));
        attributes
    }

    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        expect(inputs, &[self.input])?;
        Ok(Some(self.output))
    }

    pub(super) fn reference(&self, inputs: &[Shape]) -> quantized::Mean<'_> {
        quantized::Mean::new(
            inputs[0].channels(),
            self.input.zero_point,
            Rescale::new(
                self.factor.as_reference(),
                self.output.zero_point,
                [i8::MIN, i8::MAX],
            ),
        )
    }
}
