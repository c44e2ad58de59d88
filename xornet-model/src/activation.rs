use crate::Float;

/// One table of all activations: the name in model files, the variant, and its parameter with
/// PyTorch's default.
macro_rules! activations {
    ($($name:literal $variant:ident $({ $parameter:ident = $default:literal })? $(, refuses $refused:literal)?;)*) => {
        /// What is applied to a layer's sums, with its parameter, if it takes one.
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[allow(missing_docs, reason = "the formulas are documented where they are computed")]
        pub enum Activation<T> {
            $($variant $({ $parameter: T })?,)*
        }

        impl<T: Float> Activation<T> {
            /// All names, as model files spell them.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The name in model files: `leaky_relu`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                }
            }

            /// The variant's name: `LeakyRelu`.
            #[must_use]
            pub fn variant(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)*
                }
            }

            /// The parameter's name and value.
            #[must_use]
            pub fn parameter(&self) -> Option<(&'static str, T)> {
                match *self {
                    $($(Self::$variant { $parameter } => Some((stringify!($parameter), $parameter)),)?)*
                    _ => None,
                }
            }

            /// Whether it takes the layer as a whole, rather than each number on its own.
            #[must_use]
            pub fn is_of_the_whole_layer(&self) -> bool {
                matches!(self, Self::Softmax | Self::LogSoftmax)
            }

            /// What the name stands for, with the default parameter.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant $({ $parameter: T::parse($default)? })?),)*
                    _ => None,
                }
            }

            /// The same with another parameter.
            ///
            /// # Errors
            ///
            /// Why it cannot be that one.
            pub fn with_parameter(self, value: T) -> Result<Self, &'static str> {
                $($(if value == T::parse($refused).unwrap_or(T::ZERO) && self.name() == $name {
                    return Err(concat!("cannot be ", $refused));
                })?)*
                Ok(match self {
                    $($(Self::$variant { .. } => Self::$variant { $parameter: value },)?)*
                    other => other,
                })
            }
        }
    };
}

activations! {
    "linear" Linear;
    "relu" Relu;
    "relu6" Relu6;
    "leaky_relu" LeakyRelu { slope = "0.01" };
    "elu" Elu { alpha = "1.0" };
    "selu" Selu;
    "celu" Celu { alpha = "1.0" }, refuses "0";
    "gelu" Gelu;
    "gelu_tanh" GeluTanh;
    "silu" Silu;
    "mish" Mish;
    "sigmoid" Sigmoid;
    "sigmoid_precise" SigmoidPrecise;
    "hard_sigmoid" HardSigmoid;
    "hard_swish" HardSwish;
    "tanh" Tanh;
    "tanh_precise" TanhPrecise;
    "softplus" Softplus;
    "softsign" Softsign;
    "exponential" Exponential;
    "softmax" Softmax;
    "log_softmax" LogSoftmax;
}

#[cfg(test)]
mod tests {
    use super::Activation;

    #[test]
    fn names_and_activations_are_one_to_one() {
        for name in Activation::<f32>::NAMES {
            assert_eq!(
                Activation::<f32>::named(name).map(|a| a.name()),
                Some(*name)
            );
        }
        assert_eq!(Activation::<f32>::NAMES.len(), 22);
    }

    #[test]
    fn parameters_default_to_those_of_pytorch() {
        assert_eq!(
            Activation::named("leaky_relu"),
            Some(Activation::LeakyRelu { slope: 0.01f32 })
        );
        assert_eq!(
            Activation::named("celu"),
            Some(Activation::Celu { alpha: 1.0f64 })
        );
        assert_eq!(
            Activation::<f32>::named("relu").and_then(|a| a.parameter()),
            None
        );
    }
}
