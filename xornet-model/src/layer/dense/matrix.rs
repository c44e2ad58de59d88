//! The weights of a dense layer, as rows of numbers or as a tensor of another file.

use crate::Number;
use crate::diagnostic::{Diagnostic, Read};
use crate::document::{Entries, Entry, wrong_type};
use crate::quantity;
use crate::read::Reader;
use crate::read::external::External;
use crate::read::value::Numbers;

/// The weights that were read: `rows × columns` numbers.
pub(super) struct Matrix<T> {
    pub(super) numbers: Vec<T>,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The tensor that the numbers come from, if they are in another file.
    pub(super) tensor: Option<Origin>,
}

/// The tensor of another file that a matrix comes from.
pub(super) struct Origin {
    /// The name of the tensor, quoted for messages.
    pub(super) name: String,
    /// The shape of the tensor in its file.
    pub(super) shape: Vec<usize>,
    /// Whether the matrix is the transpose of the tensor.
    pub(super) transposed: bool,
}

impl<T: Number> Matrix<T> {
    /// Reads an array of rows, or the tensor that a table refers to.
    pub(super) fn read(
        entry: &Entry<'_, '_>,
        layer: &str,
        reader: &mut Reader<'_, '_>,
    ) -> Read<Self> {
        let what = format!("`weights` of {layer}");
        if let Some(entries) = entry.value.get_ref().as_table() {
            let entries = Entries::new(entries, what, entry.key.clone());
            let tensor = reader.archives.tensor(
                entries,
                2,
                "one row per input, one column per unit",
                reader.errors,
            )?;
            return Ok(Self::from_tensor(tensor));
        }
        let Some(rows) = entry.value.get_ref().as_array() else {
            let expected = "an array of rows, one per input";
            let error = wrong_type(entry.value, &what, expected);
            let path = entry.value.get_ref().as_str();
            return Err(reader.errors.push(
                if path.is_some_and(|path| path.ends_with(".safetensors")) {
                    error.help("name a tensor of the file: `{ file = \"…\", tensor = \"…\" }`")
                } else {
                    error
                },
            ));
        };
        if rows
            .iter()
            .next()
            .is_some_and(|row| row.get_ref().is_float() || row.get_ref().is_integer())
        {
            let message = format!("{what} is an array of numbers, but should be an array of rows");
            return Err(reader.errors.push(
                Diagnostic::new(entry.value.span(), message)
                    .label("expected one row per input")
                    .help("a single input has one row, `[[1.0, 2.0]]`; a single unit has rows of one, `[[1.0], [2.0]]`"),
            ));
        }
        let mut matrix = Self {
            numbers: Vec::new(),
            rows: rows.len(),
            columns: 0,
            tensor: None,
        };
        let mut numbers = Numbers::new(reader.errors);
        let mut lengths = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let what = || format!("row {} of {what}", index + 1);
            lengths.push(numbers.extend(row, what, &mut matrix.numbers));
        }
        numbers.finish(entry.value, &what)?;
        matrix.columns = lengths.first().copied().unwrap_or(0);
        let mut rows = rows.iter().zip(lengths).enumerate();
        match rows.find(|(_, (_, length))| *length != matrix.columns) {
            None => Ok(matrix),
            Some((index, (row, length))) => {
                let message = format!(
                    "the rows of {what} differ in length: row {} has {}",
                    index + 1,
                    quantity(length, "number")
                );
                let label = format!("row 1 has {}", quantity(matrix.columns, "number"));
                Err(reader
                    .errors
                    .push(Diagnostic::new(row.span(), message).label(label)))
            }
        }
    }

    /// Converts a tensor of two dimensions, and transposes it if the file asks for that.
    fn from_tensor(tensor: External<T>) -> Self {
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
        Self {
            numbers,
            rows,
            columns,
            tensor: Some(Origin {
                name,
                shape,
                transposed,
            }),
        }
    }
}
