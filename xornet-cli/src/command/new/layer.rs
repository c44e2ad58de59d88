//! Layers as `--layers` describes them.

use std::str::FromStr;

use anyhow::{Context, anyhow, bail, ensure};
use xornet_model::{Activation, LayerKind, WIDTH_LIMIT};

use crate::activation::{split, with_parameters};

/// A layer, written as in `16:relu`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layer {
    pub(super) form: Form,
    pub(super) activation: Activation<f64>,
}

/// The form of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `16`: a dense layer of so many units.
    Dense(usize),
    /// An activation as a layer of its own.
    Activation,
    /// `conv8x3`: a convolution of so many filters, with a window of this size along each axis.
    Convolution(usize, usize),
    /// `pool2`: the maximum of windows of this size along each axis.
    Pool(usize),
    /// `global_max_pool` or `global_average_pool`.
    GlobalPool(LayerKind),
    /// `flatten`.
    Flatten,
    /// `gru16`: a recurrent layer of so many units.
    Recurrent(LayerKind, usize),
    /// `window6`: the last so many frames of a stream.
    Window(usize),
}

impl FromStr for Layer {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (head, activation) = match text.split_once(':') {
            Some((head, activation)) => (head.trim(), Some(activation)),
            None => (text.trim(), None),
        };
        let form = match form(head)? {
            Some(form) => form,
            None if activation.is_some() || !head.contains(|c: char| c.is_alphabetic()) => {
                Form::Dense(number(head, "units", WIDTH_LIMIT)?)
            }
            None => {
                return Ok(Self {
                    form: Form::Activation,
                    activation: self::activation(head)?,
                });
            }
        };
        let takes = matches!(
            form,
            Form::Dense(_) | Form::Convolution(..) | Form::Recurrent(..)
        );
        ensure!(
            takes || activation.is_none(),
            "`{head}` takes no activation: write it as a layer of its own"
        );
        let default = match form {
            Form::Recurrent(..) => Activation::Tanh,
            _ => Activation::Linear,
        };
        Ok(Self {
            form,
            activation: activation.map_or(Ok(default), self::activation)?,
        })
    }
}

/// Reads the form of a layer that begins with a word; returns `None` if it does not.
fn form(head: &str) -> anyhow::Result<Option<Form>> {
    let sizes = |word: &str| {
        let rest = head.strip_prefix(word)?;
        rest.starts_with(|c: char| c.is_ascii_digit())
            .then_some(rest)
    };
    if let Some(sizes) = sizes("conv") {
        let (filters, window) = sizes.split_once('x').with_context(|| {
            format!("`{head}` needs filters and a window, as in `conv8x3` for 8 filters of 3 × 3")
        })?;
        let filters = number(filters, "filters", WIDTH_LIMIT)?;
        let window = number(window, "positions of a window", LONGEST_WINDOW)?;
        return Ok(Some(Form::Convolution(filters, window)));
    }
    if let Some(size) = sizes("pool") {
        let size = number(size, "positions of a window", LONGEST_WINDOW)?;
        return Ok(Some(Form::Pool(size)));
    }
    for kind in [LayerKind::Rnn, LayerKind::Gru, LayerKind::Lstm] {
        if let Some(units) = sizes(kind.name()) {
            let units = number(units, "units", WIDTH_LIMIT)?;
            return Ok(Some(Form::Recurrent(kind, units)));
        }
    }
    if let Some(frames) = sizes("window") {
        let frames = number(frames, "frames", LONGEST_WINDOW)?;
        return Ok(Some(Form::Window(frames)));
    }
    Ok(match head {
        "flatten" => Some(Form::Flatten),
        "global_max_pool" => Some(Form::GlobalPool(LayerKind::GlobalMaxPool)),
        "global_average_pool" => Some(Form::GlobalPool(LayerKind::GlobalAveragePool)),
        _ => None,
    })
}

/// The longest window of a convolution or a pool.
const LONGEST_WINDOW: usize = 1024;

/// Reads a number of units, filters or positions.
fn number(text: &str, noun: &str, most: usize) -> anyhow::Result<usize> {
    let number: usize = text
        .trim()
        .parse()
        .with_context(|| format!("`{text}` is not a number of {noun}"))?;
    ensure!(
        (1..=most).contains(&number),
        "a layer must have from 1 to {most} {noun}"
    );
    Ok(number)
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
    use xornet_model::{Activation, LayerKind};

    use super::{Form, Layer};

    #[test]
    fn layers_are_words_with_an_activation() {
        let layer = |text: &str| text.parse::<Layer>().map_err(|error| format!("{error:#}"));
        let valid = |units: Option<usize>, activation| {
            let form = units.map_or(Form::Activation, Form::Dense);
            Ok(Layer { form, activation })
        };
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
        let (form, activation) = (Form::Convolution(8, 3), Activation::Relu);
        assert_eq!(layer("conv8x3:relu"), Ok(Layer { form, activation }));
        let (form, activation) = (Form::Pool(2), Activation::Linear);
        assert_eq!(layer("pool2"), Ok(Layer { form, activation }));
        let form = Form::Flatten;
        assert_eq!(layer("flatten"), Ok(Layer { form, activation }));
        let (form, activation) = (Form::Recurrent(LayerKind::Gru, 16), Activation::Tanh);
        assert_eq!(layer("gru16"), Ok(Layer { form, activation }));
        let (form, activation) = (Form::Window(6), Activation::Linear);
        assert_eq!(layer("window6"), Ok(Layer { form, activation }));
        invalid(
            "conv8",
            "`conv8` needs filters and a window, as in `conv8x3` for 8 filters of 3 × 3",
        );
        invalid("conv0x3", "a layer must have from 1 to 1048576 filters");
        invalid(
            "pool2000",
            "a layer must have from 1 to 1024 positions of a window",
        );
        invalid(
            "pool2:relu",
            "`pool2` takes no activation: write it as a layer of its own",
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
