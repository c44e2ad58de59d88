//! Layers, one file or folder per family: each reads its keys, and answers the questions of the rest of the crate.

mod activation;
mod any;
mod attribute;
mod batch_norm;
mod concatenate;
pub(crate) mod convolution;
pub(crate) mod dense;
mod frames;
mod global_pool;
mod layer_norm;
mod merge;
mod misfit;
mod pool;
mod prelu;
mod recurrent;
mod reshape;
mod slice;
pub(crate) mod stream;
mod tensors;
mod transposed_convolution;
mod upsample;
pub(crate) mod window;

pub(crate) use self::any::Internals;
pub use self::any::NetworkLayer;
pub use self::attribute::Attribute;
pub use self::batch_norm::{BatchNorm, Statistics};
pub use self::concatenate::Concatenate;
pub use self::convolution::Convolution;
pub use self::dense::Dense;
pub use self::frames::Frames;
pub(crate) use self::frames::without_stream;
pub use self::global_pool::GlobalPool;
pub use self::layer_norm::LayerNorm;
pub use self::merge::Merge;
pub use self::pool::Pool;
pub use self::prelu::Prelu;
pub use self::recurrent::{GateOrder, Recurrent, RecurrentOptions, RecurrentTensors};
pub use self::reshape::Reshape;
pub use self::slice::Slice;
pub use self::transposed_convolution::TransposedConvolution;
pub use self::upsample::Upsample;
pub use self::window::{Padding, Window};

pub(crate) use self::convolution::{Geometry, sizes as convolution_sizes};
pub(crate) use self::dense::{output as dense_output, sizes as dense_sizes};
pub(crate) use self::misfit::Misfit;
pub(crate) use self::stream::{Lowered, Streamed};

use xornet_core::quantized::Quantization;
use xornet_core::{LayerKind, Shape};

use crate::diagnostic::{Read, Reported};
use crate::document::Table;
use crate::number::Numbers;
use crate::read::Reader;
use crate::{Activation, Element, Float, InvalidNetwork, Number};

/// The questions that every layer answers.
pub(crate) trait Kind<T: Float> {
    /// Returns the kind of the layer.
    fn kind(&self) -> LayerKind;

    /// Returns the shape of the output for inputs of these shapes, or an error if the layer does not take them.
    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit>;

    /// Returns what the layer does with the frames of a stream, for inputs of these shapes. A vector is a frame, and
    /// anything else comes from a window, or an error if the layer cannot be in a stream.
    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        self.output(inputs).map(Streamed::of)
    }

    /// Returns the code of the layer in a step of a stream, for inputs with the shapes of frames; `None` if it is the layer
    /// itself.
    fn lowered(&self, _inputs: &[Shape]) -> Option<Lowered<T>> {
        None
    }

    /// Returns the activation at the end of the layer.
    fn activation(&self) -> Activation<T> {
        Activation::Linear
    }

    /// Returns the activations that the model file has keys for, if it is a key of the layer.
    fn activations(&self) -> Vec<Written<T>> {
        let activation = self.activation();
        vec![Written {
            key: "activation",
            activation,
            is_default: activation == Activation::Linear && self.kind() != LayerKind::Activation,
        }]
    }

    /// Returns the keys of the layer in a model file, other than `activation` and tensors, with their values. Keys
    /// whose values are the defaults are left out.
    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        Vec::new()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    fn parameters(&self) -> Vec<Parameter<'_>> {
        Vec::new()
    }

    /// Returns the number of multiply-adds of one forward pass, for inputs of these shapes: one for each output and
    /// each product of a full window.
    fn macs(&self, _inputs: &[Shape]) -> usize {
        0
    }

    /// Returns the number of steps of one forward pass, to which its time is proportional: the multiply-adds, or the
    /// numbers that other layers read or write. `output` is the shape of the output.
    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        self.macs(inputs).max(output.count())
    }

    /// Returns the connections between inputs and outputs.
    fn connections(&self) -> Connections<'_, T>;

    /// Returns how many numbers of memory the layer needs while it runs, other than its inputs and outputs.
    fn memory(&self) -> usize {
        0
    }

    /// Returns how many numbers the layer keeps from one frame of a stream to the next, for inputs of these shapes.
    fn state(&self, _inputs: &[Shape]) -> usize {
        0
    }

    /// Returns whether the layer may write its output over its first input, if these have the same length.
    fn works_in_place(&self) -> bool {
        false
    }

    /// Returns the layer as the reference computes it, for inputs of these shapes.
    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T>;
}

/// An activation of a layer, and its key in a model file.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Written<T> {
    /// The key.
    pub key: &'static str,
    /// The activation.
    pub activation: Activation<T>,
    /// Whether the file may leave it out.
    pub is_default: bool,
}

/// The reading of a layer from its table.
pub(crate) trait ReadLayer<T: Float>: Sized {
    /// The number of inputs that the layer takes.
    const INPUTS: Arity = Arity::One;

    /// Returns the keys of the table, other than those that all layers have.
    fn keys(kind: LayerKind) -> &'static [&'static str];

    /// Reads the layer from its table, whose keys are checked already. There are as many inputs as it takes.
    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self>;
}

/// The number of inputs that a layer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arity {
    /// One input.
    One,
    /// Two inputs.
    Two,
    /// Two inputs or more.
    Several,
}

/// The reading of a layer from its table.
pub(crate) type Reading<L> =
    fn(LayerKind, &Table<'_, '_>, &[Input], &mut Reader<'_, '_>) -> Outcome<L>;

/// A layer type of model files: all that reading a layer needs to know.
pub(crate) struct LayerType<T: Element> {
    pub(crate) kind: LayerKind,
    /// The keys of the table, other than those that all layers have.
    pub(crate) keys: &'static [&'static str],
    pub(crate) arity: Arity,
    /// Reads the layer from its table, whose keys are checked already. There are as many inputs as it takes.
    pub(crate) read: Reading<T::NetworkLayer>,
}

/// The knowledge about a value while a file with possible errors is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The shape, if no error makes it doubtful.
    pub(crate) shape: Read<Shape>,
    /// The shape that the file declares, even if the tensors of the layer do not fit it.
    pub(crate) declared: Option<Shape>,
    /// What the integers of eight bits stand for; `None` for floating-point numbers.
    pub(crate) quantization: Read<Option<Quantization>>,
}

impl Known {
    /// Takes the shape as it was read.
    pub(crate) fn of(shape: Read<Shape>) -> Self {
        Self {
            shape,
            declared: shape.ok(),
            quantization: Ok(None),
        }
    }

    /// Knows nothing, after the error that is the reason.
    pub(crate) fn nothing(reported: Reported) -> Self {
        Self {
            quantization: Err(reported),
            ..Self::of(Err(reported))
        }
    }
}

/// An input of a layer while a file is read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) known: Known,
    /// The origin of the value, for messages: `input`, or a layer.
    pub(crate) from: String,
    /// Whether it is a value of a stream.
    pub(crate) stream: bool,
}

/// The result of reading a layer. Its output may be known even if the layer has errors.
pub(crate) struct Outcome<L> {
    pub(crate) layer: Read<L>,
    pub(crate) output: Known,
}

impl<L> Outcome<L> {
    /// Applies `make` to the layer, if it was read.
    pub(crate) fn map<M>(self, make: impl FnOnce(L) -> M) -> Outcome<M> {
        Outcome {
            layer: self.layer.map(make),
            output: self.output,
        }
    }

    /// Knows nothing, after the error that is the reason.
    pub(crate) fn nothing(reported: Reported) -> Self {
        Self {
            layer: Err(reported),
            output: Known::nothing(reported),
        }
    }
}

impl<L> Outcome<L> {
    /// Takes a layer without tensors of its own: its output follows from it and from the shapes of the inputs.
    pub(crate) fn of<T: Float>(
        layer: Read<L>,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Self
    where
        L: Kind<T>,
    {
        let shapes: Read<Vec<_>> = inputs.iter().map(|input| input.known.shape).collect();
        let output = match (&layer, shapes) {
            (Ok(layer), Ok(shapes)) => match reader.stream {
                true => layer.streamed(&shapes).map(|streamed| streamed.output),
                false => layer.output(&shapes),
            }
            .map_err(|misfit| reader.errors.push(misfit.of(layer.kind(), table, inputs))),
            (Err(reported), _) => Err(*reported),
            (_, Err(reported)) => Err(reported),
        };
        Self {
            layer: output.and(layer),
            output: Known::of(output),
        }
    }
}

/// A tensor of a layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parameter<'a> {
    /// The key of the tensor in a model file.
    pub key: &'static str,
    /// The lengths of its axes.
    pub shape: Vec<usize>,
    /// The numbers, row by row.
    pub numbers: Numbers<'a>,
    /// Whether the model file has the tensor. Otherwise the numbers are the defaults, and do not count as
    /// parameters.
    pub given: bool,
}

impl<'a> Parameter<'a> {
    /// Takes a vector, which the file may leave out.
    pub(crate) fn vector<T: Number>(key: &'static str, numbers: &'a [T], given: bool) -> Self {
        Self {
            key,
            shape: vec![numbers.len()],
            numbers: T::slice(numbers),
            given,
        }
    }
}

/// The connections between the inputs of a layer and its outputs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Connections<'a, T> {
    /// Every output depends on every input of its row, with a weight for each pair.
    All {
        /// The length of the last axis of the input.
        inputs: usize,
        /// The length of the last axis of the output.
        units: usize,
        /// The `inputs × units` weights, one row per input.
        weights: &'a [T],
    },
    /// Every output depends on the input of the same index.
    OneToOne,
    /// Outputs depend on some inputs, or on several tensors.
    Other,
}

macro_rules! layers {
    ($($(#[$doc:meta])* $module:ident $family:ident { $($name:ident $variant:ident),+ })*) => {
        /// One layer of a network.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Layer<T> {
            $($(#[$doc])* $family($family<T>),)*
        }

        impl<T: Float> Layer<T> {
            pub(crate) fn as_kind(&self) -> &dyn Kind<T> {
                match self {
                    $(Self::$family(layer) => layer,)*
                }
            }

            /// Returns the keys of the layer's kind, other than those that all layers have, and the number of its inputs.
            fn takes(&self) -> (&'static [&'static str], Arity) {
                match self {
                    $(Self::$family(layer) => {
                        (<$family<T>>::keys(layer.kind()), <$family<T>>::INPUTS)
                    })*
                }
            }

            /// Returns the reading of the layers of a type in model files; `None` if there is no such type.
            pub(crate) fn named(name: &str) -> Option<LayerType<T>> {
                match name {
                    $($(stringify!($name) => Some(LayerType {
                        kind: LayerKind::$variant,
                        keys: <$family<T>>::keys(LayerKind::$variant),
                        arity: <$family<T>>::INPUTS,
                        read: |kind, table, inputs, reader| {
                            let outcome = <$family<T>>::read(kind, table, inputs, reader);
                            outcome.map(Self::$family)
                        },
                    }),)+)*
                    _ => None,
                }
            }
        }
    };
}

xornet_core::with_layers!(layers! {});

impl<T: Float> Layer<T> {
    /// Returns the kind of the layer.
    #[must_use]
    pub fn kind(&self) -> LayerKind {
        self.as_kind().kind()
    }

    /// Returns the activation at the end of the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<T> {
        self.as_kind().activation()
    }

    /// Returns the activations that the layer has keys for in a model file.
    #[must_use]
    pub fn activations(&self) -> Vec<Written<T>> {
        match self.takes_activation() {
            true => self.as_kind().activations(),
            false => Vec::new(),
        }
    }

    /// Returns whether the layer has a key `activation`.
    #[must_use]
    pub fn takes_activation(&self) -> bool {
        self.takes().0.contains(&"activation")
    }

    /// Returns the keys of the layer in a model file, other than `activation` and tensors, with their values. Keys
    /// whose values are the defaults are left out.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        self.as_kind().attributes()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter<'_>> {
        self.as_kind().parameters()
    }

    /// Returns how many weights and biases the model file has for the layer.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        let given = self.parameters().into_iter().filter(|tensor| tensor.given);
        given.map(|tensor| tensor.numbers.len()).sum()
    }

    /// Returns the number of multiply-adds of one forward pass, for inputs of these shapes.
    pub(crate) fn macs(&self, inputs: &[Shape]) -> usize {
        self.as_kind().macs(inputs)
    }

    /// Returns the number of steps of one forward pass, for inputs of these shapes: the multiply-adds, or the numbers that
    /// layers without products read or write.
    pub(crate) fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        self.as_kind().steps(inputs, output)
    }

    /// Returns the connections between inputs and outputs.
    #[must_use]
    pub fn connections(&self) -> Connections<'_, T> {
        self.as_kind().connections()
    }

    /// Returns whether the layer may write its output over its first input, if these have the same length.
    pub(crate) fn works_in_place(&self) -> bool {
        self.as_kind().works_in_place()
    }

    /// Returns the layer as the reference computes it, for inputs of these shapes.
    #[must_use]
    pub fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        self.as_kind().reference(inputs)
    }

    /// Returns how many numbers of memory the layer needs while it runs, other than its inputs and outputs.
    pub(crate) fn memory(&self) -> usize {
        self.as_kind().memory()
    }

    /// Returns how many numbers the layer keeps from one frame of a stream to the next, for inputs of these shapes.
    pub(crate) fn state(&self, inputs: &[Shape]) -> usize {
        self.as_kind().state(inputs)
    }

    /// Returns the code of the layer in a step of a stream, for inputs with the shapes of frames.
    pub(crate) fn lowered(&self, inputs: &[Shape]) -> Lowered<T> {
        let lowered = self.as_kind().lowered(inputs);
        lowered.unwrap_or_else(|| Lowered::of(self.clone()))
    }

    /// Returns what the layer does with the frames of a stream, or an error if it does not take inputs of these shapes.
    pub(crate) fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, InvalidNetwork> {
        self.check_count(inputs)?;
        let streamed = self.as_kind().streamed(inputs);
        streamed.map_err(|misfit| misfit.invalid(self.kind(), inputs))
    }

    /// Returns the shape of the output for inputs of these shapes, or an error if the layer does not take them.
    pub(crate) fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        self.check_count(inputs)?;
        let output = self.as_kind().output(inputs);
        output.map_err(|misfit| misfit.invalid(self.kind(), inputs))
    }

    /// Checks the number of inputs.
    fn check_count(&self, inputs: &[Shape]) -> Result<(), InvalidNetwork> {
        let (_, arity) = self.takes();
        let fits = match arity {
            Arity::One => inputs.len() == 1,
            Arity::Two => inputs.len() == 2,
            Arity::Several => inputs.len() > 1,
        };
        let kind = self.kind();
        if !fits {
            let message = format!(
                "a {} layer cannot take {} inputs",
                kind.name(),
                inputs.len()
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        Ok(())
    }
}
