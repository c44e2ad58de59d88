//! The reading of test cases.

use super::{tables, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Table};
use crate::quantity;
use crate::{Float, TestCase};

/// Reads the test cases. Their lengths are compared with those of the network, as far as these are known.
pub(super) fn cases<T: Float>(
    root: &Table<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    errors: &mut Diagnostics,
) -> Read<Vec<TestCase<T>>> {
    let Some(entry) = root.get("checks") else {
        return Ok(Vec::new());
    };
    let tables = tables(entry.value, "checks", "test case", errors)?;
    let cases = tables
        .into_iter()
        .map(|entries| case(entries?, inputs, outputs, errors));
    // Collected twice, so that all cases are read and all their errors are reported.
    cases.collect::<Vec<_>>().into_iter().collect()
}

/// Reads a test case.
fn case<T: Float>(
    entries: Entries<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    errors: &mut Diagnostics,
) -> Read<TestCase<T>> {
    let table = entries.open(&["input", "output", "tolerance"], errors);
    let input = vector(&table, "input", inputs, errors);
    let output = vector(&table, "output", outputs, errors);
    let tolerance = tolerance(&table, errors);
    Ok(TestCase::new(input?, output?, tolerance?).at(table.span))
}

/// Reads the tolerance of a test case, or returns the default.
fn tolerance<T: Float>(table: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<T> {
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
    Ok(tolerance)
}

/// Reads the input or the output of a test case, and checks its length.
fn vector<T: Float>(
    table: &Table<'_, '_>,
    key: &str,
    length: Option<usize>,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let entry = table.require(
        key,
        &format!("the network's {key}, as in `{key} = [0.0, 1.0]`"),
        errors,
    )?;
    let vector = value::vector::<T>(entry.value, &format!("`{key}` of {}", table.title), errors)?;
    match length.filter(|&length| length != vector.len()) {
        None => Ok(vector),
        Some(expected) => {
            let message = format!(
                "`{key}` of {} has {}, but the network has {}",
                table.title,
                quantity(vector.len(), "number"),
                quantity(expected, key),
            );
            Err(errors.push(
                Diagnostic::new(entry.value.span(), message)
                    .label(format!("expected {}", quantity(expected, "number"))),
            ))
        }
    }
}
