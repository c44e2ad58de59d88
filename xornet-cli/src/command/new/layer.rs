//! A layer as `--layers` spells it.

use std::str::FromStr;

use anyhow::{Context, bail, ensure};
use xornet_model::{Activation, Float, WIDTH_LIMIT};

/// `16:relu`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    /// None where the layer is an activation of its own.
    pub(super) units: Option<usize>,
    /// As a model file spells it.
    pub(super) activation: String,
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
            units: units.map(count).transpose()?,
            activation: activation.map_or(Ok("\"linear\"".into()), spelling)?,
        })
    }
}

fn count(text: &str) -> anyhow::Result<usize> {
    let count: usize = text
        .trim()
        .parse()
        .with_context(|| format!("`{text}` is no number of units"))?;
    ensure!(
        (1..=WIDTH_LIMIT).contains(&count),
        "a layer has from 1 to {WIDTH_LIMIT} units"
    );
    Ok(count)
}

/// `relu` as `"relu"`, `leaky_relu=0.1` as `{ type = "leaky_relu", slope = 0.1 }`.
fn spelling(text: &str) -> anyhow::Result<String> {
    let (name, parameter) = match text.split_once('=') {
        Some((name, parameter)) => (name.trim(), Some(parameter)),
        None => (text.trim(), None),
    };
    let Some(activation) = Activation::<f64>::named(name) else {
        let names = Activation::<f64>::NAMES;
        bail!(
            "`{name}` is no activation; {}",
            xornet_model::suggest(name, names)
        );
    };
    let Some(parameter) = parameter else {
        return Ok(format!("\"{name}\""));
    };
    let (key, _) = activation
        .parameter()
        .with_context(|| format!("`{name}` takes no parameter"))?;
    let value = f64::parse(parameter.trim()).filter(|value| value.is_finite());
    let value = value.with_context(|| format!("`{parameter}` is no finite number"))?;
    Ok(format!(
        "{{ type = \"{name}\", {key} = {} }}",
        value.shortest()
    ))
}

#[cfg(test)]
mod tests {
    use super::Layer;

    #[test]
    fn layers_are_units_with_an_activation() {
        let layer = |text: &str| text.parse::<Layer>().map_err(|error| format!("{error:#}"));
        let good = |units, activation: &str| {
            let activation = activation.to_owned();
            Ok(Layer { units, activation })
        };
        assert_eq!(layer("16:relu"), good(Some(16), "\"relu\""));
        assert_eq!(layer("16"), good(Some(16), "\"linear\""));
        assert_eq!(layer("softmax"), good(None, "\"softmax\""));
        assert_eq!(
            layer(" 3 : leaky_relu = -1e-3"),
            good(Some(3), "{ type = \"leaky_relu\", slope = -0.001 }")
        );
        let bad = |text: &str, problem: &str| assert_eq!(layer(text), Err(problem.to_owned()));
        bad(
            "3:sigmiod",
            "`sigmiod` is no activation; did you mean `sigmoid`?",
        );
        bad("3:relu=1", "`relu` takes no parameter");
        bad("3:elu=x", "`x` is no finite number");
        bad("0:relu", "a layer has from 1 to 1048576 units");
        bad(
            ":relu",
            "`` is no number of units: cannot parse integer from empty string",
        );
    }
}
