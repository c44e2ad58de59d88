//! The reading of the keys that only networks of eight bits have.

use xornet_core::DType;
use xornet_core::quantized::{Quantization, Rounding};

use super::choice;
use super::ports::InputPorts;
use super::value;
use crate::Element;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Table, wrong_type};
use crate::quantized::read_quantization;

/// The key with what the integers of the inputs stand for.
const INPUT: &str = "input_quantization";

/// Reads the rounding, or returns the default.
pub(super) fn rounding<T: Element>(
    root: &Table<'_, '_>,
    errors: &mut Diagnostics,
) -> Read<Rounding> {
    let Some(entry) = root.get("rounding") else {
        return Ok(Rounding::default());
    };
    if T::DTYPE != DType::I8 {
        return Err(errors.push(only_in_eight_bits(entry.key, "rounding")));
    }
    let choices = Rounding::ALL.map(|rounding| (rounding.name(), rounding));
    choice(entry.value, "rounding", &choices, errors)
}

/// Reads what the integers of each input stand for; nothing in networks of floating-point numbers.
pub(super) fn inputs<T: Element>(
    root: &Table<'_, '_>,
    ports: &Read<InputPorts>,
    errors: &mut Diagnostics,
) -> Read<Vec<Quantization>> {
    if T::DTYPE != DType::I8 {
        return match root.get(INPUT) {
            None => Ok(Vec::new()),
            Some(entry) => Err(errors.push(only_in_eight_bits(entry.key, INPUT))),
        };
    }
    let expected = "what the integers of the input stand for, as in `input_quantization = { scale = 0.05, zero_point = -3 }`";
    let entry = root.require(INPUT, expected, errors)?;
    let ports = ports.as_ref().map_err(|reported| *reported)?;
    if !ports.named {
        let what = format!("`{INPUT}`");
        return Ok(vec![read_quantization(entry.value, &what, errors)?]);
    }
    let names: Vec<_> = ports.list.iter().map(|port| port.name.as_str()).collect();
    let Some(table) = entry.value.get_ref().as_table() else {
        let expected = "a table with the quantization of each input by name";
        return Err(errors.push(wrong_type(entry.value, &format!("`{INPUT}`"), expected)));
    };
    let entries = Entries::new(table, format!("`{INPUT}`"), entry.value.span());
    let mut unknown = Ok(());
    for key in table.keys() {
        if !names.contains(&key.get_ref().as_ref()) {
            let message = format!(
                "{} has an unknown name {}",
                entries.title,
                value::quoted(key.get_ref())
            );
            let error = Diagnostic::new(key.span(), message);
            unknown = Err(errors.push(error.label("no input of the network has this name")));
        }
    }
    let quantizations = names.iter().map(|name| match table.get(*name) {
        Some(value) => {
            let what = format!("{} in {}", value::quoted(name), entries.title);
            read_quantization(value, &what, errors)
        }
        None => {
            let message = format!("{} has no {}", entries.title, value::quoted(name));
            let error = Diagnostic::new(entries.span.clone(), message);
            Err(errors.push(error.label("expected a quantization for each input")))
        }
    });
    let quantizations: Vec<_> = quantizations.collect();
    unknown?;
    quantizations.into_iter().collect()
}

/// Makes the error of a key that networks of floating-point numbers do not have.
fn only_in_eight_bits(span: std::ops::Range<usize>, key: &str) -> Diagnostic {
    Diagnostic::new(span, format!("`{key}` is for networks of eight bits"))
        .label("this network has floating-point numbers")
        .help("add `dtype = \"i8\"`, or leave this out")
}
