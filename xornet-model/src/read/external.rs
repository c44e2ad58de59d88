//! Numbers that are kept in files of tensors.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;

use super::tensor_table::Reference;
use super::value::quoted;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, shorten};
use crate::quantity;
use crate::tensors::{Archive, Refusal, Tensor};
use crate::{Float, PARAMETER_LIMIT, suggest};

/// Reads a file that the model names, or says why not.
pub(crate) type Open<'a> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'a;

/// The files that a model names, each read once.
pub(crate) struct Archives<'a> {
    open: &'a mut Open<'a>,
    read: BTreeMap<String, Read<Archive>>,
}

/// A tensor as the file describes it.
pub(crate) struct External<T> {
    pub(crate) numbers: Vec<T>,
    pub(crate) shape: Vec<usize>,
    /// Whether columns are rows.
    pub(crate) transposed: bool,
    /// What the tensor is called.
    pub(crate) name: String,
}

impl<'a> Archives<'a> {
    pub(crate) fn new(open: &'a mut Open<'a>) -> Self {
        Self {
            open,
            read: BTreeMap::new(),
        }
    }

    /// Reads the tensor that a table refers to; it must have so many dimensions.
    pub(crate) fn tensor<T: Float>(
        &mut self,
        entries: Entries<'_, '_>,
        dimensions: usize,
        errors: &mut Diagnostics,
    ) -> Read<External<T>> {
        let what = entries.title.clone();
        let reference = Reference::read(entries, dimensions > 1, errors)?;
        let archive = self.archive(&reference, &what, errors)?;
        let tensor = archive
            .tensor(reference.name)
            .map_err(|refusal| errors.push(refused(&refusal, archive, &reference)))?;
        let place = reference.name_span.clone();
        let name = quoted(reference.name);
        if tensor.shape.len() != dimensions {
            let shape = tensor.shape;
            let message = format!("tensor {name} has the shape {shape:?}");
            let expected = if dimensions == 1 {
                "expected one dimension: one number per unit"
            } else {
                "expected two dimensions: one row per input, one column per unit"
            };
            return Err(errors.push(Diagnostic::new(place, message).label(expected)));
        }
        if tensor.len() > PARAMETER_LIMIT {
            let message = format!(
                "tensor {name} has {} numbers, more than the limit of {PARAMETER_LIMIT}",
                tensor.len()
            );
            return Err(errors.push(Diagnostic::new(place, message)));
        }
        Ok(External {
            numbers: numbers(&tensor, &name, place, errors)?,
            shape: tensor.shape.to_vec(),
            transposed: reference.transposed,
            name,
        })
    }

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

/// Names of a file that are listed where none is near the one that was asked for.
const LISTED: usize = 8;

/// Names of a file that are compared with the one that was asked for.
const COMPARED: usize = 10_000;

fn refused(refusal: &Refusal, archive: &Archive, reference: &Reference<'_>) -> Diagnostic {
    let name = quoted(reference.name);
    let error = |message: String| Diagnostic::new(reference.name_span.clone(), message);
    match refusal {
        Refusal::Unknown => {
            let names: Vec<_> = archive.names().collect();
            // Finding a near one takes time that grows with both lengths.
            let short = archive.names().filter(|name| name.len() <= 64);
            let candidates: Vec<_> = short.take(COMPARED).collect();
            let error = error(format!("{} has no tensor {name}", quoted(reference.file)))
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
        Refusal::Dtype(dtype) => error(format!("tensor {name} holds `{}`", shorten(dtype)))
            .label("expected `F32`, `F64`, `F16` or `BF16`"),
        Refusal::Size(expected, found) => {
            let expected = expected.map_or("more bytes than can be counted".into(), |expected| {
                quantity(expected, "byte")
            });
            error(format!(
                "the header of {} is wrong: the shape of tensor {name} takes {expected}, and it has {found}",
                quoted(reference.file)
            ))
        }
    }
}

/// Returns the numbers to the nearest of the type; all must be finite.
fn numbers<T: Float>(
    tensor: &Tensor<'_>,
    name: &str,
    place: Range<usize>,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let mut numbers = Vec::with_capacity(tensor.len());
    // How many, and the first, with where it is.
    let mut not_finite = (0, None);
    let mut too_large = (0, None);
    for (index, number) in tensor.numbers().enumerate() {
        let nearest = T::from_f64(number);
        if !nearest.is_finite() {
            let bad = if number.is_finite() {
                &mut too_large
            } else {
                &mut not_finite
            };
            bad.0 += 1;
            bad.1.get_or_insert((number, index));
        }
        numbers.push(nearest);
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
    let trouble = format!("too large for `{}`", T::DTYPE);
    report(too_large, &trouble, "`dtype = \"f64\"` reaches further")?;
    not_finite?;
    Ok(numbers)
}
