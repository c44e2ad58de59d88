//! Layers, one file or folder per kind: each reads its keys, and answers the questions of the rest of the crate.

mod activation;
mod dense;

pub use self::dense::Dense;

use xornet_core::{LayerKind, Shape};

use crate::diagnostic::{Read, Reported};
use crate::document::{Entries, Table};
use crate::read::Reader;
use crate::{Activation, Float, InvalidNetwork};

/// The questions that every layer answers.
pub(crate) trait Kind<T: Float> {
    /// Returns the shape of the output for inputs of these shapes, or an error if the layer does not take them.
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork>;

    /// Returns the activation at the end of the layer.
    fn activation(&self) -> Activation<T>;

    /// Returns the keys of the layer in a model file, other than `activation` and tensors, with their values.
    fn attributes(&self) -> Vec<(&'static str, usize)> {
        Vec::new()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    fn parameters(&self) -> Vec<Parameter<'_, T>> {
        Vec::new()
    }

    /// Returns the number of multiply-adds of one forward pass.
    fn macs(&self) -> usize {
        0
    }

    /// Returns the connections between inputs and outputs.
    fn connections(&self) -> Connections<'_, T>;

    /// Returns the layer as the reference computes it.
    fn reference(&self) -> xornet_core::Layer<'_, T>;
}

/// The reading of a layer from its table.
pub(crate) trait ReadLayer<T: Float>: Sized {
    /// The keys of the table, `type` included.
    const KEYS: &'static [&'static str];

    /// Reads the layer from its table, whose keys are checked already.
    fn read(table: &Table<'_, '_>, inputs: &[Known], reader: &mut Reader<'_, '_>) -> Outcome<Self>;
}

/// The knowledge about a value while a file with possible errors is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The shape, if no error makes it doubtful.
    pub(crate) shape: Read<Shape>,
    /// The shape that the file declares, even if the tensors of the layer do not fit it.
    pub(crate) declared: Option<Shape>,
}

impl Known {
    /// Takes the shape as it was read.
    pub(crate) fn of(shape: Read<Shape>) -> Self {
        Self {
            shape,
            declared: shape.ok(),
        }
    }

    /// Knows nothing, after the error that is the reason.
    pub(crate) fn nothing(reported: Reported) -> Self {
        Self::of(Err(reported))
    }
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

/// A tensor of a layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parameter<'a, T> {
    /// The key of the tensor in a model file.
    pub key: &'static str,
    /// The lengths of its axes.
    pub shape: Vec<usize>,
    /// The numbers, row by row.
    pub numbers: &'a [T],
    /// Whether the model file has the tensor. Otherwise the numbers are the defaults, and do not count as
    /// parameters.
    pub given: bool,
}

/// The connections between the inputs of a layer and its outputs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Connections<'a, T> {
    /// Every output depends on every input, with a weight for each pair.
    All {
        /// The length of the input.
        inputs: usize,
        /// The length of the output.
        units: usize,
        /// The `inputs × units` weights, one row per input.
        weights: &'a [T],
    },
    /// Every output depends on the input of the same index.
    OneToOne,
}

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident $variant:ident;)*) => {
        /// One layer of a network.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Layer<T> {
            $($(#[$doc])* $variant($variant<T>),)*
        }

        impl<T: Float> Layer<T> {
            /// Returns the kind of the layer.
            #[must_use]
            pub fn kind(&self) -> LayerKind {
                match self {
                    $(Self::$variant(_) => LayerKind::$variant,)*
                }
            }

            fn as_kind(&self) -> &dyn Kind<T> {
                match self {
                    $(Self::$variant(layer) => layer,)*
                }
            }

            /// Reads a layer of the kind `name` from its table; returns `None` if no kind has this name.
            pub(crate) fn read(
                name: &str,
                entries: Entries<'_, '_>,
                inputs: &[Known],
                reader: &mut Reader<'_, '_>,
            ) -> Option<Outcome<Self>> {
                $(if name == stringify!($name) {
                    let table = entries.open(<$variant<T>>::KEYS, reader.errors);
                    let outcome = <$variant<T>>::read(&table, inputs, reader);
                    return Some(outcome.map(Self::$variant));
                })*
                None
            }
        }
    };
}

xornet_core::with_layers!(layers! {});

impl<T: Float> Layer<T> {
    /// Returns the activation at the end of the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<T> {
        self.as_kind().activation()
    }

    /// Returns whether a model file needs the key `activation` for the layer: always in activation layers, and
    /// otherwise if the activation is not the default.
    #[must_use]
    pub fn writes_activation(&self) -> bool {
        self.kind() == LayerKind::Activation || self.activation() != Activation::Linear
    }

    /// Returns the keys of the layer in a model file, other than `activation` and tensors, with their values.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, usize)> {
        self.as_kind().attributes()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter<'_, T>> {
        self.as_kind().parameters()
    }

    /// Returns how many weights and biases the model file has for the layer.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        let given = self.parameters().into_iter().filter(|tensor| tensor.given);
        given.map(|tensor| tensor.numbers.len()).sum()
    }

    /// Returns the number of multiply-adds of one forward pass.
    #[must_use]
    pub fn macs(&self) -> usize {
        self.as_kind().macs()
    }

    /// Returns the connections between inputs and outputs.
    #[must_use]
    pub fn connections(&self) -> Connections<'_, T> {
        self.as_kind().connections()
    }

    /// Returns the layer as the reference computes it.
    #[must_use]
    pub fn reference(&self) -> xornet_core::Layer<'_, T> {
        self.as_kind().reference()
    }

    /// Returns the shape of the output for inputs of these shapes, or an error if the layer does not take them.
    pub(crate) fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        self.as_kind().output(inputs)
    }
}
