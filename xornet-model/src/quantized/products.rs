//! What layers with weights have in common: the weights and biases, and the step from sums to outputs.

use xornet_core::LayerKind;
use xornet_core::quantized::{Clamp, Quantization, Rescale, Rounding, limits};

use super::factors::OwnedFactors;

use crate::layer::Parameter;
use crate::{Activation, Attribute, InvalidNetwork, WIDTH_LIMIT};

/// What a layer's sums become, and what its integers stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// The rounding of the network.
    pub rounding: Rounding,
    /// What the integers of the input stand for.
    pub input: Quantization,
    /// What the integers of the output stand for.
    pub output: Quantization,
    /// The activation that is applied to the sums: `Linear`, `Relu` or `Relu6`.
    pub activation: Activation<i8>,
}

/// The numbers of a layer with weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// The weights, whose last axis are the units or filters.
    pub weights: Vec<i8>,
    /// The scales of the weights: one per unit or filter, or one for all.
    pub scales: Vec<f32>,
    /// The biases, in units of the input's scale times that of the weight; zeros if there are none.
    pub biases: Option<Vec<i32>>,
}

/// The numbers and the setting of a layer with weights, whose sums cannot overflow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Products {
    pub(super) weights: Vec<i8>,
    pub(super) biases: Vec<i32>,
    biased: bool,
    scales: Vec<f32>,
    factors: OwnedFactors,
    setting: Setting,
}

impl Setting {
    /// Returns the activation as a limit, or an error if it is none.
    pub(super) fn clamp(&self) -> Result<Clamp, String> {
        clamp(self.activation)
    }

    /// Returns the step from sums to outputs.
    pub(super) fn rescale<'f>(&self, factors: &'f OwnedFactors) -> Rescale<'f> {
        let clamp = self.clamp().unwrap_or_default();
        let output = self.output;
        Rescale::new(
            factors.as_reference(),
            output.zero_point,
            limits(clamp, output),
        )
    }
}

/// Returns an activation as a limit, or an error if it is none.
pub(super) fn clamp(activation: Activation<i8>) -> Result<Clamp, String> {
    match activation {
        Activation::Linear => Ok(Clamp::Linear),
        Activation::Relu => Ok(Clamp::Relu),
        Activation::Relu6 => Ok(Clamp::Relu6),
        Activation::Sigmoid | Activation::Tanh | Activation::Softmax => Err(format!(
            "`{}` in eight bits is a layer of its own",
            activation.name()
        )),
        _ => Err(format!(
            "`{}` does not exist in eight bits",
            activation.name()
        )),
    }
}

impl Products {
    /// Takes the numbers of a layer of so many units or filters. `per_tensor` tells whether the factors of a single scale are
    /// a product in single precision first, as in TensorFlow Lite's fully connected layers.
    pub(super) fn new(
        kind: LayerKind,
        channels: usize,
        Weights {
            weights,
            scales,
            biases,
        }: Weights,
        setting: Setting,
        per_tensor: bool,
    ) -> Result<Self, InvalidNetwork> {
        let invalid = |key, message: String| Err(InvalidNetwork::new(key, message));
        let name = kind.name();
        let biased = biases.is_some();
        let biases = biases.unwrap_or_else(|| vec![0; channels]);
        if channels == 0
            || channels > WIDTH_LIMIT
            || weights.is_empty()
            || weights.len() % channels != 0
            || biases.len() != channels
            || ![1, channels].contains(&scales.len())
        {
            return invalid(
                "weights",
                format!(
                    "a {name} layer of {channels} channels has {} weights, {} scales and {} biases",
                    weights.len(),
                    scales.len(),
                    biases.len()
                ),
            );
        }
        if let Some(scale) = scales.iter().find(|scale| !is_scale(**scale)) {
            return invalid(
                "weight_scales",
                format!("a {name} layer has a scale of {scale:?}, which is not a positive number"),
            );
        }
        if let Err(message) = setting.clamp() {
            return invalid("activation", message);
        }
        let Setting {
            input,
            output,
            rounding,
            ..
        } = setting;
        let factors = OwnedFactors::new(
            rounding,
            scales.iter().map(|&scale| {
                let (wide, to) = (f64::from(input.scale) * f64::from(scale), output.scale);
                let wide = match scales.len() == 1 && per_tensor {
                    true => f64::from(input.scale * scale),
                    false => wide,
                };
                (wide / f64::from(to), input.scale * scale / to)
            }),
        );
        let reach = 128 + i64::from(input.zero_point).abs();
        let mut largest: Vec<_> = biases.iter().map(|&bias| i64::from(bias).abs()).collect();
        for row in weights.chunks(channels) {
            for (sum, &weight) in largest.iter_mut().zip(row) {
                *sum += i64::from(weight).abs() * reach;
            }
        }
        if let Some(channel) = largest.iter().position(|&sum| sum > i64::from(i32::MAX)) {
            let message = format!(
                "the sum of channel {channel} of a {name} layer may reach {}, which 32 bits cannot hold",
                largest[channel]
            );
            return Err(InvalidNetwork::new("biases", message)
                .label("expected a smaller bias, or smaller or fewer weights"));
        }
        if let Err(message) = factors.check(&largest) {
            return Err(InvalidNetwork::new("quantization", message)
                .label("expected a scale that is nearer to that of the sums"));
        }
        Ok(Self {
            weights,
            biases,
            biased,
            scales,
            factors,
            setting,
        })
    }

    /// Returns the setting.
    pub(super) fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Returns the step from sums to outputs.
    pub(super) fn rescale(&self) -> Rescale<'_> {
        self.setting.rescale(&self.factors)
    }

    /// Returns the weights and biases; `shape` is that of the weights in the file.
    pub(super) fn parameters(&self, shape: Vec<usize>) -> Vec<Parameter<'_>> {
        vec![
            Parameter {
                key: "weights",
                shape,
                numbers: crate::Numbers::I8(&self.weights),
                given: true,
            },
            Parameter::vector("biases", &self.biases, self.biased),
        ]
    }

    /// Returns the scales of the weights and the quantization of the output, as keys of the file.
    pub(super) fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        vec![
            ("weight_scales", Attribute::Scales(self.scales.clone())),
            ("quantization", Attribute::Quantization(self.setting.output)),
        ]
    }

    /// Returns the quantization of the output, or an error if the input has another one than the layer was made for.
    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        expect(inputs, &[self.setting.input])?;
        Ok(Some(self.setting.output))
    }
}

/// Returns whether a scale is a positive number, neither subnormal nor infinite.
pub(super) fn is_scale(scale: f32) -> bool {
    Quantization {
        scale,
        zero_point: 0,
    }
    .is_valid()
}

/// Returns an error if inputs have other quantizations than a layer was made for.
pub(super) fn expect(
    inputs: &[Quantization],
    expected: &[Quantization],
) -> Result<(), InvalidNetwork> {
    if inputs == expected {
        return Ok(());
    }
    Err(InvalidNetwork::new(
        "layers",
        "a layer takes an input with another quantization than it was made for",
    ))
}
