//! The reading of tensors of any number of axes, as nested arrays or from another file.

use super::value::Numbers;
use super::{Reader, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Entry, Table, Value, wrong_type};
use crate::{Number, quantity};

/// The expected shape of a tensor.
pub(crate) struct Expected {
    /// The lengths of the axes, as far as they are known.
    pub(crate) axes: Vec<Read<usize>>,
    /// The meaning of the axes, as in `[height][width][channels][filters]`.
    pub(crate) meaning: &'static str,
    /// The order in which PyTorch's axes would have to be taken.
    pub(crate) pytorch: &'static [usize],
    /// Other lengths of the last two axes that hold the same numbers in the same order.
    pub(crate) same: Option<[usize; 2]>,
}

/// A tensor as it was read.
struct Tensor<T> {
    numbers: Vec<T>,
    shape: Vec<usize>,
    /// The name of the tensor, quoted for messages, if it is in another file.
    name: Option<String>,
}

/// Reads a required tensor, and checks its shape as far as the expected one is known.
pub(crate) fn tensor<T: Number>(
    table: &Table<'_, '_>,
    key: &str,
    expected: &Expected,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let entry = table.require(key, expected.meaning, reader.errors)?;
    let what = format!("`{key}` of {}", table.title);
    let rank = expected.axes.len();
    let tensor = read::<T>(&entry, &what, rank, expected.meaning, reader)?;
    let axes: Vec<_> = expected.axes.iter().map(|axis| axis.ok()).collect();
    if fits(&tensor.shape, &axes) || expected.same.is_some_and(|last| same(&tensor, &axes, last)) {
        return Ok(tensor.numbers);
    }
    let of = match &tensor.name {
        Some(name) => format!("tensor {name} for {what}"),
        None => what,
    };
    let message = format!("{of} has the shape {:?}", tensor.shape);
    let shown: Vec<_> = axes
        .iter()
        .map(|axis| axis.map_or("_".into(), |axis| axis.to_string()))
        .collect();
    let label = format!("expected [{}]: {}", shown.join(", "), expected.meaning);
    let error = Diagnostic::new(entry.key.clone(), message).label(label);
    let permuted: Vec<_> = expected
        .pytorch
        .iter()
        .map(|&axis| tensor.shape[axis])
        .collect();
    let help = if fits(&permuted, &axes) {
        let order = expected.pytorch;
        Some(match tensor.name {
            Some(_) => format!("the axes are in PyTorch's order: add `axes = {order:?}`"),
            None => format!(
                "the axes are in PyTorch's order: write the weights transposed by {order:?}"
            ),
        })
    } else {
        None
    };
    Err(reader.errors.push(match help {
        Some(help) => error.help(help),
        None => error,
    }))
}

fn fits(shape: &[usize], axes: &[Option<usize>]) -> bool {
    let mut pairs = shape.iter().zip(axes);
    shape.len() == axes.len() && pairs.all(|(length, axis)| axis.is_none_or(|axis| axis == *length))
}

/// Returns whether a tensor has other lengths of the last two axes, but the same numbers in the same order.
fn same<T>(tensor: &Tensor<T>, axes: &[Option<usize>], last: [usize; 2]) -> bool {
    let outer = axes.len() - 2;
    fits(&tensor.shape[..outer], &axes[..outer]) && tensor.shape[outer..] == last
}

fn read<T: Number>(
    entry: &Entry<'_, '_>,
    what: &str,
    rank: usize,
    meaning: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Tensor<T>> {
    if let Some(entries) = entry.value.get_ref().as_table() {
        let entries = Entries::new(entries, what, entry.key.clone());
        let tensor = reader
            .archives
            .tensor(entries, rank, meaning, reader.errors)?;
        return Ok(Tensor {
            numbers: tensor.numbers,
            shape: tensor.shape,
            name: Some(tensor.name),
        });
    }
    let (numbers, shape) = nested(entry.value, what, Some(rank), meaning, reader.errors)?;
    Ok(Tensor {
        numbers,
        shape,
        name: None,
    })
}

/// Reads nested arrays of `rank` levels, if that is known, and returns the numbers and the length of each level.
pub(crate) fn nested<T: Number>(
    value: &Value<'_>,
    what: &str,
    rank: Option<usize>,
    meaning: &str,
    errors: &mut Diagnostics,
) -> Read<(Vec<T>, Vec<usize>)> {
    let mut shape = Vec::new();
    let mut level = Some(value);
    while let Some(array) = level.and_then(|value| value.get_ref().as_array()) {
        shape.push(array.len());
        level = array.iter().next();
    }
    if let Some(rank) = rank.filter(|&rank| rank != shape.len()) {
        let message = match shape.len() {
            0 => return Err(errors.push(wrong_type(value, what, "nested arrays"))),
            1 => format!("{what} has 1 axis, but needs {rank}"),
            found => format!("{what} has {found} axes, but needs {rank}"),
        };
        let error = Diagnostic::new(value.span(), message);
        return Err(errors.push(error.label(format!("expected {meaning}"))));
    }
    let mut numbers = Vec::new();
    let mut nested = Nested {
        what,
        shape: &shape,
        ragged: None,
        list: Numbers::new(errors),
    };
    nested.extend(value, 0, &mut numbers);
    let Nested { ragged, list, .. } = nested;
    list.finish(value, what)?;
    match ragged {
        Some(error) => Err(errors.push(error)),
        None => Ok((numbers, shape)),
    }
}

/// The reading of nested arrays, whose first elements tell the shape.
struct Nested<'n, 'r> {
    what: &'n str,
    shape: &'n [usize],
    /// The error of the first array whose length is another one.
    ragged: Option<Diagnostic>,
    list: Numbers<'r>,
}

impl Nested<'_, '_> {
    fn extend<T: Number>(&mut self, value: &Value<'_>, depth: usize, numbers: &mut Vec<T>) {
        let what = self.what;
        let last = depth + 1 == self.shape.len();
        let Some(array) = value.get_ref().as_array().filter(|_| !last) else {
            let found = self
                .list
                .extend(value, || format!("an array of {what}"), numbers);
            self.check(value, found, depth);
            return;
        };
        self.check(value, array.len(), depth);
        for value in array.iter() {
            self.extend(value, depth + 1, numbers);
        }
    }

    fn check(&mut self, value: &Value<'_>, found: usize, depth: usize) {
        let expected = self.shape[depth];
        // An error in the array itself is reported already.
        if found != expected && self.ragged.is_none() && value.get_ref().as_array().is_some() {
            let message = format!(
                "an array of {} has {}, but the first one at its depth has {expected}",
                self.what,
                quantity(found, "element")
            );
            let label = format!("expected {}", quantity(expected, "element"));
            self.ragged = Some(Diagnostic::new(value.span(), message).label(label));
        }
    }
}

/// Reads an optional vector of one number per `unit`.
pub(crate) fn vector<T: Number>(
    table: &Table<'_, '_>,
    key: &str,
    length: Read<usize>,
    unit: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Option<Vec<T>>> {
    let entry = table.get(key);
    entry
        .map(|entry| one(table, &entry, key, &[length], unit, reader))
        .transpose()
}

/// Reads a required vector of one number per `unit`.
pub(crate) fn required_vector<T: Number>(
    table: &Table<'_, '_>,
    key: &str,
    length: Read<usize>,
    unit: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let entry = table.require(key, &format!("one number per {unit}"), reader.errors)?;
    one(table, &entry, key, &[length], unit, reader)
}

/// Reads the slopes of a `prelu`, one per channel or one for all.
pub(crate) fn slopes<T: Number>(
    table: &Table<'_, '_>,
    channels: Read<usize>,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let expected = "one slope per channel, or one for all";
    let entry = table.require("slopes", expected, reader.errors)?;
    one(
        table,
        &entry,
        "slopes",
        &[channels, Ok(1)],
        "channel",
        reader,
    )
}

/// Reads a vector of one of several lengths.
fn one<T: Number>(
    table: &Table<'_, '_>,
    entry: &Entry<'_, '_>,
    key: &str,
    lengths: &[Read<usize>],
    unit: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let what = format!("`{key}` of {}", table.title);
    let numbers: Vec<T> = match entry.value.get_ref().as_table() {
        None => value::vector(entry.value, &what, reader.errors)?,
        Some(entries) => {
            let entries = Entries::new(entries, what.clone(), entry.key.clone());
            let meaning = format!("one number per {unit}");
            reader
                .archives
                .tensor(entries, 1, &meaning, reader.errors)?
                .numbers
        }
    };
    let unknown = lengths.iter().any(Result::is_err);
    if unknown || lengths.contains(&Ok(numbers.len())) {
        return Ok(numbers);
    }
    let message = format!("{what} has {}", quantity(numbers.len(), "number"));
    let mut lengths = lengths.iter().flatten();
    let length = lengths.next().copied().unwrap_or_default();
    let label = match lengths.next() {
        Some(_) => format!("expected {length}, one per {unit}, or one for all"),
        None => format!("expected {length}: one per {unit}"),
    };
    Err(reader
        .errors
        .push(Diagnostic::new(entry.key.clone(), message).label(label)))
}
