use std::fmt;
use std::ops::Range;

use xornet_core::Shape;

use crate::Diagnostic;

/// Why something is not a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNetwork {
    key: &'static str,
    message: String,
    label: String,
    help: Option<String>,
}

impl InvalidNetwork {
    /// `key` is that of the model file which the reason is about.
    pub(crate) fn new(key: &'static str, message: impl Into<String>) -> Self {
        Self {
            key,
            message: message.into(),
            label: String::new(),
            help: None,
        }
    }

    /// Returns the same with what was expected.
    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..self
        }
    }

    /// Returns the same with how to fix it.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Returns the only input of a layer that takes one.
    pub(crate) fn one_input(inputs: &[Shape]) -> Result<Shape, Self> {
        match inputs {
            [input] => Ok(*input),
            _ => Err(Self::new(
                "layers",
                format!("the layer takes one input, not {}", inputs.len()),
            )),
        }
    }

    /// Returns the key of the model file that the reason is about.
    pub(crate) fn key(&self) -> &'static str {
        self.key
    }

    /// Returns the error of a model file in which this is found at `span`.
    pub(crate) fn at(&self, span: Range<usize>) -> Diagnostic {
        let error = Diagnostic::new(span, self.message.clone()).label(self.label.clone());
        match &self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

impl fmt::Display for InvalidNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for InvalidNetwork {}
