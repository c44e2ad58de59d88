//! Activations, by name or with parameters.

use crate::import::frames::Frames;
use crate::import::graph::{Activation, Operation, ValueId};
use crate::import::json::value::Json;
use crate::import::names::shown;

/// An activation of a value's channels.
#[derive(Clone, Debug)]
pub enum Function {
    Each(Activation),
    /// A slope for each channel.
    Slopes(Vec<f64>),
}

impl Function {
    /// Reads an activation.
    pub fn read(json: &Json<'_>) -> Result<Self, String> {
        let (name, parameters) = match json.get("type") {
            Some(name) => (name.text()?, Some(json)),
            None => (json.text()?, None),
        };
        let number = |key: &str, default: f64| {
            let given = parameters.and_then(|parameters| parameters.get(key));
            given.map_or(Ok(default), |given| given.number())
        };
        let each = match name {
            "Tanh" => Activation::Tanh,
            "ReLU" => Activation::Relu,
            "Sigmoid" => Activation::Sigmoid,
            "SiLU" => Activation::Silu,
            "Softsign" => Activation::Softsign,
            "Hardswish" => Activation::HardSwish,
            "Hardtanh" => Activation::Clamp {
                min: -1.0,
                max: 1.0,
            },
            "LeakyReLU" => Activation::LeakyRelu {
                slope: number("negative_slope", 0.01)?,
            },
            "PReLU" => {
                if let Some(slopes) =
                    parameters.and_then(|parameters| parameters.get("negative_slopes"))
                {
                    return Ok(Self::Slopes(slopes.tensor()?.1));
                }
                Activation::LeakyRelu {
                    slope: number("negative_slope", 0.01)?,
                }
            }
            "LeakyHardtanh" | "LeakyHardTanh"
                if number("min_slope", 0.01)? == 0.0 && number("max_slope", 0.01)? == 0.0 =>
            {
                Activation::Clamp {
                    min: number("min_val", -1.0)?,
                    max: number("max_val", 1.0)?,
                }
            }
            _ => {
                return Err(format!(
                    "its activation {} is not one of xornet's",
                    shown(name)
                ));
            }
        };
        Ok(Self::Each(each))
    }

    /// Adds it after a value.
    pub fn apply(
        &self,
        frames: &mut Frames,
        input: ValueId,
        origin: &str,
    ) -> Result<ValueId, String> {
        match self {
            Self::Each(activation) => Ok(frames.activation(*activation, input, origin)),
            Self::Slopes(slopes) => {
                let channels = frames.channels(input);
                if slopes.len() != channels && slopes.len() != 1 {
                    return Err(format!(
                        "it has {} slopes for {channels} channels",
                        slopes.len()
                    ));
                }
                Ok(frames.push(Operation::Prelu(slopes.clone()), input, origin))
            }
        }
    }
}
