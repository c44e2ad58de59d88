//! Layers as the reference computes them, with their numbers borrowed.

#[macro_use]
mod list;
mod dense;

pub use self::dense::Dense;

use crate::{Activation, Scalar};

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident $variant:ident;)*) => {
        /// The kind of a layer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum LayerKind {
            $($(#[$doc])* $variant,)*
        }

        impl LayerKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the name in model files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)*
                }
            }
        }

        impl<S> Layer<'_, S> {
            /// Returns the kind of the layer.
            #[must_use]
            pub const fn kind(&self) -> LayerKind {
                match self {
                    $(Self::$variant(_) => LayerKind::$variant,)*
                }
            }
        }

        impl<'a, S: Scalar> Layer<'a, S> {
            /// Returns what the reference asks.
            pub(crate) fn reference(&self) -> &dyn crate::reference::Reference<S> {
                match self {
                    $(Self::$variant(layer) => layer,)*
                }
            }
        }
    };
}

with_layers!(layers! {});

/// One layer of a network, as its model file gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Layer<'a, S> {
    /// A fully connected layer: `output = activation(input · weights + biases)`.
    Dense(Dense<'a, S>),
    /// An activation of its own; as many outputs as inputs.
    Activation(Activation<S>),
}

impl LayerKind {
    /// Returns the kind of a name in model files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut kinds = Self::ALL.iter().copied();
        kinds.find(|kind| kind.name() == name)
    }
}

impl<S: Scalar> Layer<'_, S> {
    /// Returns the activation that ends the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<S> {
        self.reference().activation()
    }
}
