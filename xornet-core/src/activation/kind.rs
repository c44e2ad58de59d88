use super::{f32 as single, f64 as double};
use crate::Scalar;

/// The one list of activations: documentation, the name in model files, the variant, and its
/// parameter with PyTorch's default and the value that it cannot have.
macro_rules! activations {
    ($(
        $(#[$doc:meta])*
        $name:literal $variant:ident $({
            $(#[$parameter_doc:meta])*
            $parameter:ident = $default:literal $(, not $refused:literal)?
        })?;
    )*) => {
        /// An activation function with its parameters, `S` being the type of the numbers.
        ///
        #[doc = include_str!("accuracy.md")]
        ///
        /// The definitions are those of PyTorch; Keras has the same.
        ///
        /// The last columns are the largest errors, in units in the last place: how far a result is from
        /// the true value, in the distance between two numbers of the type there. Half a unit is what
        /// rounding alone costs. Those of `f32` are over all 2^32 inputs; those of `f64` are the largest
        /// found in 2^30 inputs per function, so that a somewhat larger one elsewhere is possible. The
        /// tests hold both to the figures, upwards and downwards. `Elu` and `Celu` have an `alpha` of 1
        /// there, `LeakyRelu` a slope of 0.01. Other values of `alpha` cost a rounding or two: `Elu`
        /// stays below 2.5 units then, `Celu` below 3.5 for an `alpha` from 0.3 to 2.
        ///
        /// `Sigmoid` and `Tanh` are the fast forms, and for a network the right ones: their errors are
        /// far below what a weight's rounding does. The precise ones cost two to three times as much:
        /// per number of a slice, with SSE2 and with AVX2 on one core of an AMD EPYC of 2023, `sigmoid`
        /// takes 0.92 and 0.47 ns and its precise form 2.1 and 1.1, `tanh` 0.83 and 0.41 and its precise
        /// form 2.5 and 1.3.
        ///
        /// The two functions of a whole layer have no single figure. The relative error of a share is
        /// below `(6 + n/2 + d) / 2^24` in `f32`, `n` being the number of values and `d` how far the value
        /// is below the largest: `d` is rounded, and the rounding multiplied by it.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Activation<S> {
            $(
                $(#[$doc])*
                $variant $({
                    $(#[$parameter_doc])*
                    $parameter: S,
                })?,
            )*
        }

        impl<S> Activation<S> {
            /// All names, as model files spell them.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// Returns the name in model files, which is that of the function too.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                }
            }

            /// Returns the variant's name, as in `LeakyRelu`.
            #[must_use]
            pub const fn variant(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)*
                }
            }

            /// Returns whether it takes the layer as a whole, rather than each number on its own.
            #[must_use]
            pub const fn is_of_the_whole_layer(&self) -> bool {
                matches!(self, Self::Softmax | Self::LogSoftmax)
            }
        }

        impl<S: Scalar> Activation<S> {
            /// Returns what a name in a model file stands for, with the default parameter.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant $({ $parameter: S::from_f64($default) })?),)*
                    _ => None,
                }
            }

            /// Returns the parameter's name and value.
            #[must_use]
            pub fn parameter(&self) -> Option<(&'static str, S)> {
                match *self {
                    $($(Self::$variant { $parameter } => Some((stringify!($parameter), $parameter)),)?)*
                    _ => None,
                }
            }

            /// Returns the same with another parameter; a function without one stays as it is.
            ///
            /// # Errors
            ///
            /// Why it cannot be that one.
            pub fn with_parameter(self, value: S) -> Result<Self, &'static str> {
                match self {
                    $($($(
                        Self::$variant { .. } if value == S::from_f64($refused as f64) => {
                            Err(concat!("cannot be ", stringify!($refused)))
                        }
                    )?)?)*
                    $($(Self::$variant { .. } => Ok(Self::$variant { $parameter: value }),)?)*
                    other => Ok(other),
                }
            }
        }
    };
}

activations! {
    /// The value itself.
    "linear" Linear;
    /// `max(0, x)`.
    "relu" Relu;
    /// `min(max(0, x), 6)`.
    "relu6" Relu6;
    /// `x` where positive, `slope * x` elsewhere.
    "leaky_relu" LeakyRelu {
        /// The slope below zero.
        slope = 0.01
    };
    /// `x` where positive, `alpha * (e^x - 1)` elsewhere.
    "elu" Elu {
        /// The negative of the limit below zero.
        alpha = 1.0
    };
    /// [`Elu`](Self::Elu) with fixed constants, for self-normalising networks.
    "selu" Selu;
    /// `x` where positive, `alpha * (e^(x / alpha) - 1)` elsewhere.
    "celu" Celu {
        /// The negative of the limit below zero; positive.
        alpha = 1.0, not 0
    };
    /// `x Φ(x)`, exact.
    "gelu" Gelu;
    /// The approximation of [`Gelu`](Self::Gelu) by a hyperbolic tangent.
    "gelu_tanh" GeluTanh;
    /// `x * sigmoid(x)`, also known as swish.
    "silu" Silu;
    /// `x * tanh(softplus(x))`.
    "mish" Mish;
    /// `1 / (1 + e^-x)`.
    "sigmoid" Sigmoid;
    /// [`Sigmoid`](Self::Sigmoid) with a smaller error.
    "sigmoid_precise" SigmoidPrecise;
    /// `relu6(x + 3) / 6`.
    "hard_sigmoid" HardSigmoid;
    /// `x * relu6(x + 3) / 6`.
    "hard_swish" HardSwish;
    /// The hyperbolic tangent.
    "tanh" Tanh;
    /// [`Tanh`](Self::Tanh) with a smaller error.
    "tanh_precise" TanhPrecise;
    /// `ln(1 + e^x)`.
    "softplus" Softplus;
    /// `x / (1 + |x|)`.
    "softsign" Softsign;
    /// `e^x`.
    "exponential" Exponential;
    /// `e^x_i / Σ e^x_j`, over the whole layer.
    "softmax" Softmax;
    /// The logarithm of [`Softmax`](Self::Softmax).
    "log_softmax" LogSoftmax;
}

/// A loop over the slice. The choice of the function is made outside it, so that each loop
/// can be vectorised.
macro_rules! each {
    ($values:ident, $($function:ident)::+ $(, $parameter:ident)?) => {{
        let mut i = 0;
        while i < $values.len() {
            $values[i] = $($function)::+($values[i] $(, $parameter)?);
            i += 1;
        }
    }};
}

macro_rules! apply {
    ($float:ident, $module:ident) => {
        impl Activation<$float> {
            /// Replaces each value by the function's; the values are those of one layer.
            #[inline]
            pub const fn apply(self, values: &mut [$float]) {
                match self {
                    Self::Linear => {}
                    Self::Relu => each!(values, $module::relu),
                    Self::Relu6 => each!(values, $module::relu6),
                    Self::LeakyRelu { slope } => each!(values, $module::leaky_relu, slope),
                    Self::Elu { alpha } => each!(values, $module::elu, alpha),
                    Self::Selu => each!(values, $module::selu),
                    Self::Celu { alpha } => each!(values, $module::celu, alpha),
                    Self::Gelu => each!(values, $module::gelu),
                    Self::GeluTanh => each!(values, $module::gelu_tanh),
                    Self::Silu => each!(values, $module::silu),
                    Self::Mish => each!(values, $module::mish),
                    Self::Sigmoid => each!(values, $module::sigmoid),
                    Self::SigmoidPrecise => each!(values, $module::sigmoid_precise),
                    Self::HardSigmoid => each!(values, $module::hard_sigmoid),
                    Self::HardSwish => each!(values, $module::hard_swish),
                    Self::Tanh => each!(values, $module::tanh),
                    Self::TanhPrecise => each!(values, $module::tanh_precise),
                    Self::Softplus => each!(values, $module::softplus),
                    Self::Softsign => each!(values, $module::softsign),
                    Self::Exponential => each!(values, $module::exponential),
                    Self::Softmax => $module::softmax(values),
                    Self::LogSoftmax => $module::log_softmax(values),
                }
            }
        }
    };
}

apply!(f32, single);
apply!(f64, double);

#[cfg(test)]
mod tests {
    use super::Activation;

    #[test]
    fn names_and_activations_are_one_to_one() {
        for name in Activation::<f32>::NAMES {
            let named = Activation::<f32>::named(name);
            assert_eq!(named.map(|activation| activation.name()), Some(*name));
        }
    }

    #[test]
    fn parameters_default_to_those_of_pytorch() {
        let slope = Activation::named("leaky_relu");
        assert_eq!(slope, Some(Activation::LeakyRelu { slope: 0.01f32 }));
        let alpha = Activation::named("celu");
        assert_eq!(alpha, Some(Activation::Celu { alpha: 1.0f64 }));
        let none = Activation::<f32>::named("relu").and_then(|relu| relu.parameter());
        assert_eq!(none, None);
    }

    #[test]
    fn an_alpha_that_celu_would_divide_by_is_refused() {
        let celu = Activation::Celu { alpha: 1.0f32 };
        assert_eq!(celu.with_parameter(-0.0), Err("cannot be 0"));
        assert_eq!(
            celu.with_parameter(2.0),
            Ok(Activation::Celu { alpha: 2.0 })
        );
        let elu = Activation::Elu { alpha: 1.0f32 };
        assert_eq!(elu.with_parameter(0.0), Ok(Activation::Elu { alpha: 0.0 }));
    }
}
