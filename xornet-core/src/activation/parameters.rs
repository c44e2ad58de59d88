//! The rules for parameters of activations.

use core::fmt::{self, Display, Formatter};

use super::Activation;
use crate::Scalar;

impl<S: Scalar> Activation<S> {
    /// Returns the parameters that texts for people need: all but those of the usual `hard_sigmoid`, whose slope of 1/6
    /// is not a short decimal.
    pub fn written_parameters(&self) -> impl Iterator<Item = (&'static str, S)> + use<S> {
        let is_usual = match self {
            Self::HardSigmoid { .. } => Self::named("hard_sigmoid") == Some(*self),
            _ => false,
        };
        self.parameters().filter(move |_| !is_usual)
    }

    /// Returns the activation, if its parameters are valid.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, `alpha` of `celu` is zero, or `min` of `clamp` is greater than `max`.
    pub fn check(self) -> Result<Self, InvalidParameter> {
        let invalid = |parameter, problem| InvalidParameter {
            activation: self.name(),
            parameter,
            problem,
        };
        if let Some((parameter, _)) = self.parameters().find(|(_, value)| !value.is_finite()) {
            return Err(invalid(parameter, "is not finite"));
        }
        match self {
            Self::Celu { alpha } if alpha.is_zero() => Err(invalid("alpha", "cannot be 0")),
            Self::Clamp { min, max } if min > max => {
                Err(invalid("min", "is greater than its `max`"))
            }
            valid => Ok(valid),
        }
    }
}

/// The reason why an activation cannot have its parameters; as text, "`alpha` of `celu` cannot be 0".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidParameter {
    activation: &'static str,
    parameter: &'static str,
    problem: &'static str,
}

impl InvalidParameter {
    /// Returns the name of the parameter.
    #[must_use]
    pub const fn parameter(&self) -> &'static str {
        self.parameter
    }
}

impl Display for InvalidParameter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            activation,
            parameter,
            problem,
        } = self;
        write!(f, "`{parameter}` of `{activation}` {problem}")
    }
}

impl core::error::Error for InvalidParameter {}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::ToString;

    use super::Activation;

    #[test]
    fn parameters_default_to_those_of_pytorch() {
        let slope = Activation::named("leaky_relu");
        assert_eq!(slope, Some(Activation::LeakyRelu { slope: 0.01f32 }));
        let alpha = Activation::named("celu");
        assert_eq!(alpha, Some(Activation::Celu { alpha: 1.0f64 }));
        let clamp = Activation::named("clamp");
        let hardtanh = Activation::Clamp {
            min: -1.0f32,
            max: 1.0,
        };
        assert_eq!(clamp, Some(hardtanh));
        let sigmoid = Activation::<f32>::named("hard_sigmoid");
        assert!(
            sigmoid
                .is_some_and(|it| { it.parameters().eq([("slope", 1.0 / 6.0), ("offset", 0.5)]) })
        );
        assert!(sigmoid.is_some_and(|it| it.written_parameters().next().is_none()));
        let steeper = sigmoid.and_then(|it| it.with_parameter("slope", 0.2));
        assert!(steeper.is_some_and(|it| it.written_parameters().count() == 2));
        let relu = Activation::<f32>::named("relu");
        assert!(relu.is_some_and(|relu| relu.parameters().next().is_none()));
    }

    #[test]
    fn parameters_are_set_by_name() {
        let clamp = Activation::Clamp {
            min: -1.0f32,
            max: 1.0,
        };
        let wider = Activation::Clamp {
            min: -1.0,
            max: 3.0,
        };
        assert_eq!(clamp.with_parameter("max", 3.0), Some(wider));
        assert_eq!(clamp.with_parameter("alpha", 3.0), None);
        assert_eq!(Activation::Relu.with_parameter("max", 3.0f32), None);
    }

    #[test]
    fn a_parameter_takes_the_nearest_number_of_the_type() {
        let slope = Activation::LeakyRelu { slope: 0.1f64 };
        assert_eq!(slope.cast(), Activation::LeakyRelu { slope: 0.1f32 });
        assert_eq!(Activation::<f64>::Tanh.cast(), Activation::<f32>::Tanh);
    }

    #[test]
    fn invalid_parameters_are_found() {
        let problem = |activation: Activation<f32>| activation.check().map_err(|e| e.to_string());
        let zero = Activation::Celu { alpha: -0.0 };
        assert_eq!(problem(zero), Err("`alpha` of `celu` cannot be 0".into()));
        let clamp = |min, max| Activation::Clamp { min, max };
        assert_eq!(problem(clamp(2.0, 2.0)), Ok(clamp(2.0, 2.0)));
        assert_eq!(
            problem(clamp(2.0, 1.0)),
            Err("`min` of `clamp` is greater than its `max`".into())
        );
        assert_eq!(
            problem(clamp(0.0, f32::NAN)),
            Err("`max` of `clamp` is not finite".into())
        );
        let elu = Activation::Elu { alpha: 0.0 };
        assert_eq!(problem(elu), Ok(elu));
    }
}
