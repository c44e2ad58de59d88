//! The reading of dense layers.

use std::ops::Range;

use xornet_core::{LayerKind, Shape};

use super::lengths::Lengths;
use super::matrix::Matrix;
use super::{Dense, output};
use crate::diagnostic::{Diagnostic, Read};
use crate::document::{Entries, Entry, Table};
use crate::layer::{Input, Known, Misfit, Outcome, ReadLayer};
use crate::read::{Reader, activation, keys, value};
use crate::{Float, Number};

/// Numbers with the place of their key.
type Placed<N> = (N, Range<usize>);

impl<T: Float> ReadLayer<T> for Dense<T> {
    fn keys(_: LayerKind) -> &'static [&'static str] {
        &["units", "activation", "weights", "biases"]
    }

    fn read(
        _: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let sizes = sizes::<T, T>(table, inputs, reader);
        let activation = activation::optional(table, reader.errors);
        let layer = sizes.numbers.and_then(|numbers| {
            let Numbers {
                inputs,
                units,
                weights,
                biases,
            } = numbers;
            let dense = Dense::new(inputs, units, weights, biases, activation?);
            dense.map_err(|error| reader.errors.push(error.at(table.span.clone())))
        });
        Outcome {
            layer,
            output: sizes.output,
        }
    }
}

/// The weights and biases of a dense layer, whose lengths fit its inputs and units.
pub(crate) struct Numbers<W, B> {
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    pub(crate) weights: Vec<W>,
    pub(crate) biases: Option<Vec<B>>,
}

/// The sizes of a dense layer as far as a file with possible errors tells them.
pub(crate) struct Sizes<W, B> {
    pub(crate) units: Read<usize>,
    pub(crate) numbers: Read<Numbers<W, B>>,
    pub(crate) output: Known,
}

/// Reads the sizes, the weights and the biases of a dense layer of any number type.
pub(crate) fn sizes<W: Number, B: Number>(
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Sizes<W, B> {
    let expected = "the number of units, as in `units = 4`";
    let units = keys::positive(table, "units", expected, reader);
    let expected = "one row per input of one number per unit";
    let weights = table.require("weights", expected, reader.errors);
    let weights = weights.and_then(|entry| {
        let matrix = Matrix::read(&entry, &table.title, reader)?;
        Ok((matrix, entry.key))
    });
    let biases = table
        .get("biases")
        .map(|entry| Ok((biases::<B>(&entry, &table.title, reader)?, entry.key)))
        .transpose();

    let known = inputs[0].known;
    let lengths = [known.shape.map(|shape| shape.channels()), units];
    let fit = check_lengths(table, lengths, &weights, &biases, reader);
    let [count, _] = lengths;
    let output = |input: Shape, units: usize| output(&input, input.channels(), units).ok();
    let declared = known.declared.zip(units.ok());
    let declared = declared.and_then(|(input, units)| output(input, units));
    let shape = fit.and(known.shape).and(units).and_then(|units| {
        let misfit = || Misfit::new("the output would be too large");
        output(known.shape?, units).ok_or_else(|| {
            reader
                .errors
                .push(misfit().of(LayerKind::Dense, table, inputs))
        })
    });
    let numbers = fit.and_then(|()| {
        let (weights, _) = weights?;
        Ok(Numbers {
            inputs: count?,
            units: units?,
            weights: weights.numbers,
            biases: biases?.map(|(biases, _)| biases),
        })
    });
    Sizes {
        units,
        numbers,
        output: Known {
            shape,
            declared,
            ..known
        },
    }
}

/// Reports in one error all lengths of a layer that do not fit, as far as they are known.
fn check_lengths<W: Number, B: Number>(
    table: &Table<'_, '_>,
    [inputs, units]: [Read<usize>; 2],
    weights: &Read<Placed<Matrix<W>>>,
    biases: &Read<Option<Placed<Vec<B>>>>,
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
fn biases<T: Number>(
    entry: &Entry<'_, '_>,
    layer: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<T>> {
    let what = format!("`biases` of {layer}");
    match entry.value.get_ref().as_table() {
        None => value::vector(entry.value, &what, reader.errors),
        Some(entries) => {
            let entries = Entries::new(entries, what, entry.key.clone());
            let tensor =
                reader
                    .archives
                    .tensor(entries, 1, "one number per unit", reader.errors)?;
            Ok(tensor.numbers)
        }
    }
}
