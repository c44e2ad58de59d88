use super::value::count;
use super::{tables, value};
use crate::document::Table;
use crate::fault::{Fault, Faults};
use crate::{Check, Float};

/// The recorded cases. A length that is not known is not compared.
pub(super) fn cases<T: Float>(
    root: &Table<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    faults: &mut Faults,
) -> Vec<Check<T>> {
    let Some(entry) = root.get("checks") else {
        return Vec::new();
    };
    let tables = tables(entry.value, "checks", "check", faults);
    let cases = tables.into_iter().flatten();
    cases
        .filter_map(|table| case(&table, inputs, outputs, faults))
        .collect()
}

fn case<T: Float>(
    table: &Table<'_, '_>,
    inputs: Option<usize>,
    outputs: Option<usize>,
    faults: &mut Faults,
) -> Option<Check<T>> {
    table.only(&["input", "output", "tolerance"], faults);
    let input = vector(table, "input", inputs, faults);
    let output = vector(table, "output", outputs, faults);
    let tolerance = match table.get("tolerance") {
        None => T::parse("1e-5"),
        Some(entry) => {
            let tolerance = value::number::<T>(entry.value, "`tolerance`", faults);
            if tolerance.is_some_and(|tolerance| tolerance < T::ZERO) {
                let fault = Fault::new(
                    entry.value.span(),
                    "`tolerance` is negative, so that no output is within it",
                );
                faults.push(fault.label("expected zero or more"));
                return None;
            }
            tolerance
        }
    };
    Some(Check {
        input: input?,
        output: output?,
        tolerance: tolerance?,
        span: table.span.clone(),
    })
}

fn vector<T: Float>(
    table: &Table<'_, '_>,
    key: &str,
    length: Option<usize>,
    faults: &mut Faults,
) -> Option<Vec<T>> {
    let entry = table.require(
        key,
        &format!("the network's {key}, as in `{key} = [0.0, 1.0]`"),
        faults,
    )?;
    let vector = value::vector::<T>(entry.value, &format!("`{key}` of {}", table.title), faults)?;
    let expected = length.unwrap_or(vector.len());
    if vector.len() != expected {
        let message = format!(
            "`{key}` of {} has {}, but the network has {}",
            table.title,
            count(vector.len(), "number"),
            count(expected, key),
        );
        faults.push(
            Fault::new(entry.value.span(), message)
                .label(format!("expected {}", count(expected, "number"))),
        );
        return None;
    }
    Some(vector)
}
