//! Activations as layers of eight bits.

use xornet_core::quantized;
use xornet_core::quantized::{
    ClampLayer, Curve, INTEGERS, Lookup, Quantization, Rounding, Softmax,
};

use super::Setting;
use super::factors::OwnedFactors;
use super::products::expect;
use crate::{Activation, Attribute, InvalidNetwork};

/// An activation as a layer of eight bits.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivationLayer {
    setting: Setting,
    /// The quantization of the output that the file need not have.
    default: Quantization,
    form: Form,
}

/// The way in which an activation is computed.
#[derive(Clone, Debug, PartialEq)]
enum Form {
    Table(Box<[i8; INTEGERS]>),
    Clamp(OwnedFactors),
    Softmax(Softmax),
}

impl ActivationLayer {
    /// The activations that are layers in eight bits.
    pub(super) const NAMES: [&'static str; 5] = ["sigmoid", "tanh", "softmax", "relu", "relu6"];

    /// Makes a layer for inputs with this quantization. The output has the one that is usual, unless there is another.
    ///
    /// # Errors
    ///
    /// If the activation does not exist in eight bits, if `softmax` is given another quantization than its own, or if a
    /// number would overflow.
    pub fn new(
        activation: Activation<i8>,
        rounding: Rounding,
        input: Quantization,
        output: Option<Quantization>,
    ) -> Result<Self, InvalidNetwork> {
        let curve = match activation {
            Activation::Sigmoid => Some(Curve::Sigmoid),
            Activation::Tanh => Some(Curve::Tanh),
            _ => None,
        };
        let default = match (curve, activation) {
            (Some(curve), _) => curve.output(),
            (None, Activation::Softmax) => Softmax::OUTPUT,
            _ => input,
        };
        let output = output.unwrap_or(default);
        let setting = Setting {
            rounding,
            input,
            output,
            activation,
        };
        let form = match (curve, activation) {
            (Some(curve), _) => Form::Table(Box::new(curve.table(input, output))),
            (None, Activation::Softmax) => {
                if output != Softmax::OUTPUT {
                    let message = format!(
                        "the output of softmax has the quantization {}",
                        Softmax::OUTPUT
                    );
                    return Err(InvalidNetwork::new("quantization", message));
                }
                // Below, the multiplier of differences would be less than one.
                if input.scale <= 1.0 / (1 << 26) as f32 {
                    let message = "the scale of the input of softmax is too small";
                    return Err(InvalidNetwork::new("activation", message));
                }
                Form::Softmax(Softmax::new(input.scale))
            }
            _ => {
                Self::exists(activation)?;
                let single = input.scale / output.scale;
                let factor = (f64::from(single), single);
                // The runtimes of both roundings compute these layers with two.
                let factors = OwnedFactors::new(Rounding::Double, [factor].into_iter());
                if let Err(message) = factors.check(&[256]) {
                    return Err(InvalidNetwork::new("quantization", message));
                }
                Form::Clamp(factors)
            }
        };
        Ok(Self {
            setting,
            default,
            form,
        })
    }

    /// Returns an error if an activation is not a layer in eight bits.
    pub(super) fn exists(activation: Activation<i8>) -> Result<(), InvalidNetwork> {
        if Self::NAMES.contains(&activation.name()) {
            return Ok(());
        }
        let message = format!("`{}` does not exist in eight bits", activation.name());
        let label = format!("expected one of {}", crate::suggest_list(&Self::NAMES));
        Err(InvalidNetwork::new("activation", message).label(label))
    }

    /// Returns the activation.
    #[must_use]
    pub fn activation(&self) -> Activation<i8> {
        self.setting.activation
    }

    pub(super) fn setting(&self) -> &Setting {
        &self.setting
    }

    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let output = self.setting.output;
        match output == self.default {
            true => Vec::new(),
            false => vec![("quantization", Attribute::Quantization(output))],
        }
    }

    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        expect(inputs, &[self.setting.input])?;
        Ok(Some(self.setting.output))
    }

    pub(super) fn reference(&self) -> quantized::Layer<'_> {
        match &self.form {
            Form::Table(table) => quantized::Layer::Lookup(Lookup::new(table)),
            Form::Softmax(softmax) => quantized::Layer::Softmax(*softmax),
            Form::Clamp(factors) => quantized::Layer::Clamp(ClampLayer::new(
                self.setting.input.zero_point,
                self.setting.rescale(factors),
            )),
        }
    }
}
