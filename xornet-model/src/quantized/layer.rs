use xornet_core::quantized::{Quantization, Rounding};
use xornet_core::{LayerKind, Shape, quantized};

use super::{ActivationLayer, Code, Convolution, Dense, Mean, Merge, Same, WindowLayer, read};
use crate::layer::{
    Arity, Internals, Kind, LayerType, Lowered, Misfit, NetworkLayer, Parameter, Streamed, Written,
    without_stream,
};
use crate::plan::PlanContext;
use crate::{Activation, Attribute, Connections, Frames, InvalidNetwork};

/// A layer of a network of eight bits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Layer {
    /// A fully connected layer on the last axis.
    Dense(Dense),
    /// A convolution over one axis or two, with channels last.
    Convolution(Convolution),
    /// The average of each channel, with a quantization of its own.
    Mean(Mean),
    /// An activation as a layer of its own.
    Activation(ActivationLayer),
    /// The sum or the product of two tensors.
    Merge(Merge),
    /// A layer that keeps the quantization of its inputs.
    Same(Same),
    /// The last frames of a stream.
    Window(WindowLayer),
}

impl Layer {
    /// Returns the layer of floating-point numbers that has the same keys and shapes, if there is one.
    fn shapes(&self) -> Option<&dyn Kind<f32>> {
        match self {
            Self::Mean(layer) => Some(&layer.pool),
            Self::Merge(layer) => Some(&layer.shapes),
            Self::Same(layer) => Some(layer.layer.as_kind()),
            Self::Dense(_) | Self::Convolution(_) | Self::Activation(_) | Self::Window(_) => None,
        }
    }

    /// Returns the rounding that the layer was made for, if it has one.
    fn rounding(&self) -> Option<Rounding> {
        match self {
            Self::Dense(layer) => Some(layer.products.setting().rounding),
            Self::Convolution(layer) => Some(layer.products.setting().rounding),
            Self::Activation(layer) => Some(layer.setting().rounding),
            Self::Merge(layer) => Some(layer.setting().rounding),
            Self::Mean(layer) => Some(layer.rounding),
            Self::Same(_) | Self::Window(_) => None,
        }
    }

    fn output_of(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        match self {
            Self::Dense(layer) => layer.output(inputs),
            Self::Convolution(layer) => layer.geometry.output(&inputs[0]),
            Self::Activation(_) => Ok(inputs[0]),
            Self::Window(_) => Err(without_stream()),
            Self::Mean(layer) => layer.pool.output(inputs),
            Self::Merge(layer) => layer.shapes.output(inputs),
            Self::Same(layer) => layer.layer.as_kind().output(inputs),
        }
    }

    fn streamed_of(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        match (self, self.shapes()) {
            (Self::Convolution(layer), _) => layer.geometry.streamed(&inputs[0]),
            (Self::Window(layer), _) => layer.frames.windows(&inputs[0]),
            (_, Some(shapes)) => shapes.streamed(inputs),
            (_, None) => self.output_of(inputs).map(Streamed::of),
        }
    }

    /// Checks the number of inputs.
    fn check_count(&self, inputs: &[Shape]) -> Result<(), InvalidNetwork> {
        let fits = match read::arity(self.kind()) {
            Arity::One => inputs.len() == 1,
            Arity::Two => inputs.len() == 2,
            Arity::Several => inputs.len() > 1,
        };
        match fits {
            true => Ok(()),
            false => Err(InvalidNetwork::new(
                "layers",
                format!(
                    "a {} layer cannot take {} inputs",
                    self.kind().name(),
                    inputs.len()
                ),
            )),
        }
    }
}

impl NetworkLayer<i8> for Layer {
    fn kind(&self) -> LayerKind {
        match (self, self.shapes()) {
            (Self::Dense(_), _) => LayerKind::Dense,
            (Self::Convolution(layer), _) => layer.geometry.kind,
            (Self::Merge(layer), _) => layer.kind(),
            (Self::Window(_), _) => LayerKind::Window,
            (_, Some(shapes)) => shapes.kind(),
            (_, None) => LayerKind::Activation,
        }
    }

    fn activation(&self) -> Activation<i8> {
        match self {
            Self::Dense(layer) => layer.products.setting().activation,
            Self::Convolution(layer) => layer.products.setting().activation,
            Self::Activation(layer) => layer.activation(),
            Self::Merge(layer) => layer.setting().activation,
            Self::Mean(_) | Self::Same(_) | Self::Window(_) => Activation::Linear,
        }
    }

    fn activations(&self) -> Vec<Written<i8>> {
        let is_layer = matches!(self, Self::Activation(_));
        let has_key =
            is_layer || matches!(self, Self::Dense(_) | Self::Convolution(_) | Self::Merge(_));
        let activation = self.activation();
        let written = has_key.then_some(Written {
            key: "activation",
            activation,
            is_default: activation == Activation::Linear && !is_layer,
        });
        written.into_iter().collect()
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        match self {
            Self::Dense(layer) => layer.attributes(),
            Self::Convolution(layer) => layer.attributes(),
            Self::Mean(layer) => layer.attributes(),
            Self::Activation(layer) => layer.attributes(),
            Self::Merge(layer) => layer.attributes(),
            Self::Same(layer) => layer.layer.attributes(),
            Self::Window(layer) => layer.frames.written(),
        }
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        match self {
            Self::Dense(layer) => layer.parameters(),
            Self::Convolution(layer) => layer.parameters(),
            _ => Vec::new(),
        }
    }

    fn connections(&self) -> Connections<'_, i8> {
        match self {
            Self::Dense(layer) => layer.connections(),
            Self::Activation(_) => Connections::OneToOne,
            Self::Same(layer) if layer.is_reshape() => Connections::OneToOne,
            _ => Connections::Other,
        }
    }

    fn reference(&self, inputs: &[Shape]) -> quantized::Layer<'_> {
        match self {
            Self::Dense(layer) => quantized::Layer::Dense(layer.reference()),
            Self::Convolution(layer) => quantized::Layer::Convolution(layer.reference(inputs)),
            Self::Mean(layer) => quantized::Layer::Mean(layer.reference(inputs)),
            Self::Activation(layer) => layer.reference(),
            Self::Merge(layer) => quantized::Layer::Merge(layer.reference(inputs)),
            Self::Same(layer) => layer.reference(inputs),
            Self::Window(layer) => quantized::Layer::Frames(layer.reference(inputs)),
        }
    }
}

impl Internals<i8> for Layer {
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        self.check_count(inputs)?;
        let output = self.output_of(inputs);
        output.map_err(|misfit| misfit.invalid(self.kind(), inputs))
    }

    fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        match self {
            Self::Dense(layer) => layer.products.quantization(inputs),
            Self::Convolution(layer) => layer.products.quantization(inputs),
            Self::Mean(layer) => layer.quantization(inputs),
            Self::Activation(layer) => layer.quantization(inputs),
            Self::Merge(layer) => layer.quantization(inputs),
            Self::Same(layer) => layer.quantization(inputs),
            Self::Window(layer) => layer.quantization(inputs),
        }
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, InvalidNetwork> {
        self.check_count(inputs)?;
        let streamed = self.streamed_of(inputs);
        streamed.map_err(|misfit| misfit.invalid(self.kind(), inputs))
    }

    fn lowered(&self, inputs: &[Shape]) -> Lowered<i8> {
        let lowered = match self {
            Self::Convolution(layer) => layer.lowered(inputs),
            Self::Same(layer) => {
                let lowered = layer.layer.as_kind().lowered(inputs);
                lowered.map(|lowered| {
                    Lowered::of(Self::Same(Same {
                        layer: lowered.layer,
                    }))
                })
            }
            _ => None,
        };
        lowered.unwrap_or_else(|| Lowered::of(self.clone()))
    }

    fn frames(frames: Frames<i8>, quantization: Option<Quantization>) -> Self {
        // All values of a network of eight bits have one.
        let none = Quantization {
            scale: 1.0,
            zero_point: 0,
        };
        Self::Window(WindowLayer::new(frames, quantization.unwrap_or(none)))
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        match self {
            Self::Dense(layer) => layer.macs(inputs),
            Self::Convolution(layer) => layer.geometry.macs(&inputs[0]),
            _ => 0,
        }
    }

    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        match self.shapes() {
            Some(shapes) => shapes.steps(inputs, output),
            None => self.macs(inputs).max(output.count()),
        }
    }

    fn memory(&self) -> usize {
        0
    }

    fn state(&self, inputs: &[Shape]) -> usize {
        match self {
            Self::Window(layer) => layer.frames.numbers(&inputs[0]),
            _ => 0,
        }
    }

    fn works_in_place(&self) -> bool {
        match self {
            Self::Activation(_) => true,
            Self::Same(layer) => layer.is_reshape(),
            _ => false,
        }
    }

    fn straight_line_length(&self, _: &[Shape]) -> usize {
        0
    }

    fn check(&self, rounding: Rounding) -> Result<(), InvalidNetwork> {
        match self.rounding() {
            Some(other) if other != rounding => {
                let message = "a layer was made for another rounding than the network has";
                Err(InvalidNetwork::new("rounding", message))
            }
            _ => Ok(()),
        }
    }

    fn plan<'n>(&'n self, context: &PlanContext) -> Code<'n> {
        Code::plan(self, context)
    }

    fn named(name: &str) -> Option<LayerType<i8>> {
        read::named(name)
    }

    fn names() -> Vec<&'static str> {
        read::names()
    }
}
