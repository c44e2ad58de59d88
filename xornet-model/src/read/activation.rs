//! The reading of activations.

use super::value;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Entries, Value, wrong_type};
use crate::{Activation, Float, suggest};

/// Reads an activation: its name, or a table of its name and parameter.
pub(crate) fn read<T: Float>(value: &Value<'_>, errors: &mut Diagnostics) -> Read<Activation<T>> {
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
    with_parameter(entries, activation, errors)
}

/// Returns the activation of a name that was found at `value`.
fn named<T: Float>(name: &str, value: &Value<'_>, errors: &mut Diagnostics) -> Read<Activation<T>> {
    Activation::named(name).ok_or_else(|| {
        let error = Diagnostic::new(
            value.span(),
            format!("unknown activation {}", value::quoted(name)),
        );
        errors.push(if name.eq_ignore_ascii_case("prelu") {
            error
                .label("learns a slope per channel, which is not supported")
                .help("use `leaky_relu` where all its slopes are the same")
        } else {
            error
                .label("not the name of an activation")
                .help(suggest::help(name, Activation::<T>::NAMES))
        })
    })
}

/// Sets the parameter of an activation from its table.
fn with_parameter<T: Float>(
    entries: Entries<'_, '_>,
    activation: Activation<T>,
    errors: &mut Diagnostics,
) -> Read<Activation<T>> {
    let parameter = activation.parameter().map(|(name, _)| name);
    let known: Vec<_> = ["type"].into_iter().chain(parameter).collect();
    let table = entries.open_as(&known, errors, |key, span| {
        let message = format!(
            "`{}` takes no parameter {}",
            activation.name(),
            value::quoted(key)
        );
        let error = Diagnostic::new(span, message).label("not a parameter of this activation");
        match parameter {
            Some(parameter) => error.help(format!("its parameter is `{parameter}`")),
            None => error.help("it has no parameters: leave this out"),
        }
    });
    let entry = parameter.and_then(|parameter| Some((parameter, table.get(parameter)?)));
    let Some((parameter, entry)) = entry else {
        return Ok(activation);
    };
    let number = value::number(entry.value, &format!("`{parameter}`"), errors)?;
    activation.with_parameter(number).map_err(|problem| {
        let message = format!("`{parameter}` of `{}` {problem}", activation.name());
        errors.push(
            Diagnostic::new(entry.value.span(), message).label("expected a number other than zero"),
        )
    })
}
