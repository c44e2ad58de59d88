use super::value;
use crate::document::{Table, Value, wrong_type};
use crate::fault::{Fault, Faults};
use crate::{Activation, Float, suggest};

/// A name, or a table of a name and a parameter.
pub(super) fn activation<T: Float>(
    value: &Value<'_>,
    faults: &mut Faults,
) -> Option<Activation<T>> {
    if value.get_ref().as_str().is_some() {
        return named(value, faults);
    }
    let Some(entries) = value.get_ref().as_table() else {
        let expected =
            "a name, as in `\"relu\"`, or a table, as in `{ type = \"leaky_relu\", slope = 0.01 }`";
        faults.push(wrong_type(value, "`activation`", expected));
        return None;
    };
    let table = Table::new(entries, "the activation", value.span());
    let name = table.require(
        "type",
        "the activation's name, as in `type = \"leaky_relu\"`",
        faults,
    )?;
    value::string(name.value, "`type`", faults)?;
    let activation = named::<T>(name.value, faults)?;
    parameters(&table, activation, faults)
}

fn named<T: Float>(value: &Value<'_>, faults: &mut Faults) -> Option<Activation<T>> {
    let name = value.get_ref().as_str()?;
    let activation = Activation::named(name);
    if activation.is_none() {
        let fault = Fault::new(
            value.span(),
            format!("unknown activation {}", value::quoted(name)),
        );
        faults.push(if name.eq_ignore_ascii_case("prelu") {
            fault
                .label("learns a slope per channel, which is not supported")
                .help("use `leaky_relu` where all its slopes are the same")
        } else {
            fault
                .label("not the name of an activation")
                .help(suggest::help(name, Activation::<T>::NAMES))
        });
    }
    activation
}

fn parameters<T: Float>(
    table: &Table<'_, '_>,
    activation: Activation<T>,
    faults: &mut Faults,
) -> Option<Activation<T>> {
    let parameter = activation.parameter().map(|(name, _)| name);
    let mut good = true;
    for (key, span) in table
        .keys()
        .filter(|(key, _)| *key != "type" && Some(*key) != parameter)
    {
        good = false;
        let message = format!(
            "`{}` takes no parameter {}",
            activation.name(),
            value::quoted(key)
        );
        let fault = Fault::new(span, message).label("not a parameter of this activation");
        faults.push(match parameter {
            Some(parameter) => fault.help(format!("its parameter is `{parameter}`")),
            None => fault.help("it has no parameters: leave this out"),
        });
    }
    let Some(entry) = parameter.and_then(|parameter| table.get(parameter)) else {
        return good.then_some(activation);
    };
    let what = format!("`{}`", parameter.unwrap_or_default());
    let number = value::number(entry.value, &what, faults)?;
    match activation.with_parameter(number) {
        Ok(activation) => good.then_some(activation),
        Err(problem) => {
            let message = format!("{what} of `{}` {problem}", activation.name());
            faults.push(
                Fault::new(entry.value.span(), message).label("expected a number other than zero"),
            );
            None
        }
    }
}
