//! The weights of a layer, as rows of numbers or as a tensor of another file.

use std::ops::Range;

use super::external::{Archives, External};
use super::value::{Numbers, count};
use crate::Float;
use crate::document::{Entry, wrong_type};
use crate::fault::{Fault, Faults};

/// What was found as `weights`.
pub(super) struct Matrix<T> {
    pub(super) numbers: Vec<T>,
    pub(super) key: Range<usize>,
    /// Unknown where the rows could not be counted.
    pub(super) rows: Option<usize>,
    /// Unknown where the rows differ in length, which has been reported.
    pub(super) columns: Option<usize>,
    /// Where the numbers are in another file.
    pub(super) tensor: Option<Origin>,
}

/// The tensor of another file that a matrix was.
pub(super) struct Origin {
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) transposed: bool,
}

impl<T: Float> Matrix<T> {
    /// Reads rows of numbers, or the tensor that a table refers to.
    pub(super) fn read(
        entry: &Entry<'_, '_>,
        layer: &str,
        archives: &mut Archives<'_>,
        faults: &mut Faults,
    ) -> Self {
        let mut matrix = Self {
            numbers: Vec::new(),
            key: entry.key.clone(),
            rows: None,
            columns: None,
            tensor: None,
        };
        let what = format!("`weights` of {layer}");
        if entry.value.get_ref().is_table() {
            if let Some(tensor) = archives.tensor(entry, &what, 2, faults) {
                matrix.take(tensor);
            }
            return matrix;
        }
        let Some(rows) = entry.value.get_ref().as_array() else {
            let expected = "an array of rows, one per input";
            let fault = wrong_type(entry.value, &what, expected);
            let path = entry.value.get_ref().as_str();
            faults.push(if path.is_some_and(|path| path.ends_with(".safetensors")) {
                fault.help("name a tensor of the file: `{ file = \"…\", tensor = \"…\" }`")
            } else {
                fault
            });
            return matrix;
        };
        if rows
            .iter()
            .next()
            .is_some_and(|row| row.get_ref().is_float() || row.get_ref().is_integer())
        {
            let message = format!("{what} is an array of numbers, but should be an array of rows");
            faults.push(
                Fault::new(entry.value.span(), message)
                    .label("expected one row per input")
                    .help("a single input has one row, `[[1.0, 2.0]]`; a single unit has rows of one, `[[1.0], [2.0]]`"),
            );
            return matrix;
        }
        let mut numbers = Numbers::new(faults);
        let mut lengths = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let what = || format!("row {} of {what}", index + 1);
            lengths.push(numbers.extend(row, what, &mut matrix.numbers));
        }
        if !numbers.finish(entry.value, &what) {
            return matrix;
        }
        let columns = lengths.first().copied().flatten();
        let odd = rows
            .iter()
            .zip(&lengths)
            .position(|(_, length)| *length != columns);
        if let (Some(index), Some(columns)) = (odd, columns) {
            let length = lengths[index].unwrap_or_default();
            let row = rows
                .get(index)
                .map_or(entry.key.clone(), toml::Spanned::span);
            let message = format!(
                "the rows of {what} differ in length: row {} has {}",
                index + 1,
                count(length, "number")
            );
            faults.push(
                Fault::new(row, message).label(format!("row 1 has {}", count(columns, "number"))),
            );
            return matrix;
        }
        matrix.rows = Some(rows.len());
        matrix.columns = columns;
        matrix
    }

    /// The numbers of a tensor of two dimensions, row by row.
    fn take(&mut self, tensor: External<T>) {
        let External {
            mut numbers,
            shape,
            transposed,
            name,
        } = tensor;
        let (mut rows, mut columns) = (shape[0], shape[1]);
        if transposed {
            let column = |index| numbers.iter().skip(index).step_by(columns.max(1)).copied();
            numbers = (0..columns).flat_map(column).collect();
            (rows, columns) = (columns, rows);
        }
        self.numbers = numbers;
        self.rows = Some(rows);
        self.columns = Some(columns);
        self.tensor = Some(Origin {
            name,
            shape,
            transposed,
        });
    }
}
