//! Layers as `--layers` describes them.

use std::str::FromStr;

use anyhow::{Context, anyhow, bail, ensure};
use xornet_model::{Activation, WIDTH_LIMIT};

use crate::activation::{split, with_parameters};

/// A layer, written as in `16:relu`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layer {
    /// The number of units; `None` for an activation layer.
    pub(super) units: Option<usize>,
    pub(super) activation: Activation<f64>,
}

impl FromStr for Layer {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (units, activation) = match text.split_once(':') {
            Some((units, activation)) => (Some(units), Some(activation)),
            None if text.contains(|c: char| c.is_alphabetic()) => (None, Some(text)),
            None => (Some(text), None),
        };
        Ok(Self {
            units: units.map(self::units).transpose()?,
            activation: activation.map_or(Ok(Activation::Linear), self::activation)?,
        })
    }
}

/// Reads a number of units.
fn units(text: &str) -> anyhow::Result<usize> {
    let units: usize = text
        .trim()
        .parse()
        .with_context(|| format!("`{text}` is not a number of units"))?;
    ensure!(
        (1..=WIDTH_LIMIT).contains(&units),
        "a layer must have from 1 to {WIDTH_LIMIT} units"
    );
    Ok(units)
}

/// Reads `relu`, `leaky_relu=0.1` or `clamp=-1/1`.
fn activation(text: &str) -> anyhow::Result<Activation<f64>> {
    let (name, parameters) = split(text);
    let Some(activation) = Activation::named(name) else {
        let names = Activation::<f64>::NAMES;
        bail!(
            "`{name}` is not an activation; {}",
            xornet_model::suggest(name, names)
        );
    };
    match parameters {
        None => Ok(activation),
        Some(parameters) => with_parameters(activation, parameters).map_err(|error| anyhow!(error)),
    }
}

#[cfg(test)]
mod tests {
    use xornet_model::Activation;

    use super::Layer;

    #[test]
    fn layers_are_units_with_an_activation() {
        let layer = |text: &str| text.parse::<Layer>().map_err(|error| format!("{error:#}"));
        let valid = |units, activation| Ok(Layer { units, activation });
        assert_eq!(layer("16:relu"), valid(Some(16), Activation::Relu));
        assert_eq!(layer("16"), valid(Some(16), Activation::Linear));
        assert_eq!(layer("softmax"), valid(None, Activation::Softmax));
        assert_eq!(
            layer(" 3 : leaky_relu = -1e-3"),
            valid(Some(3), Activation::LeakyRelu { slope: -0.001 })
        );
        let (min, max) = (-2.0, 2.0);
        assert_eq!(
            layer("3:clamp=-2/2"),
            valid(Some(3), Activation::Clamp { min, max })
        );
        let invalid = |text: &str, problem: &str| assert_eq!(layer(text), Err(problem.to_owned()));
        invalid(
            "3:sigmiod",
            "`sigmiod` is not an activation; did you mean `sigmoid`?",
        );
        invalid("3:relu=1", "`relu` takes no parameter");
        invalid("3:celu=0", "`alpha` of `celu` cannot be 0");
        invalid("3:elu=x", "`x` is not a finite number");
        invalid("0:relu", "a layer must have from 1 to 1048576 units");
        invalid(
            ":relu",
            "`` is not a number of units: cannot parse integer from empty string",
        );
    }
}
