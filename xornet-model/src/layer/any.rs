//! The questions that networks of all number types ask of their layers.

use std::fmt::Debug;

use xornet_core::quantized::{Quantization, Rounding};
use xornet_core::{LayerKind, Scalar, Shape};

use super::{Attribute, Connections, Layer, LayerType, Lowered, Parameter, Streamed, Written};
use crate::plan::{self, PlanContext};
use crate::{Activation, Element, Float, Frames, InvalidNetwork};

/// A layer of a network of any number type.
///
/// This trait is sealed: no other type can implement it.
#[expect(private_bounds, reason = "a bound that is private seals the trait")]
pub trait NetworkLayer<T: Element>: Internals<T> + Clone + Debug + PartialEq {
    /// Returns the kind of the layer.
    fn kind(&self) -> LayerKind;

    /// Returns the activation at the end of the layer.
    fn activation(&self) -> Activation<T>;

    /// Returns the activations that the layer has keys for in a model file.
    fn activations(&self) -> Vec<Written<T>>;

    /// Returns the keys of the layer in a model file, other than activations and tensors, with their values. Keys
    /// whose values are the defaults are left out.
    fn attributes(&self) -> Vec<(&'static str, Attribute)>;

    /// Returns the tensors of the layer, in the order of the model file.
    fn parameters(&self) -> Vec<Parameter<'_>>;

    /// Returns the connections between inputs and outputs.
    fn connections(&self) -> Connections<'_, T>;

    /// Returns the layer as the reference computes it, for inputs of these shapes.
    fn reference(&self, inputs: &[Shape]) -> <T as Scalar>::Layer<'_>;

    /// Returns how many weights and biases the model file has for the layer.
    fn parameter_count(&self) -> usize {
        let given = self.parameters().into_iter().filter(|tensor| tensor.given);
        given.map(|tensor| tensor.numbers.len()).sum()
    }

    /// Returns the bytes of the weights and biases that the model file has for the layer.
    fn parameter_bytes(&self) -> usize {
        let given = self.parameters().into_iter().filter(|tensor| tensor.given);
        given.map(|tensor| tensor.numbers.bytes()).sum()
    }
}

/// The questions that only this crate asks.
pub(crate) trait Internals<T: Element>: Sized {
    /// Returns the shape of the output for inputs of these shapes, or an error if the layer does not take them.
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork>;

    /// Returns what the integers of the output stand for, for inputs with these quantizations, or an error if the layer does
    /// not take them; `None` in networks of floating-point numbers.
    fn quantization(&self, inputs: &[Quantization])
    -> Result<Option<Quantization>, InvalidNetwork>;

    /// Returns what the layer does with the frames of a stream, or an error if it does not take inputs of these shapes.
    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, InvalidNetwork>;

    /// Returns the code of the layer in a step of a stream, for inputs with the shapes of frames.
    fn lowered(&self, inputs: &[Shape]) -> Lowered<T>;

    /// Makes a layer of the last frames of a stream, whose numbers have this quantization.
    fn frames(frames: Frames<T>, quantization: Option<Quantization>) -> Self;

    /// Returns the number of multiply-adds of one forward pass, for inputs of these shapes.
    fn macs(&self, inputs: &[Shape]) -> usize;

    /// Returns the number of steps of one forward pass, for inputs of these shapes: the multiply-adds, or the numbers that
    /// layers without products read or write.
    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize;

    /// Returns how many numbers of memory the layer needs while it runs, other than its inputs and outputs.
    fn memory(&self) -> usize;

    /// Returns how many numbers the layer keeps from one frame of a stream to the next, for inputs of these shapes.
    fn state(&self, inputs: &[Shape]) -> usize;

    /// Returns whether the layer may write its output over its first input, if these have the same length.
    fn works_in_place(&self) -> bool;

    /// Estimates how many statements the layer would have as straight-line code, for inputs of these shapes.
    fn straight_line_length(&self, inputs: &[Shape]) -> usize;

    /// Returns an error if the parameters of the layer's activation are not valid, or if it has another rounding.
    fn check(&self, rounding: Rounding) -> Result<(), InvalidNetwork>;

    /// Plans the code of the layer.
    fn plan<'n>(&'n self, context: &PlanContext) -> T::Code<'n>;

    /// Returns the reading of the layers of a type in model files; `None` if there is no such type.
    fn named(name: &str) -> Option<LayerType<T>>;

    /// Returns the names of all layer types.
    fn names() -> Vec<&'static str>;
}

impl<T: Float> NetworkLayer<T> for Layer<T> {
    fn kind(&self) -> LayerKind {
        self.kind()
    }

    fn activation(&self) -> Activation<T> {
        self.activation()
    }

    fn activations(&self) -> Vec<Written<T>> {
        self.activations()
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        self.attributes()
    }

    fn parameters(&self) -> Vec<Parameter<'_>> {
        self.parameters()
    }

    fn connections(&self) -> Connections<'_, T> {
        self.connections()
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        self.reference(inputs)
    }
}

impl<T: Float> Internals<T> for Layer<T> {
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        self.output(inputs)
    }

    fn quantization(&self, _: &[Quantization]) -> Result<Option<Quantization>, InvalidNetwork> {
        Ok(None)
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, InvalidNetwork> {
        self.streamed(inputs)
    }

    fn lowered(&self, inputs: &[Shape]) -> Lowered<T> {
        self.lowered(inputs)
    }

    fn frames(frames: Frames<T>, _: Option<Quantization>) -> Self {
        Self::Frames(frames)
    }

    fn macs(&self, inputs: &[Shape]) -> usize {
        self.macs(inputs)
    }

    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        self.steps(inputs, output)
    }

    fn memory(&self) -> usize {
        self.memory()
    }

    fn state(&self, inputs: &[Shape]) -> usize {
        self.state(inputs)
    }

    fn works_in_place(&self) -> bool {
        self.works_in_place()
    }

    fn straight_line_length(&self, inputs: &[Shape]) -> usize {
        plan::straight_line_length(self, inputs)
    }

    fn check(&self, _: Rounding) -> Result<(), InvalidNetwork> {
        match self.activation().check() {
            Ok(_) => Ok(()),
            Err(error) => Err(InvalidNetwork::new("layers", error.to_string())),
        }
    }

    fn plan<'n>(&'n self, context: &PlanContext) -> plan::Code<'n, T> {
        plan::Code::plan(self, context)
    }

    fn named(name: &str) -> Option<LayerType<T>> {
        Self::named(name)
    }

    fn names() -> Vec<&'static str> {
        LayerKind::ALL.iter().map(|kind| kind.name()).collect()
    }
}
