//! The error of inputs that a layer does not take.

use xornet_core::{LayerKind, Shape};

use super::Input;
use crate::document::Table;
use crate::{Diagnostic, InvalidNetwork};

/// The reason why a layer does not take its inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// What the layer needs, in words that follow "which".
    reason: String,
    help: Option<String>,
    /// The key at which the error is shown, if it is not the layer as a whole.
    key: Option<&'static str>,
}

impl Misfit {
    /// Makes the error; `reason` says what is wrong with the shapes, after "the layer gets … from …:".
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            help: None,
            key: None,
        }
    }

    /// Sets how to fix the error.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Sets the key at which the error is shown.
    pub(crate) fn at(self, key: &'static str) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }

    /// Makes the diagnostic of a layer in a file.
    pub(crate) fn of(
        &self,
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
    ) -> Diagnostic {
        let got: Vec<_> = inputs
            .iter()
            .map(|input| match input.known.shape {
                Ok(shape) if input.stream && shape.rank() == 1 => {
                    let numbers = crate::quantity(shape.count(), "number");
                    format!("frames of {numbers} from {}", input.from)
                }
                Ok(shape) => format!("{shape} from {}", input.from),
                Err(_) => format!("an unknown shape from {}", input.from),
            })
            .collect();
        let message = format!("{} ({}) gets {}", table.title, kind.name(), and(&got));
        let span = self
            .key
            .and_then(|key| table.get(key))
            .map(|entry| entry.key);
        let error = Diagnostic::new(span.unwrap_or_else(|| table.span.clone()), message)
            .label(self.reason.clone());
        match &self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// Makes the error of a layer that is not from a file.
    pub(crate) fn invalid(&self, kind: LayerKind, inputs: &[Shape]) -> InvalidNetwork {
        let got: Vec<_> = inputs.iter().map(Shape::to_string).collect();
        let message = format!(
            "a {} layer gets {}: {}",
            kind.name(),
            and(&got),
            self.reason
        );
        let error = InvalidNetwork::new("layers", message);
        match &self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// Joins words by commas and "and".
fn and(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
