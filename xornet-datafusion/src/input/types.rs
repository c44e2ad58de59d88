use std::sync::Arc;

use datafusion_common::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion_common::{Result, plan_err};
use xornet::Network;

use crate::Number;
use crate::output::number_type;

/// Returns the types to which the engine casts the arguments. One that cannot be cast stays, and [`check`] says why.
pub(crate) fn coerce<N: Network<Scalar: Number>>(types: &[DataType]) -> Vec<DataType> {
    let element = || Arc::new(Field::new_list_field(number_type::<N>(), true));
    let types = types.iter().map(|given| match given {
        numeric if is_numeric(numeric) => number_type::<N>(),
        DataType::FixedSizeList(field, length) if is_numeric(field.data_type()) => {
            DataType::FixedSizeList(element(), *length)
        }
        DataType::List(field) | DataType::LargeList(field) if is_numeric(field.data_type()) => {
            DataType::List(element())
        }
        other => other.clone(),
    });
    types.collect()
}

/// Returns an error of the plan if a network does not take these arguments.
pub(crate) fn check<N: Network>(function: &str, arguments: &[FieldRef]) -> Result<()> {
    if let [argument] = arguments {
        match argument.data_type() {
            DataType::FixedSizeList(field, length) if is_numeric(field.data_type()) => {
                if usize::try_from(*length) == Ok(N::INPUTS) {
                    return Ok(());
                }
                let takes = takes::<N>();
                return plan_err!("`{function}` takes {takes}; the lists given have {length}");
            }
            DataType::List(field) | DataType::LargeList(field) if is_numeric(field.data_type()) => {
                return Ok(());
            }
            _ => {}
        }
    }
    if arguments.len() != N::INPUTS {
        let (takes, given) = (takes::<N>(), count(arguments.len(), "column"));
        return plan_err!("`{function}` takes {takes}; it was given {given}");
    }
    for (index, argument) in arguments.iter().enumerate() {
        if !is_numeric(argument.data_type()) {
            let (name, given) = (argument.name(), argument.data_type());
            let meant = N::INPUT_NAMES.get(index);
            let meant = meant.map(|name| format!(", {name},")).unwrap_or_default();
            return plan_err!(
                "`{function}` takes numbers, but its argument {}{meant} is `{name}` of type {given}; \
                 cast it, for example CAST({name} AS REAL)",
                index + 1
            );
        }
    }
    Ok(())
}

/// Returns whether the engine casts columns of this type to floats without being asked.
fn is_numeric(given: &DataType) -> bool {
    match given {
        DataType::Null => true,
        DataType::Dictionary(_, values) => is_numeric(values),
        other => other.is_numeric(),
    }
}

/// Returns what a network takes, for errors.
fn takes<N: Network>() -> String {
    const SHOWN: usize = 40;
    let inputs = count(N::INPUTS, "column");
    let mut names = N::INPUT_NAMES[..N::INPUT_NAMES.len().min(SHOWN)].join(", ");
    if N::INPUT_NAMES.len() > SHOWN {
        names.push_str(", …");
    }
    if !names.is_empty() {
        names = format!(" ({names})");
    }
    let numbers = count(N::INPUTS, "number");
    format!("{inputs}{names}, or one column of lists of {numbers}")
}

fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
