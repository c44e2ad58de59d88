//! The reading of test cases.

use xornet_core::Shape;

use super::tensor::nested as nested_array;
use super::{tables, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Table, Value, wrong_type};
use crate::{Element, Port, TestCase, quantity, suggest};

/// Reads the test cases. Their lengths are compared with those of the network, as far as these are known.
pub(super) fn cases<T: Element>(
    root: &Table<'_, '_>,
    ports: &Ports<'_>,
    errors: &mut Diagnostics,
) -> Read<Vec<TestCase<T>>> {
    let Some(entry) = root.get("checks") else {
        return Ok(Vec::new());
    };
    let tables = tables(entry.value, "checks", "test case", errors)?;
    let cases = tables
        .into_iter()
        .map(|entries| case(entries?, ports, errors));
    // Collected twice, so that all cases are read and all their errors are reported.
    cases.collect::<Vec<_>>().into_iter().collect()
}

/// Reads a test case.
fn case<T: Element>(
    entries: Entries<'_, '_>,
    ports: &Ports<'_>,
    errors: &mut Diagnostics,
) -> Read<TestCase<T>> {
    let table = entries.open(&["input", "output", "tolerance"], errors);
    let input = numbers(&table, "input", ports.inputs, ports.stream, errors);
    let output = numbers(&table, "output", ports.outputs, ports.stream, errors);
    let tolerance = tolerance(&table, errors);
    let (input, output) = (input?, output?);
    if let Some(error) = ports.misfit(&table, input.len(), output.len()) {
        return Err(errors.push(error));
    }
    Ok(TestCase::new(input, output, tolerance?).at(table.span))
}

/// The knowledge about the inputs and outputs that test cases have.
pub(super) struct Ports<'p> {
    pub(super) inputs: Option<&'p [Port]>,
    pub(super) outputs: Option<&'p [Port]>,
    /// Whether test cases are sequences of frames.
    pub(super) stream: bool,
    /// The number of frames of the input for each frame of the output, if it is known.
    pub(super) stride: Option<usize>,
}

impl Ports<'_> {
    /// Returns the error of a sequence of these numbers whose output is longer or shorter than a stream's.
    fn misfit(&self, table: &Table<'_, '_>, input: usize, output: usize) -> Option<Diagnostic> {
        let stride = self.stride.filter(|_| self.stream)?;
        let count = |ports: Option<&[Port]>| -> Option<usize> {
            Some(ports?.iter().map(|port| port.shape.count()).sum())
        };
        let (inputs, outputs) = (input / count(self.inputs)?, output / count(self.outputs)?);
        if inputs == outputs * stride && output.is_multiple_of(count(self.outputs)?) {
            return None;
        }
        let message = format!(
            "{} has {} of input and {} of output",
            table.title,
            quantity(inputs, "frame"),
            quantity(outputs, "frame")
        );
        let label = match stride {
            1 => "expected as many outputs as inputs".to_owned(),
            _ => format!("expected an output for every {stride} frames of input"),
        };
        Some(Diagnostic::new(table.span.clone(), message).label(label))
    }
}

/// Reads the tolerance of a test case, or returns the default.
fn tolerance<T: Element>(table: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<T> {
    let Some(entry) = table.get("tolerance") else {
        return Ok(T::from_f64(TestCase::<T>::DEFAULT_TOLERANCE));
    };
    let tolerance = value::number::<T>(entry.value, "`tolerance`", errors)?;
    if tolerance < T::ZERO {
        let error = Diagnostic::new(
            entry.value.span(),
            "`tolerance` is negative, so that no output is within it",
        );
        return Err(errors.push(error.label("expected zero or more")));
    }
    // Larger differences saturate, and so would pass.
    if T::IS_INTEGER && tolerance >= T::MAX {
        let message = format!("`tolerance` is {tolerance} steps, so that any output is within it");
        let error = Diagnostic::new(entry.value.span(), message);
        return Err(errors.push(error.label("expected fewer steps")));
    }
    Ok(tolerance)
}

/// Reads the input or the output of a test case, and checks its length: an array, or a table of several by name.
fn numbers<T: Element>(
    table: &Table<'_, '_>,
    key: &str,
    ports: Option<&[Port]>,
    stream: bool,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let expected = match ports {
        Some([_, _, ..]) => {
            format!("the network's {key}s by name, as in `{key} = {{ a = [0.0, 1.0] }}`")
        }
        _ if stream => format!("a sequence of frames, as in `{key} = [[0.0], [1.0]]`"),
        _ => format!("the network's {key}, as in `{key} = [0.0, 1.0]`"),
    };
    let entry = table.require(key, &expected, errors)?;
    let what = format!("`{key}` of {}", table.title);
    let Some(ports @ [_, _, ..]) = ports else {
        let shape = ports.and_then(|ports| ports.first()).map(|port| port.shape);
        if stream {
            return frames(entry.value, &what, shape, errors);
        }
        return tensor(entry.value, &what, "the network has", key, shape, errors);
    };
    let Some(fields) = entry.value.get_ref().as_table() else {
        return Err(errors.push(wrong_type(entry.value, &what, "a table of arrays by name")));
    };
    let names: Vec<_> = ports
        .iter()
        .filter_map(|port| port.name.as_deref())
        .collect();
    let mut misspelt = None;
    for name in fields.keys() {
        if !names.contains(&name.get_ref().as_ref()) {
            let message = format!(
                "{what} has an unknown name {}",
                value::quoted(name.get_ref())
            );
            let error = Diagnostic::new(name.span(), message);
            let error = error.label(format!("no {key} of the network has this name"));
            misspelt = Some(errors.push(error.help(suggest::help(name.get_ref(), &names))));
        }
    }
    let parts = ports.iter().zip(names).map(|(port, name)| {
        let Some((_, value)) = fields.get_key_value(name) else {
            // What is missing may be what is misspelt.
            if let Some(reported) = misspelt {
                return Err(reported);
            }
            let message = format!("{what} has no {}", value::quoted(name));
            let error = Diagnostic::new(entry.value.span(), message);
            return Err(errors.push(error.label(format!("expected an array for each {key}"))));
        };
        let what = format!("{} in {what}", value::quoted(name));
        if stream {
            return frames(value, &what, Some(port.shape), errors);
        }
        tensor(value, &what, "it has", key, Some(port.shape), errors)
    });
    let parts: Read<Vec<Vec<T>>> = parts.collect::<Vec<_>>().into_iter().collect();
    Ok(parts?.concat())
}

/// Reads the frames of a stream, as nested arrays of any number of them, or as one array of all their numbers.
fn frames<T: Element>(
    value: &Value<'_>,
    what: &str,
    frame: Option<Shape>,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let (numbers, found) = match is_nested(value) {
        true => {
            let rank = frame.map(|shape| shape.rank() + 1);
            nested_array(value, what, rank, "an array of frames", errors)?
        }
        false => (value::vector::<T>(value, what, errors)?, Vec::new()),
    };
    let Some(frame) = frame else {
        return Ok(numbers);
    };
    let fits = match found.split_first() {
        Some((_, axes)) => axes == frame.axes(),
        None => numbers.len().is_multiple_of(frame.count()),
    };
    if fits && !numbers.is_empty() {
        return Ok(numbers);
    }
    let message = match found.split_first() {
        Some((_, axes)) => format!("{what} has frames of the shape {axes:?}"),
        None => format!("{what} has {}", quantity(numbers.len(), "number")),
    };
    let error = Diagnostic::new(value.span(), message);
    Err(errors.push(error.label(format!(
        "expected frames of the shape {frame}, one at least"
    ))))
}

/// Returns whether a value is an array of arrays.
fn is_nested(value: &Value<'_>) -> bool {
    let array = value.get_ref().as_array();
    let first = array.and_then(|array| array.iter().next());
    first.is_some_and(|first| first.get_ref().as_array().is_some())
}

/// Reads the numbers of a tensor, as nested arrays of its shape or as one array of all of them.
fn tensor<T: Element>(
    value: &Value<'_>,
    what: &str,
    has: &str,
    noun: &str,
    shape: Option<Shape>,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let nested = is_nested(value);
    let (numbers, found) = if nested {
        let rank = shape.map(|shape| shape.rank());
        nested_array(
            value,
            what,
            rank,
            &format!("an array of the {noun}'s shape"),
            errors,
        )?
    } else {
        let numbers = value::vector::<T>(value, what, errors)?;
        let count = numbers.len();
        (numbers, vec![count])
    };
    let Some(shape) = shape else {
        return Ok(numbers);
    };
    let fits = if nested {
        found == shape.axes()
    } else {
        found == [shape.count()]
    };
    if fits {
        return Ok(numbers);
    }
    let error = if nested {
        let message = format!("{what} has the shape {found:?}, but {has} the shape {shape}");
        Diagnostic::new(value.span(), message).label(format!("expected {shape}"))
    } else {
        let message = format!(
            "{what} has {}, but {has} {}",
            quantity(numbers.len(), "number"),
            quantity(shape.count(), noun),
        );
        let label = format!("expected {}", quantity(shape.count(), "number"));
        Diagnostic::new(value.span(), message).label(label)
    };
    Err(errors.push(error))
}
