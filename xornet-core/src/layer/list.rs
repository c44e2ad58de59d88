//! The list of layer kinds.

/// Passes the list of all layer kinds to a macro. Each has its documentation, its name in model files (which is also
/// the name of its module in every stage), and its variant of [`Layer`](crate::Layer).
#[doc(hidden)]
#[macro_export]
macro_rules! with_layers {
    ($($then:ident)::+! { $($arguments:tt)* }) => {
        $($then)::+! {
            $($arguments)*
            /// A fully connected layer: `output = activation(input · weights + biases)`.
            dense Dense;
            /// An activation as a layer of its own.
            activation Activation;
        }
    };
}
