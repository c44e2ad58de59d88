//! The names of values, by which layers say what they take.

use std::ops::Range;

use super::value::{self, quoted};
use crate::diagnostic::{Diagnostic, Diagnostics, Read, Reported};
use crate::document::{Entries, Value, wrong_type};
use crate::suggest;

/// A name in a file, with its place.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    span: Range<usize>,
}

/// The names of all values: those of the network's inputs, and those of the layers, in the order of the file.
pub(super) struct Names {
    /// The number of inputs, whose values come first.
    inputs: usize,
    values: Vec<Option<Name>>,
    /// The error of the inputs of the network, whose names are not known then.
    unread: Option<Reported>,
}

impl Names {
    /// Collects the names of the inputs and the layers, and reports those that are given twice.
    pub(super) fn new(
        inputs: &[(String, Range<usize>)],
        layers: &[Read<Entries<'_, '_>>],
        unread: Option<Reported>,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut names = Self {
            inputs: inputs.len(),
            values: Vec::with_capacity(inputs.len() + layers.len()),
            unread,
        };
        for (text, span) in inputs {
            names.values.push(Some(Name {
                text: text.clone(),
                span: span.clone(),
            }));
        }
        for layer in layers {
            let name = layer.as_ref().ok().and_then(|entries| entries.get("name"));
            let name = name.and_then(|entry| name_of(entry.value, errors).ok());
            let name = name.filter(|name| match names.find(&name.text) {
                None => true,
                Some(first) => {
                    errors.push(names.twice(name, first));
                    false
                }
            });
            names.values.push(name);
        }
        names
    }

    /// Returns the index of the value with a name.
    fn find(&self, text: &str) -> Option<usize> {
        let named = |value: &Option<Name>| value.as_ref().is_some_and(|name| name.text == text);
        self.values.iter().position(named)
    }

    /// Makes the error of a name that value `first` has already.
    fn twice(&self, name: &Name, first: usize) -> Diagnostic {
        let message = format!("the name {} is given twice", quoted(&name.text));
        let label = match first.checked_sub(self.inputs) {
            None => "an input of the network has this name".to_owned(),
            Some(layer) => format!("layer {} has this name", layer + 1),
        };
        Diagnostic::new(name.span.clone(), message).label(label)
    }

    /// Returns the name of the layer with this index.
    pub(super) fn layer(&self, index: usize) -> Option<&str> {
        self.values[self.inputs + index]
            .as_ref()
            .map(|name| name.text.as_str())
    }

    /// Describes a value for messages.
    pub(super) fn describe(&self, value: usize) -> String {
        let name = self.values[value].as_ref().map(|name| quoted(&name.text));
        match (value.checked_sub(self.inputs), name) {
            (None, name) => name.unwrap_or_default(),
            (Some(layer), None) => format!("layer {}", layer + 1),
            (Some(layer), Some(name)) => format!("layer {}, {name}", layer + 1),
        }
    }

    /// Returns the value that a name stands for, for a layer that can take the first `known` values.
    pub(super) fn resolve(
        &self,
        value: &Value<'_>,
        known: usize,
        errors: &mut Diagnostics,
    ) -> Read<usize> {
        let text = value::string(value, "a name of `inputs`", errors)?;
        match self.find(text) {
            Some(found) if found < known => Ok(found),
            Some(found) => {
                let message = format!("{} is not computed yet", quoted(text));
                let error = Diagnostic::new(value.span(), message);
                Err(errors.push(if found == known {
                    error
                        .label("this is the layer itself")
                        .help("a layer takes earlier layers only")
                } else {
                    let later = format!("this is {}, which runs later", self.describe(found));
                    error
                        .label(later)
                        .help("layers run in the order of the file: move the other one up")
                }))
            }
            // It may be the name of an input that could not be read.
            None => Err(self
                .unread
                .unwrap_or_else(|| errors.push(self.unknown(text, value.span())))),
        }
    }

    /// Returns the layer that a name of `outputs` stands for, as the index of its value.
    pub(super) fn output(&self, value: &Value<'_>, errors: &mut Diagnostics) -> Read<usize> {
        let text = value::string(value, "a name of `outputs`", errors)?;
        match self.find(text) {
            Some(found) if found >= self.inputs => Ok(found),
            Some(_) => {
                let message = format!("the output {} is an input of the network", quoted(text));
                let error = Diagnostic::new(value.span(), message);
                Err(errors.push(error.label("expected the name of a layer")))
            }
            None => Err(errors.push(self.unknown(text, value.span()))),
        }
    }

    fn unknown(&self, text: &str, span: Range<usize>) -> Diagnostic {
        let names: Vec<_> = self
            .values
            .iter()
            .flatten()
            .map(|name| name.text.as_str())
            .collect();
        Diagnostic::new(span, format!("unknown name {}", quoted(text)))
            .label("no layer or input has this name")
            .help(suggest::help(text, &names))
    }
}

/// Reads the name of a layer: any text without control characters.
fn name_of(value: &Value<'_>, errors: &mut Diagnostics) -> Read<Name> {
    let text = value::string(value, "`name`", errors)?;
    if text.is_empty() || text.chars().any(char::is_control) {
        let message = match text {
            "" => "`name` of a layer is empty",
            _ => "`name` of a layer has a control character",
        };
        let error = Diagnostic::new(value.span(), message);
        return Err(errors.push(error.label("expected a text without control characters")));
    }
    Ok(Name {
        text: text.to_owned(),
        span: value.span(),
    })
}

/// Reads a name or an array of names, each by `one`.
pub(super) fn list(
    value: &Value<'_>,
    key: &str,
    errors: &mut Diagnostics,
    mut one: impl FnMut(&Value<'_>, &mut Diagnostics) -> Read<usize>,
) -> Read<Vec<usize>> {
    if value.get_ref().as_str().is_some() {
        return Ok(vec![one(value, errors)?]);
    }
    let Some(array) = value.get_ref().as_array() else {
        let expected = "a name, or an array of names";
        return Err(errors.push(wrong_type(value, &format!("`{key}`"), expected)));
    };
    if array.is_empty() {
        let error = Diagnostic::new(value.span(), format!("`{key}` is empty"));
        return Err(errors.push(error.label("expected at least one name")));
    }
    // Collected twice, so that all names are read and all their errors are reported.
    let ids = array.iter().map(|value| one(value, errors));
    ids.collect::<Vec<_>>().into_iter().collect()
}
