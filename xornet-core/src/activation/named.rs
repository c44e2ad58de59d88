//! Activations with their parameters.

use super::{f32 as single, f64 as double};
use crate::Scalar;

/// The largest number of parameters of an activation.
const MOST: usize = 2;

macro_rules! activations {
    ($($group:ident { $(
        $(#[$doc:meta])*
        $name:ident $variant:ident $({
            $($(#[$parameter_doc:meta])* $parameter:ident = $default:expr;)+
        })?;
    )* })*) => {
        /// An activation function with its parameters; `S` is the type of the numbers.
        ///
        #[doc = include_str!("accuracy.md")]
        ///
        /// The definitions are those of PyTorch; Keras has the same.
        ///
        /// The last columns are the largest errors, in units in the last place: the distance between a result and the
        /// true value, divided by the distance between two neighbouring numbers of the type. Rounding alone has an
        /// error of up to half a unit. The errors of `f32` are the largest of all 2^32 inputs. Those of `f64` are the
        /// largest of 2^30 inputs per function, so that other inputs may have a slightly larger one. The tests check
        /// that the errors are neither larger nor smaller than in the table. It holds for an `alpha` of 1 in `Elu` and
        /// `Celu`, a slope of 0.01 in `LeakyRelu`, and the default parameters of `HardSigmoid`. Other values of `alpha` add
        /// one or two roundings: the error of `Elu` stays below 2.5 units, and that of `Celu` below 3.5 for an `alpha` from
        /// 0.3 to 2.
        ///
        /// `Sigmoid` and `Tanh` are the fast forms, and the right ones for most networks: their errors are far below the
        /// effect of rounding the weights. The precise forms take two to three times as long. On one core of an AMD EPYC
        /// of 2023, with SSE2 and with AVX2, `sigmoid` takes 0.92 and 0.47 ns per number of a slice, and its precise
        /// form 2.1 and 1.1 ns; `tanh` takes 0.83 and 0.41 ns, and its precise form 2.5 and 1.3 ns.
        ///
        /// For the two functions that are not elementwise, no single number holds. In `f32`, the relative error of a
        /// result of `softmax` is below `(6 + n/2 + d) / 2^24`, where `n` is the number of values and `d` the difference
        /// between the value and the largest one.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum Activation<S> {
            $($(
                $(#[$doc])*
                $variant $({
                    $($(#[$parameter_doc])* $parameter: S,)+
                })?,
            )*)*
        }

        impl<S> Activation<S> {
            /// The names of all activations in model files.
            pub const NAMES: &'static [&'static str] = &[$($(stringify!($name)),*),*];

            /// Returns the name in model files, which is also the name of the function.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $($(Self::$variant { .. } => stringify!($name),)*)*
                }
            }

            /// Returns the name of the variant, such as `LeakyRelu`.
            #[must_use]
            pub const fn variant(&self) -> &'static str {
                match self {
                    $($(Self::$variant { .. } => stringify!($variant),)*)*
                }
            }

            /// Returns whether each number of the result depends on one input alone, as in `relu`, but not in
            /// `softmax`.
            #[must_use]
            pub const fn is_elementwise(&self) -> bool {
                match self {
                    $($(Self::$variant { .. } => activations!(@elementwise $group),)*)*
                }
            }
        }

        impl<S: Scalar> Activation<S> {
            /// Returns the activation of a name in model files, with the default parameters.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                $($(if name == stringify!($name) {
                    return Some(Self::$variant $({ $($parameter: S::from_f64($default)),+ })?);
                })*)*
                None
            }

            /// Returns the names and values of the parameters, in the order in which the function takes them.
            pub fn parameters(&self) -> impl Iterator<Item = (&'static str, S)> + use<S> {
                let mut all = [None; MOST];
                match *self {
                    $($(Self::$variant $({ $($parameter),+ })? => {
                        $(
                            let parameters = [$((stringify!($parameter), $parameter)),+];
                            for (slot, parameter) in all.iter_mut().zip(parameters) {
                                *slot = Some(parameter);
                            }
                        )?
                    })*)*
                }
                all.into_iter().flatten()
            }

            /// Sets a parameter; returns `None` if the activation has none of that name. Whether the value is valid may
            /// depend on the other parameters: see [`Self::check`].
            #[must_use]
            pub fn with_parameter(mut self, name: &str, value: S) -> Option<Self> {
                match &mut self {
                    $($(Self::$variant $({ $($parameter),+ })? => {
                        $($(if name == stringify!($parameter) {
                            *$parameter = value;
                            return Some(self);
                        })+)?
                    })*)*
                }
                None
            }

            /// Returns the activation with its parameters in another number type, each as the nearest number.
            #[must_use]
            pub fn cast<T: Scalar>(self) -> Activation<T> {
                match self {
                    $($(Self::$variant $({ $($parameter),+ })? => Activation::$variant $({
                        $($parameter: T::from_f64($parameter.to_f64())),+
                    })?,)*)*
                }
            }
        }
    };
    (@elementwise whole) => { false };
    (@elementwise $group:ident) => { true };
}

with_activations!(activations! {});

/// Defines the application of any activation to a slice. The function is chosen outside the loop, so that each loop
/// can be vectorised.
macro_rules! apply {
    (
        $float:ident, $module:ident;
        identity { $(#[$_doc:meta])* linear $linear:ident; }
        elementwise { $(
            $(#[$doc:meta])*
            $name:ident $variant:ident $({ $($(#[$parameter_doc:meta])* $parameter:ident = $default:expr;)+ })?;
        )* }
        whole { $($(#[$whole_doc:meta])* $whole:ident $whole_variant:ident;)* }
    ) => {
        impl Activation<$float> {
            /// Applies the activation to all values of a layer, in place.
            #[inline]
            pub const fn apply(self, values: &mut [$float]) {
                match self {
                    Self::$linear => {}
                    $(Self::$variant $({ $($parameter),+ })? => {
                        let mut i = 0;
                        while i < values.len() {
                            values[i] = $module::$name(values[i] $($(, $parameter)+)?);
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
}
