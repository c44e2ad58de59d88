//! The reading of layers in a chain, each of which takes the output of the one before.

use super::{Reader, limits, tables, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read, Reported};
use crate::document::{Entries, Table, Value};
use crate::layer::{Known, Outcome};
use crate::{Activation, Float, Layer, suggest};
use xornet_core::LayerKind;

/// The layers, and the knowledge about the output, even if some layers have errors.
pub(super) struct Layers<T> {
    pub(super) list: Read<Vec<Layer<T>>>,
    pub(super) output: Known,
}

impl<T> From<Reported> for Layers<T> {
    fn from(reported: Reported) -> Self {
        Self {
            list: Err(reported),
            output: Known::nothing(reported),
        }
    }
}

/// Reads the layers of the model.
pub(super) fn layers<T: Float>(
    root: &Table<'_, '_>,
    input: Known,
    reader: &mut Reader<'_, '_>,
) -> Layers<T> {
    let entry = match root.require("layers", "at least one `[[layers]]`", reader.errors) {
        Ok(entry) => entry,
        Err(reported) => return reported.into(),
    };
    let tables = match tables(entry.value, "layers", "layer", reader.errors) {
        Ok(tables) => tables,
        Err(reported) => return reported.into(),
    };
    if tables.is_empty() {
        let error = Diagnostic::new(entry.key, "the model has no layers")
            .label("expected at least one `[[layers]]`");
        return reader.errors.push(error).into();
    }
    if let Err(reported) = limits::layers(&tables, &entry.key, reader.errors) {
        return Layers {
            list: Err(reported),
            output: Known {
                shape: Err(reported),
                declared: last_units(&tables).or(input.declared),
            },
        };
    }
    let mut output = input;
    let list: Vec<_> = tables
        .into_iter()
        .map(|entries| {
            let outcome = match entries {
                Ok(entries) => layer(entries, output, reader),
                Err(reported) => Outcome::nothing(reported),
            };
            output = outcome.output;
            outcome.layer
        })
        .collect();
    Layers {
        list: list.into_iter().collect(),
        output,
    }
}

/// Returns the units of the last layer that has this key, for a model of too many layers to read them.
fn last_units(tables: &[Read<Entries<'_, '_>>]) -> Option<xornet_core::Shape> {
    let mut tables = tables.iter().rev().flatten();
    let units = tables.find_map(|table| table.get("units"))?;
    // Errors are dropped, since only the limit is reported.
    value::length(units.value, "`units`", &mut Diagnostics::default()).ok()
}

/// Reads a layer of any kind.
fn layer<T: Float>(
    entries: Entries<'_, '_>,
    input: Known,
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer<T>> {
    let expected = "the layer's type, `type = \"dense\"` or `type = \"activation\"`";
    let name = entries
        .kind("type", expected, reader.errors)
        .and_then(|entry| {
            let name = value::string(entry.value, "`type`", reader.errors)?;
            Ok((name, entry.value))
        });
    let (name, value) = match name {
        Ok(name) => name,
        Err(reported) => return Outcome::nothing(reported),
    };
    match Layer::read(name, entries, &[input], reader) {
        Some(outcome) => outcome,
        None => Outcome::nothing(reader.errors.push(unknown_type::<T>(name, value))),
    }
}

/// Makes the error of a layer type that does not exist.
fn unknown_type<T: Float>(name: &str, value: &Value<'_>) -> Diagnostic {
    let message = format!("unknown layer type {}", value::quoted(name));
    let error = Diagnostic::new(value.span(), message);
    let names: Vec<_> = LayerKind::ALL.iter().map(|kind| kind.name()).collect();
    match Activation::<T>::named(name) {
        Some(_) => error
            .label("an activation is not a layer type")
            .help(format!(
                "write `type = \"activation\"` and `activation = \"{name}\"`"
            )),
        None => error
            .label("not a layer type")
            .help(suggest::help(name, &names)),
    }
}
