use std::fmt;
use std::ops::Range;

use crate::Diagnostic;

/// The reason why something is not a valid network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNetwork {
    key: &'static str,
    message: String,
    label: String,
    help: Option<String>,
}

impl InvalidNetwork {
    /// Makes an error about `key` of a model file.
    pub(crate) fn new(key: &'static str, message: impl Into<String>) -> Self {
        Self {
            key,
            message: message.into(),
            label: String::new(),
            help: None,
        }
    }

    /// Sets what was expected.
    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..self
        }
    }

    /// Sets how to fix the error.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Returns the key of the model file that the error is about.
    pub(crate) fn key(&self) -> &'static str {
        self.key
    }

    /// Makes the diagnostic of a model file that has this error at `span`.
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
