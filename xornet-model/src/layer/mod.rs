//! Layers, one file or folder per kind: each reads its keys, and answers what the rest of the crate asks.

mod activation;
mod dense;

pub use self::dense::Dense;

use xornet_core::{LayerKind, Shape};

use crate::diagnostic::{Read, Reported};
use crate::document::{Entries, Table};
use crate::read::Reader;
use crate::{Activation, Float, InvalidNetwork};

/// What every layer answers.
pub(crate) trait Kind<T: Float> {
    /// Returns the shape of the output, where the layer takes such inputs.
    fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork>;

    /// Returns the activation that ends the layer.
    fn activation(&self) -> Activation<T>;

    /// Returns the keys of the model file that are neither `activation` nor tensors, with their values.
    fn attributes(&self) -> Vec<(&'static str, usize)> {
        Vec::new()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    fn parameters(&self) -> Vec<Parameter<'_, T>> {
        Vec::new()
    }

    /// Returns the multiply-adds of one forward pass.
    fn macs(&self) -> usize {
        0
    }

    /// Returns how the numbers of the output depend on those of the input.
    fn connections(&self) -> Connections<'_, T>;

    /// Returns the layer as the reference computes it.
    fn reference(&self) -> xornet_core::Layer<'_, T>;
}

/// How a layer is read from its table.
pub(crate) trait ReadLayer<T: Float>: Sized {
    /// The keys that the table may have, `type` included.
    const KEYS: &'static [&'static str];

    /// Reads the layer from a table that has no other keys.
    fn read(table: &Table<'_, '_>, inputs: &[Known], reader: &mut Reader<'_, '_>) -> Outcome<Self>;
}

/// What is known of a value while a file is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The shape, where nothing is wrong with it.
    pub(crate) shape: Read<Shape>,
    /// The shape that the file declares, even where the tensors of a layer do not fit it.
    pub(crate) declared: Option<Shape>,
}

impl Known {
    /// Returns what is known of a shape as it was read.
    pub(crate) fn of(shape: Read<Shape>) -> Self {
        Self {
            shape,
            declared: shape.ok(),
        }
    }

    /// Returns that nothing is known, after an error that says why.
    pub(crate) fn nothing(reported: Reported) -> Self {
        Self::of(Err(reported))
    }
}

/// A layer that was read, and its output, which may be known even where the layer is not.
pub(crate) struct Outcome<L> {
    pub(crate) layer: Read<L>,
    pub(crate) output: Known,
}

impl<L> Outcome<L> {
    /// Returns the same, with the layer made into another.
    pub(crate) fn map<M>(self, make: impl FnOnce(L) -> M) -> Outcome<M> {
        Outcome {
            layer: self.layer.map(make),
            output: self.output,
        }
    }

    /// Returns that nothing is known, after an error that says why.
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
    /// The key in the model file.
    pub key: &'static str,
    /// The lengths of its axes.
    pub shape: Vec<usize>,
    /// Its numbers, row by row.
    pub numbers: &'a [T],
    /// Whether the model file has it; otherwise it holds the defaults, and does not count.
    pub given: bool,
}

/// How the numbers of a layer's output depend on those of its input.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Connections<'a, T> {
    /// Each on all, with a weight for each pair: one row per input.
    All {
        /// Length of the input.
        inputs: usize,
        /// Length of the output.
        units: usize,
        /// `inputs × units` numbers.
        weights: &'a [T],
    },
    /// Each on the one in its place.
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

            fn asked(&self) -> &dyn Kind<T> {
                match self {
                    $(Self::$variant(layer) => layer,)*
                }
            }

            /// Reads a layer from its table; `None` where no kind has this name.
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
    /// Returns the activation that ends the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<T> {
        self.asked().activation()
    }

    /// Returns whether a model file has the key `activation` for the layer: it is what the layer is about,
    /// or it is not the default.
    #[must_use]
    pub fn writes_activation(&self) -> bool {
        self.kind() == LayerKind::Activation || self.activation() != Activation::Linear
    }

    /// Returns the keys of the model file that are neither `activation` nor tensors, with their values.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, usize)> {
        self.asked().attributes()
    }

    /// Returns the tensors of the layer, in the order of the model file.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter<'_, T>> {
        self.asked().parameters()
    }

    /// Returns how many numbers the model file has for the layer.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        let given = self.parameters().into_iter().filter(|tensor| tensor.given);
        given.map(|tensor| tensor.numbers.len()).sum()
    }

    /// Returns the multiply-adds of one forward pass.
    #[must_use]
    pub fn macs(&self) -> usize {
        self.asked().macs()
    }

    /// Returns how the numbers of the output depend on those of the input.
    #[must_use]
    pub fn connections(&self) -> Connections<'_, T> {
        self.asked().connections()
    }

    /// Returns the layer as the reference computes it.
    #[must_use]
    pub fn reference(&self) -> xornet_core::Layer<'_, T> {
        self.asked().reference()
    }

    /// Returns the shape of the output, where the layer takes such inputs.
    pub(crate) fn output(&self, inputs: &[Shape]) -> Result<Shape, InvalidNetwork> {
        self.asked().output(inputs)
    }
}
