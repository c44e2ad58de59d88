//! The table that stands for a tensor of another file: `{ file = "…", tensor = "…" }`.

use std::ops::Range;

use super::value::{self, quoted};
use crate::document::{Table, wrong_type};
use crate::fault::{Fault, Faults};

/// A table's tensor of a file, with the places of both.
pub(super) struct Reference<'d> {
    pub(super) file: &'d str,
    pub(super) file_span: Range<usize>,
    pub(super) name: &'d str,
    pub(super) name_span: Range<usize>,
    pub(super) transposed: bool,
}

impl<'d> Reference<'d> {
    /// Reads the table; of a `matrix`, rows and columns may be exchanged.
    pub(super) fn read(table: &Table<'d, '_>, matrix: bool, faults: &mut Faults) -> Option<Self> {
        const KEYS: [&str; 3] = ["file", "tensor", "transpose"];
        if !matrix && let Some(entry) = table.get("transpose") {
            let message = format!("{} cannot be transposed", table.title);
            let label = "a vector has one dimension: leave this out";
            faults.push(Fault::new(entry.key, message).label(label));
        }
        table.only(&KEYS, faults);
        let mut text = |key, expected| {
            let entry = table.require(key, expected, faults)?;
            let text = value::string(entry.value, &format!("`{key}`"), faults)?;
            Some((text, entry.value.span()))
        };
        let file = text(
            "file",
            "the file's path, as in `file = \"weights.safetensors\"`",
        );
        let name = text(
            "tensor",
            "the tensor's name, as in `tensor = \"layers.0.weight\"`",
        );
        let transposed = match table.get("transpose") {
            None => Some(false),
            Some(entry) => {
                let transposed = entry.value.get_ref().as_bool();
                if transposed.is_none() {
                    faults.push(wrong_type(entry.value, "`transpose`", "`true` or `false`"));
                }
                transposed
            }
        };
        let ((file, file_span), (name, name_span)) = (file?, name?);
        if let Err(problem) = portable(file) {
            let message = format!("the path {} {problem}", quoted(file));
            let label = "expected a path from this file's folder, its parts divided by `/`";
            faults.push(Fault::new(file_span, message).label(label));
            return None;
        }
        Some(Self {
            file,
            file_span,
            name,
            name_span,
            transposed: transposed?,
        })
    }
}

/// Refuses paths that mean something else on another machine. A path may lead upwards: a model
/// file is part of a program and trusted as such, and what it leads to is only ever read as numbers.
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
