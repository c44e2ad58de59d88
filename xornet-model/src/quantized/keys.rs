//! The reading of keys that layers of eight bits have: quantizations, scales and activations.

use xornet_core::LayerKind;
use xornet_core::quantized::Quantization;

use super::products::{clamp, is_scale};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Entry, Table, Value, wrong_type};
use crate::layer::Input;
use crate::read::{Reader, activation, value};
use crate::{Activation, quantity};

/// Reads a table `{ scale = …, zero_point = … }`; `what` names it in errors.
pub(crate) fn table(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<Quantization> {
    let Some(entries) = value.get_ref().as_table() else {
        let expected = "a table, as in `{ scale = 0.05, zero_point = -3 }`";
        return Err(errors.push(wrong_type(value, what, expected)));
    };
    let entries = Entries::new(entries, what, value.span());
    let table = entries.open(&["scale", "zero_point"], errors);
    let scale = table
        .require("scale", "the distance of neighbouring integers", errors)
        .and_then(|entry| scale(entry.value, &format!("`scale` of {what}"), errors));
    let expected = "the integer that stands for zero";
    let zero_point = table
        .require("zero_point", expected, errors)
        .and_then(|entry| value::number(entry.value, &format!("`zero_point` of {what}"), errors));
    Ok(Quantization {
        scale: scale?,
        zero_point: zero_point?,
    })
}

/// Reads a scale, a positive number in single precision.
fn scale(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<f32> {
    let scale = value::number::<f32>(value, what, errors)?;
    match is_scale(scale) {
        true => Ok(scale),
        false => {
            let message = format!("{what} is not a positive number");
            let error = Diagnostic::new(value.span(), message);
            Err(errors.push(error.label("expected a number greater than zero")))
        }
    }
}

/// Reads the optional key `quantization` of a layer.
pub(super) fn optional(
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<Option<Quantization>> {
    let entry = table.get("quantization");
    entry
        .map(|entry| {
            let what = format!("`quantization` of {}", table.title);
            self::table(entry.value, &what, reader.errors)
        })
        .transpose()
}

/// Reads the required key `quantization` of a layer.
pub(super) fn required(table: &Table<'_, '_>, reader: &mut Reader<'_, '_>) -> Read<Quantization> {
    let expected = "what the integers of the output stand for, as in `quantization = { scale = 0.05, zero_point = -3 }`";
    let entry = table.require("quantization", expected, reader.errors)?;
    let what = format!("`quantization` of {}", table.title);
    self::table(entry.value, &what, reader.errors)
}

/// Returns the quantization of an input, which is known unless there was an error.
pub(super) fn quantization_of(
    input: &Input,
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<Quantization> {
    input.known.quantization?.ok_or_else(|| {
        let message = format!("the quantization of {} is not known", input.from);
        reader
            .errors
            .push(Diagnostic::new(table.span.clone(), message))
    })
}

/// Reads the required key `weight_scales`: one number, or one for each `unit`.
pub(super) fn scales(
    table: &Table<'_, '_>,
    channels: Read<usize>,
    unit: &str,
    reader: &mut Reader<'_, '_>,
) -> Read<Vec<f32>> {
    let expected = format!("the scales of the weights: one per {unit}, or one number");
    let entry = table.require("weight_scales", &expected, reader.errors)?;
    let what = format!("`weight_scales` of {}", table.title);
    let Some(array) = entry.value.get_ref().as_array() else {
        return Ok(vec![scale(entry.value, &what, reader.errors)?]);
    };
    let scales = array.iter().enumerate().map(|(index, value)| {
        let what = format!("number {} of {what}", index + 1);
        scale(value, &what, reader.errors)
    });
    let scales: Vec<_> = scales.collect();
    let scales: Read<Vec<f32>> = scales.into_iter().collect();
    let (scales, channels) = (scales?, channels?);
    if scales.len() == channels {
        return Ok(scales);
    }
    let message = format!("{what} has {}", quantity(scales.len(), "number"));
    let label = format!("expected {channels}, one per {unit}, or a number without brackets");
    let error = Diagnostic::new(entry.key.clone(), message).label(label);
    Err(reader.errors.push(error))
}

/// Reads the activation at the end of a layer.
pub(super) fn last_activation(
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<Activation<i8>> {
    let activation = activation::optional(table, reader.errors)?;
    match (clamp(activation), table.get("activation")) {
        (Err(message), Some(Entry { value, .. })) => {
            let error = Diagnostic::new(value.span(), message);
            let error = error.label("expected `linear`, `relu` or `relu6`");
            Err(reader.errors.push(error.help(format!(
                "write a layer behind this one: `type = \"activation\"` and `activation = \"{}\"`",
                activation.name()
            ))))
        }
        _ => Ok(activation),
    }
}

/// Returns the quantization of all inputs, or reports that they differ.
pub(super) fn equal(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Read<Option<Quantization>> {
    let first = quantization_of(&inputs[0], table, reader)?;
    for input in &inputs[1..] {
        let other = quantization_of(input, table, reader)?;
        if other != first {
            let message = format!(
                "{} ({}) gets {first} from {} and {other} from {}",
                table.title,
                kind.name(),
                inputs[0].from,
                input.from
            );
            let error = Diagnostic::new(table.span.clone(), message)
                .label("expected inputs with equal quantizations")
                .help(
                    "quantize the model with one scale for both; TensorFlow Lite's converter does",
                );
            return Err(reader.errors.push(error));
        }
    }
    Ok(Some(first))
}
