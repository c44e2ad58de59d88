//! The reading of tensors from other files.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;

use super::tensor_table::Reference;
use super::value::quoted;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, shorten};
use crate::quantity;
use crate::tensors::{Archive, Tensor, TensorError};
use crate::{Number, PARAMETER_LIMIT, suggest};

/// A function that reads a file that the model refers to, or returns the reason why it cannot.
pub(crate) type Open<'a> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'a;

/// The files that a model refers to, each of which is read once.
pub(crate) struct Archives<'a> {
    open: &'a mut Open<'a>,
    read: BTreeMap<String, Read<Archive>>,
}

/// A tensor of another file, as the file has it.
pub(crate) struct External<T> {
    pub(crate) numbers: Vec<T>,
    pub(crate) shape: Vec<usize>,
    /// Whether the model asks for its transpose.
    pub(crate) transposed: bool,
    /// The name of the tensor, quoted for messages.
    pub(crate) name: String,
}

impl<'a> Archives<'a> {
    pub(crate) fn new(open: &'a mut Open<'a>) -> Self {
        Self {
            open,
            read: BTreeMap::new(),
        }
    }

    /// Reads the tensor that a table refers to, which must have this number of dimensions; `meaning` tells them.
    pub(crate) fn tensor<T: Number>(
        &mut self,
        entries: Entries<'_, '_>,
        dimensions: usize,
        meaning: &str,
        errors: &mut Diagnostics,
    ) -> Read<External<T>> {
        let what = entries.title.clone();
        let reference = Reference::read(entries, dimensions, errors)?;
        let archive = self.archive(&reference, &what, errors)?;
        let tensor = archive
            .tensor::<T>(reference.name)
            .map_err(|error| errors.push(diagnostic::<T>(&error, archive, &reference)))?;
        let place = reference.name_span.clone();
        let name = quoted(reference.name);
        if tensor.shape.len() != dimensions {
            let shape = tensor.shape;
            let message = format!("tensor {name} has the shape {shape:?}");
            let dimensions = match dimensions {
                1 => "one dimension".into(),
                2 => "two dimensions".into(),
                more => format!("{more} dimensions"),
            };
            let expected = format!("expected {dimensions}: {meaning}");
            return Err(errors.push(Diagnostic::new(place, message).label(expected)));
        }
        if tensor.len() > PARAMETER_LIMIT {
            let message = format!(
                "tensor {name} has {} numbers, more than the limit of {PARAMETER_LIMIT}",
                tensor.len()
            );
            return Err(errors.push(Diagnostic::new(place, message)));
        }
        let mut numbers = numbers(&tensor, &name, place, errors)?;
        let mut shape = tensor.shape.to_vec();
        if let Some(axes) = &reference.axes {
            numbers = permute(&numbers, &shape, axes);
            shape = axes.iter().map(|&axis| shape[axis]).collect();
        }
        Ok(External {
            numbers,
            shape,
            transposed: reference.transposed,
            name,
        })
    }

    /// Returns the archive that a table refers to, and reads it at the first reference.
    fn archive(
        &mut self,
        reference: &Reference<'_>,
        what: &str,
        errors: &mut Diagnostics,
    ) -> Read<&Archive> {
        let archive = match self.read.entry(reference.file.to_owned()) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(unknown) => {
                let archive = open(self.open, reference, what);
                unknown.insert(archive.map_err(|error| errors.push(error)))
            }
        };
        archive.as_ref().map_err(|reported| *reported)
    }
}

/// Returns the numbers of a tensor with its axes in another order, as numpy's `transpose(axes)`.
fn permute<T: Copy>(numbers: &[T], shape: &[usize], axes: &[usize]) -> Vec<T> {
    let mut steps = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        steps[axis - 1] = steps[axis] * shape[axis];
    }
    let mut permuted = Vec::with_capacity(numbers.len());
    let mut index = vec![0; axes.len()];
    for _ in 0..numbers.len() {
        let place = index
            .iter()
            .zip(axes)
            .map(|(index, &axis)| index * steps[axis]);
        permuted.push(numbers[place.sum::<usize>()]);
        for (index, &axis) in index.iter_mut().zip(axes).rev() {
            *index += 1;
            if *index < shape[axis] {
                break;
            }
            *index = 0;
        }
    }
    permuted
}

/// Reads an archive; `what` is the key that refers to it.
fn open(open: &mut Open<'_>, reference: &Reference<'_>, what: &str) -> Result<Archive, Diagnostic> {
    let error = |message: String| Diagnostic::new(reference.file_span.clone(), message);
    let file = quoted(reference.file);
    let bytes = open(reference.file).map_err(|problem| {
        error(format!(
            "cannot read {file}, where {what} should be: {problem}"
        ))
        .label("looked for it from the folder of this file")
    })?;
    Archive::parse(bytes).map_err(|problem| {
        error(format!("{file} is not a safetensors file: {problem}"))
            .label("expected a file that the safetensors library can read")
    })
}

/// The number of tensor names that are listed if none is similar to the one in the model.
const LISTED: usize = 8;

/// The number of tensor names that are compared with the one in the model.
const COMPARED: usize = 10_000;

/// Makes the diagnostic of a tensor that cannot be read.
fn diagnostic<T: Number>(
    error: &TensorError,
    archive: &Archive,
    reference: &Reference<'_>,
) -> Diagnostic {
    let name = quoted(reference.name);
    let at_name = |message: String| Diagnostic::new(reference.name_span.clone(), message);
    match error {
        TensorError::Unknown => {
            let names: Vec<_> = archive.names().collect();
            // Comparing takes time that grows with the number and the lengths of the names.
            let short = archive.names().filter(|name| name.len() <= 64);
            let candidates: Vec<_> = short.take(COMPARED).collect();
            let error = at_name(format!("{} has no tensor {name}", quoted(reference.file)))
                .label("not the name of a tensor in that file");
            match suggest::suggest(reference.name, &candidates) {
                Some(near) => error.help(format!("did you mean {}?", quoted(near))),
                None if names.is_empty() => error.help("it has no tensors"),
                None => {
                    let listed = names.iter().take(LISTED).map(|name| quoted(name));
                    let listed = listed.collect::<Vec<_>>().join(", ");
                    let more = names.len().saturating_sub(LISTED);
                    let more = if more > 0 {
                        format!(" and {more} more")
                    } else {
                        String::new()
                    };
                    error.help(format!("it has {listed}{more}"))
                }
            }
        }
        TensorError::UnsupportedDtype(dtype) => {
            at_name(format!("tensor {name} holds `{}`", shorten(dtype))).label(
                match T::IS_INTEGER {
                    true => format!("expected `{}`", T::NAME.to_uppercase()),
                    false => "expected `F32`, `F64`, `F16` or `BF16`".into(),
                },
            )
        }
        TensorError::WrongSize { expected, found } => {
            let expected = expected.map_or("more bytes than can be counted".into(), |expected| {
                quantity(expected, "byte")
            });
            at_name(format!(
                "the header of {} is wrong: the shape of tensor {name} takes {expected}, and it has {found}",
                quoted(reference.file)
            ))
        }
    }
}

/// Returns the numbers of a tensor, each rounded to the nearest of the type; all must be finite.
fn numbers<T: Number>(
    tensor: &Tensor<'_>,
    name: &str,
    place: Range<usize>,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let mut numbers = Vec::with_capacity(tensor.len());
    // The count of such numbers, and the first of them with its index.
    let mut not_finite = (0, None);
    let mut too_large = (0, None);
    for (index, number) in tensor.numbers().enumerate() {
        let nearest = T::from_wide(number);
        if nearest.is_none() {
            let bad = if number.is_finite() {
                &mut too_large
            } else {
                &mut not_finite
            };
            bad.0 += 1;
            bad.1.get_or_insert((number, index));
        }
        numbers.push(nearest.unwrap_or_default());
    }
    let mut report =
        |(bad, first): (usize, Option<(f64, usize)>), trouble: &str, expected: &str| {
            let Some((number, index)) = first else {
                return Ok(());
            };
            let at = format!("{number:?} at {:?}, counted from 0", tensor.indices(index));
            let message = match bad {
                1 => format!("tensor {name} has a number that is {trouble}: {at}"),
                _ => format!("tensor {name} has {bad} numbers that are {trouble}, the first {at}"),
            };
            Err(errors.push(Diagnostic::new(place.clone(), message).label(expected)))
        };
    let not_finite = report(not_finite, "not finite", "expected finite numbers");
    let trouble = format!("too large for `{}`", T::NAME);
    report(too_large, &trouble, "`dtype = \"f64\"` has a larger range")?;
    not_finite?;
    Ok(numbers)
}
