//! Sums and products of two tensors of eight bits.

use xornet_core::quantized::{self, Add, AddFactors, Operation, Quantization, Rounding, limits};
use xornet_core::{LayerKind, Shape};

use super::Setting;
use super::factors::OwnedFactors;
use super::products::{clamp, expect};
use crate::layer::Kind;
use crate::{Activation, Attribute, InvalidNetwork};

/// The sum or the product of two tensors of eight bits, element by element.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The same operation on floating-point numbers, for its shapes.
    pub(super) shapes: crate::Merge<f32>,
    kind: LayerKind,
    inputs: [Quantization; 2],
    setting: Setting,
    form: Form,
}

/// The factors of an operation.
#[derive(Clone, Debug, PartialEq)]
enum Form {
    Add(AddFactors),
    Multiply(OwnedFactors),
}

impl Merge {
    /// Makes an operation, `Add` or `Multiply`, on inputs with these quantizations.
    ///
    /// # Errors
    ///
    /// If the kind is not one of these, if the activation does not exist in such a layer, or if a number would overflow.
    pub fn new(
        kind: LayerKind,
        activation: Activation<i8>,
        rounding: Rounding,
        inputs: [Quantization; 2],
        output: Quantization,
    ) -> Result<Self, InvalidNetwork> {
        let shapes = crate::Merge::new(kind, Activation::Linear)?;
        clamp(activation).map_err(|message| InvalidNetwork::new("activation", message))?;
        let too_small = || {
            let message = format!(
                "the scale of the output of `{}` is too far from those of its inputs",
                kind.name()
            );
            InvalidNetwork::new("quantization", message)
        };
        let form = match kind {
            LayerKind::Add => {
                let factors = match rounding {
                    Rounding::Single => AddFactors::single(inputs, output),
                    _ => AddFactors::double(inputs, output),
                };
                Form::Add(factors.ok_or_else(too_small)?)
            }
            LayerKind::Multiply => {
                let [a, b] = inputs.map(|input| input.scale);
                let wide = f64::from(a) * f64::from(b) / f64::from(output.scale);
                let factors =
                    OwnedFactors::new(rounding, [(wide, a * b / output.scale)].into_iter());
                factors.check(&[256 * 256]).map_err(|_| too_small())?;
                Form::Multiply(factors)
            }
            _ => {
                let message = format!("{} does not exist in eight bits", kind.name());
                return Err(InvalidNetwork::new("layers", message));
            }
        };
        Ok(Self {
            shapes,
            kind,
            inputs,
            setting: Setting {
                rounding,
                input: inputs[0],
                output,
                activation,
            },
            form,
        })
    }

    pub(super) fn kind(&self) -> LayerKind {
        self.kind
    }

    pub(super) fn setting(&self) -> &Setting {
        &self.setting
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        vec![("quantization", Attribute::Quantization(self.setting.output))]
    }

    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        expect(inputs, &self.inputs)?;
        Ok(Some(self.setting.output))
    }

    pub(super) fn reference(&self, inputs: &[Shape]) -> quantized::Merge<'_> {
        // The builder has checked that the layer takes inputs of these shapes.
        let shape = self.shapes.output(inputs).unwrap_or(inputs[0]);
        let [a, b] = self.inputs.map(|input| input.zero_point);
        let output = self.setting.output;
        let operation = match &self.form {
            Form::Add(factors) => Operation::Add(Add::new(
                *factors,
                [a, b, output.zero_point],
                limits(self.setting.clamp().unwrap_or_default(), output),
            )),
            Form::Multiply(factors) => Operation::Multiply(quantized::Multiply::new(
                [a, b],
                self.setting.rescale(factors),
            )),
        };
        quantized::Merge::new(shape.axes(), operation)
    }
}
