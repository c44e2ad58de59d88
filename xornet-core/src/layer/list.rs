//! The one list of layer kinds.

/// Hands the list of all layer kinds to a macro: the name in model files, which is that of the module
/// about the kind in every stage, and the variant of [`Layer`](crate::Layer), with what it is.
#[doc(hidden)]
#[macro_export]
macro_rules! with_layers {
    ($($then:ident)::+! { $($arguments:tt)* }) => {
        $($then)::+! {
            $($arguments)*
            /// A fully connected layer: `output = activation(input · weights + biases)`.
            dense Dense;
            /// An activation of its own.
            activation Activation;
        }
    };
}
