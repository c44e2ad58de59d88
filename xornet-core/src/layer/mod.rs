//! Layers as the reference computes them, with borrowed numbers.

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

            /// Returns the name of the kind in model files.
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
            /// Returns the layer as the reference sees it.
            pub(crate) fn reference(&self) -> &dyn crate::reference::Reference<S> {
                match self {
                    $(Self::$variant(layer) => layer,)*
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
    /// A fully connected layer: `output = activation(input · weights + biases)`.
    Dense(Dense<'a, S>),
    /// An activation as a layer of its own, with as many outputs as inputs.
    Activation(Activation<S>),
}

impl LayerKind {
    /// Returns the kind of a name in model files; `None` if there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut kinds = Self::ALL.iter().copied();
        kinds.find(|kind| kind.name() == name)
    }
}

impl<S: Scalar> Layer<'_, S> {
    /// Returns the activation at the end of the layer.
    #[must_use]
    pub fn activation(&self) -> Activation<S> {
        self.reference().activation()
    }
}
