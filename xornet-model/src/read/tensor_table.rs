//! The reading of a table that refers to a tensor of another file: `{ file = "…", tensor = "…" }`.

use std::ops::Range;

use super::value::{self, quoted};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Table, wrong_type};

/// A reference to a tensor of another file.
pub(super) struct Reference<'d> {
    pub(super) file: &'d str,
    pub(super) file_span: Range<usize>,
    pub(super) name: &'d str,
    pub(super) name_span: Range<usize>,
    pub(super) transposed: bool,
}

impl<'d> Reference<'d> {
    /// Reads the table; only a `matrix` can be transposed.
    pub(super) fn read(
        entries: Entries<'d, '_>,
        matrix: bool,
        errors: &mut Diagnostics,
    ) -> Read<Self> {
        let table = entries.open(&["file", "tensor", "transpose"], errors);
        let file = text(
            &table,
            "file",
            "the file's path, as in `file = \"weights.safetensors\"`",
            errors,
        )
        .and_then(|(file, span)| match portable(file) {
            Ok(()) => Ok((file, span)),
            Err(problem) => {
                let message = format!("the path {} {problem}", quoted(file));
                let label = "expected a path from this file's folder, its parts divided by `/`";
                Err(errors.push(Diagnostic::new(span, message).label(label)))
            }
        });
        let name = text(
            &table,
            "tensor",
            "the tensor's name, as in `tensor = \"layers.0.weight\"`",
            errors,
        );
        let transposed = match table.get("transpose") {
            None => Ok(false),
            Some(entry) if !matrix => {
                let message = format!("{} cannot be transposed", table.title);
                let label = "a vector has one dimension: leave this out";
                Err(errors.push(Diagnostic::new(entry.key, message).label(label)))
            }
            Some(entry) => {
                let transposed = entry.value.get_ref().as_bool();
                let error = || wrong_type(entry.value, "`transpose`", "`true` or `false`");
                transposed.ok_or_else(|| errors.push(error()))
            }
        };
        let ((file, file_span), (name, name_span)) = (file?, name?);
        Ok(Self {
            file,
            file_span,
            name,
            name_span,
            transposed: transposed?,
        })
    }
}

/// Reads a required string, and returns it with its place.
fn text<'d>(
    table: &Table<'d, '_>,
    key: &str,
    expected: &str,
    errors: &mut Diagnostics,
) -> Read<(&'d str, Range<usize>)> {
    let entry = table.require(key, expected, errors)?;
    let text = value::string(entry.value, &format!("`{key}`"), errors)?;
    Ok((text, entry.value.span()))
}

/// Rejects paths that mean something else on another machine. A path may lead upwards: a model file is a trusted
/// part of a program, and the file that it refers to is read as numbers only.
fn portable(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("is empty");
    }
    if path.contains('\\') {
        return Err("has a backslash, which divides folders on some systems only");
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Err("is absolute: it would name a place on this machine only");
    }
    Ok(())
}
