//! An activation with its parameter, as networks hold it.

use super::{f32 as single, f64 as double};
use crate::Scalar;

macro_rules! activations {
    ($($group:ident { $(
        $(#[$doc:meta])*
        $name:ident $variant:ident $({
            $(#[$parameter_doc:meta])*
            $parameter:ident = $default:literal $(, not $refused:literal)?
        })?;
    )* })*) => {
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
        /// The two functions of a whole vector have no single figure. The relative error of a share is
        /// below `(6 + n/2 + d) / 2^24` in `f32`, `n` being the number of values and `d` how far the value
        /// is below the largest: `d` is rounded, and the rounding multiplied by it.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Activation<S> {
            $($(
                $(#[$doc])*
                $variant $({
                    $(#[$parameter_doc])*
                    $parameter: S,
                })?,
            )*)*
        }

        impl<S> Activation<S> {
            /// All names, as model files spell them.
            pub const NAMES: &'static [&'static str] = &[$($(stringify!($name)),*),*];

            /// Returns the name in model files, which is that of the function too.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $($(Self::$variant { .. } => stringify!($name),)*)*
                }
            }

            /// Returns the variant's name, as in `LeakyRelu`.
            #[must_use]
            pub const fn variant(&self) -> &'static str {
                match self {
                    $($(Self::$variant { .. } => stringify!($variant),)*)*
                }
            }

            /// Returns whether each number of the result depends on one number alone, as that of `relu`
            /// does and that of `softmax` does not.
            #[must_use]
            pub const fn is_elementwise(&self) -> bool {
                match self {
                    $($(Self::$variant { .. } => activations!(@elementwise $group),)*)*
                }
            }
        }

        impl<S: Scalar> Activation<S> {
            /// Returns what a name in a model file stands for, with the default parameter.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                $($(if name == stringify!($name) {
                    return Some(Self::$variant $({ $parameter: S::from_f64($default) })?);
                })*)*
                None
            }

            /// Returns the parameter's name and value.
            #[must_use]
            pub fn parameter(&self) -> Option<(&'static str, S)> {
                match *self {
                    $($($(Self::$variant { $parameter } => Some((stringify!($parameter), $parameter)),)?)*)*
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
                    $($($($(
                        Self::$variant { .. } if value == S::from_f64($refused as f64) => {
                            Err(concat!("cannot be ", stringify!($refused)))
                        }
                    )?)?)*)*
                    $($($(Self::$variant { .. } => Ok(Self::$variant { $parameter: value }),)?)*)*
                    other => Ok(other),
                }
            }
        }
    };
    (@elementwise whole) => { false };
    (@elementwise $group:ident) => { true };
}

with_activations!(activations! {});

/// Applies each activation to a slice. The function is chosen outside the loop, so that each loop can be
/// vectorised.
macro_rules! apply {
    (
        $float:ident, $module:ident;
        identity { $(#[$_doc:meta])* linear $linear:ident; }
        elementwise { $(
            $(#[$doc:meta])*
            $name:ident $variant:ident $({ $(#[$parameter_doc:meta])* $parameter:ident = $($rule:tt)+ })?;
        )* }
        whole { $($(#[$whole_doc:meta])* $whole:ident $whole_variant:ident;)* }
    ) => {
        impl Activation<$float> {
            /// Replaces each value by the function's; the values are those of one layer.
            #[inline]
            pub const fn apply(self, values: &mut [$float]) {
                match self {
                    Self::$linear => {}
                    $(Self::$variant $({ $parameter })? => {
                        let mut i = 0;
                        while i < values.len() {
                            values[i] = $module::$name(values[i] $(, $parameter)?);
                            i += 1;
                        }
                    })*
                    $(Self::$whole_variant => $module::$whole(values),)*
                }
            }
        }
    };
}

with_activations!(apply! { f32, single; });
with_activations!(apply! { f64, double; });

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
