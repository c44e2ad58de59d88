use super::value::count;
use super::{tables, value};
use crate::document::{Entries, Table};
use crate::fault::{Fault, Faults, Read};
use crate::{Float, TestCase};

/// Reads the test cases. A length that is not known is not compared.
pub(super) fn cases<T: Float>(
    root: &Table<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    faults: &mut Faults,
) -> Read<Vec<TestCase<T>>> {
    let Some(entry) = root.get("checks") else {
        return Ok(Vec::new());
    };
    let tables = tables(entry.value, "checks", "check", faults)?;
    let cases = tables
        .into_iter()
        .map(|entries| case(entries?, inputs, outputs, faults));
    // Reads all of them, so that each one's faults are reported.
    cases.collect::<Vec<_>>().into_iter().collect()
}

fn case<T: Float>(
    entries: Entries<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    faults: &mut Faults,
) -> Read<TestCase<T>> {
    let table = entries.open(&["input", "output", "tolerance"], faults);
    let input = vector(&table, "input", inputs, faults);
    let output = vector(&table, "output", outputs, faults);
    let tolerance = tolerance(&table, faults);
    Ok(TestCase::new(input?, output?, tolerance?).at(table.span))
}

fn tolerance<T: Float>(table: &Table<'_, '_>, faults: &mut Faults) -> Read<T> {
    let Some(entry) = table.get("tolerance") else {
        return Ok(T::from_f64(TestCase::<T>::DEFAULT_TOLERANCE));
    };
    let tolerance = value::number::<T>(entry.value, "`tolerance`", faults)?;
    if tolerance < T::ZERO {
        let fault = Fault::new(
            entry.value.span(),
            "`tolerance` is negative, so that no output is within it",
        );
        return Err(faults.push(fault.label("expected zero or more")));
    }
    Ok(tolerance)
}

fn vector<T: Float>(
    table: &Table<'_, '_>,
    key: &str,
    length: Option<usize>,
    faults: &mut Faults,
) -> Read<Vec<T>> {
    let entry = table.require(
        key,
        &format!("the network's {key}, as in `{key} = [0.0, 1.0]`"),
        faults,
    )?;
    let vector = value::vector::<T>(entry.value, &format!("`{key}` of {}", table.title), faults)?;
    match length.filter(|&length| length != vector.len()) {
        None => Ok(vector),
        Some(expected) => {
            let message = format!(
                "`{key}` of {} has {}, but the network has {}",
                table.title,
                count(vector.len(), "number"),
                count(expected, key),
            );
            Err(faults.push(
                Fault::new(entry.value.span(), message)
                    .label(format!("expected {}", count(expected, "number"))),
            ))
        }
    }
}
