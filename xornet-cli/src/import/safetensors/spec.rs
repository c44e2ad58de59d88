//! Layers as the command line describes them.

use std::str::FromStr;

use crate::activation::{split, with_parameters};
use crate::import::graph::Activation;

/// A layer, written as `fc1:relu`, `fc1:leaky_relu=0.2`, `fc1:clamp=-1/1`, `fc1`, `:softmax`, `rnn:gru` or `rnn`.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerSpec {
    /// The prefix of the names of its tensors; empty for an activation layer.
    pub(super) prefix: String,
    pub(super) activation: Activation,
    /// The type of a recurrent layer, if it is told.
    pub(super) recurrent: Option<RecurrentKind>,
}

/// A type of recurrent layers, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecurrentKind {
    Gru,
    Lstm,
    Rnn,
    /// With `relu` in place of `tanh`, which tensors cannot tell.
    RnnRelu,
}

impl RecurrentKind {
    /// Returns the kind that a name means.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "gru" => Self::Gru,
            "lstm" => Self::Lstm,
            "rnn" => Self::Rnn,
            "rnn_relu" => Self::RnnRelu,
            _ => return None,
        })
    }

    /// Returns the type of the layer.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gru => "gru",
            Self::Lstm => "lstm",
            Self::Rnn | Self::RnnRelu => "rnn",
        }
    }
}

impl FromStr for LayerSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (prefix, function) = text.rsplit_once(':').unwrap_or((text, "linear"));
        if let Some(kind) = RecurrentKind::named(function) {
            if prefix.is_empty() {
                return Err(format!(
                    "`:{function}` has no tensors: give the prefix of their names"
                ));
            }
            return Ok(Self {
                prefix: prefix.to_owned(),
                activation: Activation::Linear,
                recurrent: Some(kind),
            });
        }
        let (name, parameters) = split(function);
        let activation = Activation::named(name).ok_or_else(|| {
            let near = Activation::NAMES
                .iter()
                .min_by_key(|known| strsim::damerau_levenshtein(known, name));
            match near {
                Some(near) if strsim::jaro_winkler(near, name) > 0.8 => {
                    format!("there is no activation `{name}`; did you mean `{near}`?")
                }
                _ => format!(
                    "there is no activation `{name}`; there are {}",
                    Activation::NAMES.join(", ")
                ),
            }
        })?;
        let activation = match parameters {
            None => activation,
            Some(parameters) => with_parameters(activation, parameters)?,
        };
        if prefix.is_empty() && activation == Activation::Linear {
            return Err("it names neither a tensor nor an activation".into());
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            activation,
            recurrent: None,
        })
    }
}

/// The order of a matrix's axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// One row per unit, as PyTorch's `weight`
    OutIn,
    /// One row per input, as Keras' and JAX' `kernel`
    InOut,
}

impl Layout {
    /// Returns the other one, as the command line spells it.
    pub(super) fn other(self) -> &'static str {
        match self {
            Self::OutIn => "in-out",
            Self::InOut => "out-in",
        }
    }
}
