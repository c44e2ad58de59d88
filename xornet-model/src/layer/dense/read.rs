//! The reading of dense layers.

use std::ops::Range;

use super::Dense;
use super::lengths::Lengths;
use super::matrix::Matrix;
use crate::diagnostic::{Diagnostic, Read};
use crate::document::{Entries, Entry, Table};
use crate::layer::{Known, Outcome, ReadLayer};
use crate::read::{Reader, activation, value};
use crate::{Activation, Float};

/// Numbers with the place of their key.
type Placed<N> = (N, Range<usize>);

impl<T: Float> ReadLayer<T> for Dense<T> {
    const KEYS: &'static [&'static str] = &["type", "units", "activation", "weights", "biases"];

    fn read(table: &Table<'_, '_>, inputs: &[Known], reader: &mut Reader<'_, '_>) -> Outcome<Self> {
        let units = table
            .require(
                "units",
                "the number of units, as in `units = 4`",
                reader.errors,
            )
            .and_then(|entry| value::length(entry.value, "`units`", reader.errors));
        let activation = match table.get("activation") {
            None => Ok(Activation::Linear),
            Some(entry) => activation::read(entry.value, reader.errors),
        };
        let expected = "one row per input of one number per unit";
        let weights = table.require("weights", expected, reader.errors);
        let weights = weights.and_then(|entry| {
            let matrix = Matrix::read(&entry, &table.title, reader)?;
            Ok((matrix, entry.key))
        });
        let biases = table
            .get("biases")
            .map(|entry| Ok((biases::<T>(&entry, &table.title, reader)?, entry.key)))
            .transpose();

        let lengths = [inputs[0].shape, units].map(|shape| shape.map(|shape| shape.count()));
        let fit = check_lengths(table, lengths, &weights, &biases, reader);
        let [inputs, count] = lengths;
        let layer = fit.and_then(|()| {
            let (weights, _) = weights?;
            let biases = biases?.map(|(biases, _)| biases);
            let dense = Dense::new(inputs?, count?, weights.numbers, biases, activation?);
            dense.map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome {
            layer,
            output: Known {
                shape: fit.and(units),
                declared: units.ok(),
            },
        }
    }
}

/// Reports in one error all lengths of a layer that do not fit, as far as they are known.
fn check_lengths<T: Float>(
    table: &Table<'_, '_>,
    [inputs, units]: [Read<usize>; 2],
    weights: &Read<Placed<Matrix<T>>>,
    biases: &Read<Option<Placed<Vec<T>>>>,
    reader: &mut Reader<'_, '_>,
) -> Read<()> {
    let matrix = weights.as_ref().ok().map(|(matrix, _)| matrix);
    let given_biases = biases.as_ref().ok().and_then(Option::as_ref);
    let lengths = Lengths {
        inputs: inputs.ok(),
        units: units.ok(),
        rows: matrix.map(|matrix| matrix.rows),
        columns: matrix.map(|matrix| matrix.columns),
        biases: given_biases.map(|(biases, _)| biases.len()),
    };
    let misfits = lengths.misfits();
    if misfits.is_empty() {
        return Ok(());
    }
    let only_biases = lengths.weights_fit();
    let place = match (weights, given_biases) {
        (_, Some((_, key))) if only_biases => key,
        (Ok((_, key)), _) | (Err(_), Some((_, key))) => key,
        (Err(_), None) => &table.span,
    };
    let message = format!(
        "the shape of {} does not fit: {}",
        table.title,
        misfits.join("; ")
    );
    let error = Diagnostic::new(place.clone(), message).label(lengths.expected(only_biases));
    let origin = matrix.and_then(|matrix| matrix.tensor.as_ref());
    Err(reader
        .errors
        .push(match lengths.help(origin.filter(|_| !only_biases)) {
            Some(help) => error.help(help),
            None => error,
        }))
}

/// Reads an array of biases, or the tensor that a table refers to.
fn biases<T: Float>(
    entry: &Entry<'_, '_>,
    layer: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let what = format!("`biases` of {layer}");
    match entry.value.get_ref().as_table() {
        None => value::vector(entry.value, &what, reader.errors),
        Some(entries) => {
            let entries = Entries::new(entries, what, entry.key.clone());
            let tensor = reader.archives.tensor(entries, 1, reader.errors)?;
            Ok(tensor.numbers)
        }
    }
}
