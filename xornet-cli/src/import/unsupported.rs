//! Parts of a source that cannot be imported, with the reasons.

use std::fmt;

/// A part of a source that cannot be imported, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    message: String,
    help: Option<String>,
}

impl Unsupported {
    /// Makes a message that says what cannot be imported, and why.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// Adds a line that says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        self.help = (!help.is_empty()).then_some(help);
        self
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}
