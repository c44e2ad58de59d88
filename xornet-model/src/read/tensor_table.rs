//! The reading of a table that refers to a tensor of another file: `{ file = "…", tensor = "…" }`.

use std::ops::Range;

use super::value::{self, quoted};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Entry, Table, wrong_type};

/// A reference to a tensor of another file.
pub(super) struct Reference<'d> {
    pub(super) file: &'d str,
    pub(super) file_span: Range<usize>,
    pub(super) name: &'d str,
    pub(super) name_span: Range<usize>,
    pub(super) transposed: bool,
    /// The order in which the axes of the tensor are taken.
    pub(super) axes: Option<Vec<usize>>,
}

impl<'d> Reference<'d> {
    /// Reads the table, for a tensor of `rank` axes. Only a matrix can be transposed.
    pub(super) fn read(
        entries: Entries<'d, '_>,
        rank: usize,
        errors: &mut Diagnostics,
    ) -> Read<Self> {
        let table = entries.open(&["file", "tensor", "transpose", "axes"], errors);
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
            Some(entry) if rank != 2 => {
                let message = format!("{} cannot be transposed", table.title);
                let error = Diagnostic::new(entry.key, message);
                Err(errors.push(match rank {
                    1 => error.label("a vector has one dimension: leave this out"),
                    _ => error
                        .label("only a matrix has a transpose")
                        .help("write the order of the axes, as in `axes = [2, 3, 1, 0]`"),
                }))
            }
            Some(entry) => {
                let transposed = entry.value.get_ref().as_bool();
                let error = || wrong_type(entry.value, "`transpose`", "`true` or `false`");
                transposed.ok_or_else(|| errors.push(error()))
            }
        };
        let axes = table
            .get("axes")
            .map(|entry| axes(&table, &entry, rank, errors));
        let axes = axes.transpose();
        let ((file, file_span), (name, name_span)) = (file?, name?);
        Ok(Self {
            file,
            file_span,
            name,
            name_span,
            transposed: transposed?,
            axes: axes?,
        })
    }
}

/// Reads the order of the axes: a permutation of the numbers from 0.
fn axes(
    table: &Table<'_, '_>,
    entry: &Entry<'_, '_>,
    rank: usize,
    errors: &mut Diagnostics,
) -> Read<Vec<usize>> {
    // Of other ranks, `transpose` alone is an error.
    if let Some(transpose) = table.get("transpose").filter(|_| rank == 2) {
        let message = format!("{} has both `transpose` and `axes`", table.title);
        let error = Diagnostic::new(transpose.key, message);
        return Err(errors.push(error.label("expected one of them")));
    }
    let Some(array) = entry.value.get_ref().as_array() else {
        let expected = "the order of the axes, as in `axes = [2, 3, 1, 0]`";
        return Err(errors.push(wrong_type(entry.value, "`axes`", expected)));
    };
    let axes = array
        .iter()
        .map(|value| value::whole(value, "an axis", errors));
    let axes: Read<Vec<_>> = axes.collect::<Vec<_>>().into_iter().collect();
    let axes = axes?;
    let mut sorted = axes.clone();
    sorted.sort_unstable();
    if sorted != (0..rank).collect::<Vec<_>>() {
        let message = format!("`axes` is not an order of {rank} axes");
        let label = format!("expected each of the numbers from 0 to {} once", rank - 1);
        return Err(errors.push(Diagnostic::new(entry.value.span(), message).label(label)));
    }
    Ok(axes)
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
