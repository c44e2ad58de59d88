//! Layers as the reference computes them, with borrowed numbers.

#[macro_use]
mod list;
mod convolution;
mod dense;
mod frames;
mod merge;
mod norm;
mod pool;
mod recurrent;
mod run;
mod shape;
mod window;

pub use self::convolution::{Convolution, TransposedConvolution};
pub use self::dense::Dense;
pub use self::frames::Frames;
pub use self::merge::{Broadcast, Merge};
pub use self::norm::{BatchNorm, LayerNorm, Prelu};
pub use self::pool::{GlobalPool, Pool};
pub use self::recurrent::Recurrent;
pub use self::run::{Run, Steps};
pub use self::shape::{Concatenate, Reshape, Slice, Upsample};
pub use self::window::{TransposedAxis, WindowAxis};

use crate::reference::{Compute, Inputs, Reference};
use crate::{Activation, Float};

macro_rules! layers {
    ($($(#[$doc:meta])* $module:ident $family:ident { $($name:ident $variant:ident),+ })*) => {
        /// The kind of a layer: its type in model files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum LayerKind {
            $($(
                #[doc = concat!("`", stringify!($name), "`.")]
                $variant,
            )+)*
        }

        impl LayerKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),*];

            /// Returns the name of the kind in model files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$variant => stringify!($name),)+)*
                }
            }

            /// Returns the name of the variant, such as `Conv1d`.
            #[must_use]
            pub const fn variant(self) -> &'static str {
                match self {
                    $($(Self::$variant => stringify!($variant),)+)*
                }
            }
        }

        impl<'a, S: Float> Layer<'a, S> {
            /// Returns the layer as the reference sees it.
            pub(crate) fn reference(&self) -> &dyn Reference<S> {
                match self {
                    $(Self::$family(layer) => layer,)*
                }
            }
        }
    };
}

with_layers!(layers! {});

/// A layer of a network, with the numbers of its model file.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Layer<'a, S> {
    /// A fully connected layer on the last axis: `output = activation(input · weights + biases)`.
    Dense(Dense<'a, S>),
    /// An activation as a layer of its own, with as many outputs as inputs.
    Activation(Activation<S>),
    /// A convolution over one axis or two, with channels last.
    Convolution(Convolution<'a, S>),
    /// A transposed convolution over one axis or two, with channels last.
    TransposedConvolution(TransposedConvolution<'a, S>),
    /// The maximum or the average of each window.
    Pool(Pool),
    /// The maximum or the average of each channel.
    GlobalPool(GlobalPool),
    /// A scale and a shift per channel.
    BatchNorm(BatchNorm<'a, S>),
    /// A normalisation of the numbers along the last axis.
    LayerNorm(LayerNorm<'a, S>),
    /// A linear function below zero, with a slope per channel.
    Prelu(Prelu<'a, S>),
    /// The same numbers in another shape.
    Reshape(Reshape),
    /// A repetition of each position.
    Upsample(Upsample),
    /// A range of an axis.
    Slice(Slice),
    /// An operation on several tensors, element by element.
    Merge(Merge<S>),
    /// Several tensors, one after the other along an axis.
    Concatenate(Concatenate),
    /// A layer with memory, which takes the frames of a sequence one after the other.
    Recurrent(Recurrent<'a, S>),
    /// The last frames of a stream.
    Frames(Frames),
}

impl<S: Float> Layer<'_, S> {
    /// Returns the kind of the layer.
    #[must_use]
    pub fn kind(&self) -> LayerKind {
        self.reference().kind()
    }

    /// Returns the activation at the end of the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<S> {
        self.reference().activation()
    }
}

impl<S: Float> Compute<S> for Layer<'_, S> {
    fn numbers(&self) -> usize {
        self.reference().state()
    }

    fn is_stateful(&self) -> bool {
        self.reference().is_stateful()
    }

    fn reset(&self, state: &mut [S]) {
        self.reference().reset(state);
    }

    fn work(&self) -> usize {
        self.reference().work()
    }

    fn sums(&self, inputs: Inputs<'_, S>, state: &mut [S], work: &mut [S], sums: &mut [S]) {
        self.reference().advance(inputs, state, work, sums);
    }

    fn outputs(&self, channels: usize, sums: &[S], outputs: &mut [S]) {
        outputs.copy_from_slice(sums);
        for row in outputs.chunks_mut(channels) {
            S::activate(self.activation(), row);
        }
    }
}
