//! The reading of activations.

use super::value;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Table, Value, wrong_type};
use crate::{Activation, Element, suggest};

/// Reads the activation of a layer, which is linear by default.
pub(crate) fn optional<T: Element>(
    table: &Table<'_, '_>,
    errors: &mut Diagnostics,
) -> Read<Activation<T>> {
    match table.get("activation") {
        None => Ok(Activation::Linear),
        Some(entry) => read(entry.value, errors),
    }
}

/// Reads an activation: its name, or a table of its name and parameters.
pub(crate) fn read<T: Element>(value: &Value<'_>, errors: &mut Diagnostics) -> Read<Activation<T>> {
    if let Some(name) = value.get_ref().as_str() {
        return named(name, value, errors);
    }
    let Some(entries) = value.get_ref().as_table() else {
        let expected =
            "a name, as in `\"relu\"`, or a table, as in `{ type = \"leaky_relu\", slope = 0.01 }`";
        return Err(errors.push(wrong_type(value, "`activation`", expected)));
    };
    let entries = Entries::new(entries, "the activation", value.span());
    let expected = "the activation's name, as in `type = \"leaky_relu\"`";
    let entry = entries.kind("type", expected, errors)?;
    let name = value::string(entry.value, "`type`", errors)?;
    let activation = named::<T>(name, entry.value, errors)?;
    with_parameters(entries, activation, errors)
}

/// Returns the activation of a name that was found at `value`.
fn named<T: Element>(
    name: &str,
    value: &Value<'_>,
    errors: &mut Diagnostics,
) -> Read<Activation<T>> {
    Activation::named(name).ok_or_else(|| {
        let error = Diagnostic::new(
            value.span(),
            format!("unknown activation {}", value::quoted(name)),
        );
        errors.push(if name.eq_ignore_ascii_case("prelu") {
            error
                .label("has a slope per channel, and so is a layer of its own")
                .help("write `type = \"prelu\"` and `slopes` in `[[layers]]`, or use `leaky_relu` if all slopes are the same")
        } else {
            error
                .label("not the name of an activation")
                .help(suggest::help(name, Activation::<T>::NAMES))
        })
    })
}

/// Sets the parameters of an activation from its table.
fn with_parameters<T: Element>(
    entries: Entries<'_, '_>,
    activation: Activation<T>,
    errors: &mut Diagnostics,
) -> Read<Activation<T>> {
    let name = activation.name();
    let parameters: Vec<_> = activation.parameters().map(|(name, _)| name).collect();
    let known: Vec<_> = ["type"].into_iter().chain(parameters.clone()).collect();
    let table = entries.open_as(&known, errors, |key, span| {
        let message = format!("`{name}` takes no parameter {}", value::quoted(key));
        let error = Diagnostic::new(span, message).label("not a parameter of this activation");
        match parameters.as_slice() {
            [] => error.help("it has no parameters: leave this out"),
            [one] => error.help(format!("its parameter is `{one}`")),
            all => error.help(format!("its parameters are {}", suggest::list(all))),
        }
    });
    if let Activation::Clamp { .. } = activation
        && (table.get("min").is_some() || table.get("max").is_some())
    {
        // PyTorch's `Hardtanh` has defaults, but its `clamp` has no bound where none is given.
        let expected = "both bounds, or none for -1 and 1";
        let bounds = ["min", "max"].map(|key| table.require(key, expected, errors));
        bounds.into_iter().collect::<Read<Vec<_>>>()?;
    }
    let given = parameters
        .iter()
        .filter_map(|key| Some((*key, table.get(key)?)));
    let given: Vec<_> = given.collect();
    let numbers: Vec<_> = given
        .iter()
        .map(|(key, entry)| value::number(entry.value, &format!("`{key}`"), errors))
        .collect();
    let mut activation = activation;
    for ((key, _), number) in given.iter().zip(numbers) {
        activation = activation
            .with_parameter(key, number?)
            .unwrap_or(activation);
    }
    activation.check().map_err(|error| {
        let entry = given.iter().find(|(key, _)| *key == error.parameter());
        let span = entry.map_or(table.span, |(_, entry)| entry.value.span());
        let label = match activation {
            Activation::Clamp { max, .. } => format!("expected at most {}", max.shortest()),
            _ => "expected a number other than zero".into(),
        };
        errors.push(Diagnostic::new(span, error.to_string()).label(label))
    })
}
