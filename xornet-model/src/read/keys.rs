//! The reading of keys that several kinds of layers have.

use xornet_core::{LayerKind, Shape};

use super::{Reader, value};
use crate::diagnostic::{Diagnostic, Read};
use crate::document::{Entry, Table, wrong_type};
use crate::layer::window::{Padding, Window, dimensions};
use crate::{Float, WIDTH_LIMIT, quantity, suggest};

/// Reads a required length, from 1 to [`WIDTH_LIMIT`].
pub(crate) fn positive(
    table: &Table<'_, '_>,
    key: &str,
    expected: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<usize> {
    let entry = table.require(key, expected, reader.errors)?;
    value::positive(entry.value, &format!("`{key}`"), reader.errors)
}

/// Reads the sizes of a window: of the key `size`, and `strides`, `padding` and `dilation_rate`.
pub(crate) fn window(
    kind: LayerKind,
    size: &str,
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<Window> {
    let dimensions = dimensions(kind);
    let expected = match dimensions {
        1 => format!("a length, as in `{size} = 3`"),
        _ => format!("a height and a width, as in `{size} = [3, 3]`, or one number for both"),
    };
    let lengths = table
        .require(size, &expected, reader.errors)
        .and_then(|entry| sizes(dimensions, &entry, size, reader));
    let mut optional = |key: &str, default: Read<[usize; 2]>| match table.get(key) {
        None => default,
        Some(entry) => sizes(dimensions, &entry, key, reader),
    };
    // The windows of a pool follow each other, and those of a convolution begin at each position.
    let default = if size == "pool_size" {
        lengths
    } else {
        Ok([1, 1])
    };
    let strides = optional("strides", default);
    // A key that the kind does not take is reported already, and must not cause an error of its own.
    let dilation = match kind {
        LayerKind::Conv1d | LayerKind::Conv2d => optional("dilation_rate", Ok([1, 1])),
        _ => Ok([1, 1]),
    };
    let padding = padding(kind, table, reader);
    Ok(Window {
        size: lengths?,
        strides: strides?,
        dilation: dilation?,
        padding: padding?,
    })
}

/// Reads a number of at least one for each axis, or one for all; the height is one if there is only one axis.
pub(crate) fn sizes(
    dimensions: usize,
    entry: &Entry<'_, '_>,
    key: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<[usize; 2]> {
    pair(dimensions, entry, key, reader, value::positive, 1)
}

/// Reads a number for each axis, zero or more, or one for all; the height is zero if there is only one axis.
pub(crate) fn counts(
    dimensions: usize,
    entry: &Entry<'_, '_>,
    key: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<[usize; 2]> {
    pair(dimensions, entry, key, reader, count, 0)
}

/// The reading of one number.
type ReadNumber =
    fn(&crate::document::Value<'_>, &str, &mut crate::diagnostic::Diagnostics) -> Read<usize>;

fn pair(
    dimensions: usize,
    entry: &Entry<'_, '_>,
    key: &str,
    reader: &mut Reader<'_, '_>,
    number: ReadNumber,
    height: usize,
) -> Read<[usize; 2]> {
    let what = format!("`{key}`");
    let Some(array) = entry.value.get_ref().as_array() else {
        let number = number(entry.value, &what, reader.errors)?;
        return Ok(if dimensions == 1 {
            [height, number]
        } else {
            [number; 2]
        });
    };
    let numbers = array.iter().enumerate().map(|(index, value)| {
        let what = format!("number {} of {what}", index + 1);
        number(value, &what, reader.errors)
    });
    let numbers: Vec<_> = numbers.collect();
    match (dimensions, &numbers[..]) {
        (1, &[width]) => Ok([height, width?]),
        (2, &[height, width]) => Ok([height?, width?]),
        _ => {
            let message = format!("{what} has {}", quantity(array.len(), "number"));
            let label = match dimensions {
                1 => "expected one number",
                _ => "expected a height and a width, or one number for both",
            };
            let error = Diagnostic::new(entry.value.span(), message).label(label);
            Err(reader.errors.push(error))
        }
    }
}

/// Reads a number of positions, from zero to [`WIDTH_LIMIT`].
fn count(
    value: &crate::document::Value<'_>,
    what: &str,
    errors: &mut crate::diagnostic::Diagnostics,
) -> Read<usize> {
    let number = value::whole(value, what, errors)?;
    if number > WIDTH_LIMIT {
        let message = format!("{what} is beyond the limit of {WIDTH_LIMIT}");
        let error = Diagnostic::new(value.span(), message);
        return Err(errors.push(error.label(format!("expected a whole number to {WIDTH_LIMIT}"))));
    }
    Ok(number)
}

/// Reads `padding`, a word or counts.
fn padding(kind: LayerKind, table: &Table<'_, '_>, reader: &mut Reader<'_, '_>) -> Read<Padding> {
    let Some(entry) = table.get("padding") else {
        return Ok(Padding::default());
    };
    let mut words = vec![("valid", Padding::Valid), ("same", Padding::Same)];
    if kind == LayerKind::Conv1d {
        words.push(("causal", Padding::Causal));
    }
    let dimensions = dimensions(kind);
    if let Some(word) = entry.value.get_ref().as_str() {
        let found = words.iter().find(|(name, _)| *name == word);
        return found.map(|(_, padding)| *padding).ok_or_else(|| {
            let names: Vec<_> = words.iter().map(|(name, _)| *name).collect();
            let message = format!("unknown `padding`: {}", value::quoted(word));
            let error = Diagnostic::new(entry.value.span(), message);
            reader.errors.push(if word == "causal" {
                error
                    .label("only `conv1d` can be causal")
                    .help(match dimensions {
                        1 => "write counts, as in `padding = [2, 0]`",
                        _ => "write counts, as in `padding = [[2, 0], [0, 0]]`",
                    })
            } else {
                error
                    .label(format!(
                        "expected one of {}, or counts",
                        suggest::list(&names)
                    ))
                    .help(suggest::help(word, &names))
            })
        });
    }
    let expected = match dimensions {
        1 => "a word, or the counts [before, after]",
        _ => "a word, or the counts [[top, bottom], [left, right]]",
    };
    let wrong = || wrong_type(entry.value, "`padding`", expected);
    let Some(array) = entry.value.get_ref().as_array() else {
        return Err(reader.errors.push(wrong()));
    };
    let deep = |array: &toml::de::DeArray<'_>| {
        array
            .iter()
            .any(|value| value.get_ref().as_array().is_some())
    };
    // An array of the other depth is one error, not one for each of its elements.
    if deep(array) != (dimensions == 2) {
        let message = match dimensions {
            1 => "`padding` has pairs for several axes, but there is one axis",
            _ => "`padding` has no pair for each axis",
        };
        let error = Diagnostic::new(entry.value.span(), message);
        return Err(reader
            .errors
            .push(error.label(format!("expected {expected}"))));
    }
    let pair = |array: &toml::de::DeArray<'_>, reader: &mut Reader<'_, '_>| {
        let counts = array
            .iter()
            .map(|value| count(value, "`padding`", reader.errors));
        let counts: Read<Vec<_>> = counts.collect::<Vec<_>>().into_iter().collect();
        match counts?[..] {
            [before, after] => Ok([before, after]),
            _ => Err(reader.errors.push(
                Diagnostic::new(
                    entry.value.span(),
                    "`padding` does not have two counts for each axis",
                )
                .label(format!("expected {expected}")),
            )),
        }
    };
    match dimensions {
        1 => Ok(Padding::Counts([[0, 0], pair(array, reader)?])),
        _ => {
            let axes = array.iter().map(|value| match value.get_ref().as_array() {
                Some(array) => pair(array, reader),
                None => Err(reader.errors.push(wrong())),
            });
            match axes.collect::<Vec<_>>()[..] {
                [height, width] => Ok(Padding::Counts([height?, width?])),
                _ => Err(reader.errors.push(
                    Diagnostic::new(entry.value.span(), "`padding` does not have two pairs")
                        .label(format!("expected {expected}")),
                )),
            }
        }
    }
}

/// Reads the axis of a layer, which is the last one by default.
pub(crate) fn axis(table: &Table<'_, '_>, reader: &mut Reader<'_, '_>) -> Read<isize> {
    match table.get("axis") {
        None => Ok(-1),
        Some(entry) => value::signed(entry.value, "`axis`", reader.errors),
    }
}

/// Reads a required shape: a length, or an array of one to three.
pub(crate) fn shape(table: &Table<'_, '_>, key: &str, reader: &mut Reader<'_, '_>) -> Read<Shape> {
    let expected = format!("a shape, as in `{key} = [7, 7, 16]`");
    let entry = table.require(key, &expected, reader.errors)?;
    value::shape(entry.value, &format!("`{key}`"), reader.errors)
}

/// Reads the required `epsilon`, which is not negative.
pub(crate) fn epsilon<T: Float>(
    table: &Table<'_, '_>,
    defaults: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<T> {
    let expected = format!("a small number, as in `epsilon = 1e-5`; {defaults}");
    let entry = table.require("epsilon", &expected, reader.errors)?;
    let epsilon: T = value::number(entry.value, "`epsilon`", reader.errors)?;
    if epsilon < T::ZERO {
        let error = Diagnostic::new(entry.value.span(), "`epsilon` is negative");
        return Err(reader.errors.push(error.label("expected zero or more")));
    }
    Ok(epsilon)
}
