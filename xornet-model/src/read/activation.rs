use super::value;
use crate::document::{Entries, Value, wrong_type};
use crate::fault::{Fault, Faults, Read};
use crate::{Activation, Float, suggest};

/// Reads a name, or a table of a name and a parameter.
pub(crate) fn read<T: Float>(value: &Value<'_>, faults: &mut Faults) -> Read<Activation<T>> {
    if let Some(name) = value.get_ref().as_str() {
        return named(name, value, faults);
    }
    let Some(entries) = value.get_ref().as_table() else {
        let expected =
            "a name, as in `\"relu\"`, or a table, as in `{ type = \"leaky_relu\", slope = 0.01 }`";
        return Err(faults.push(wrong_type(value, "`activation`", expected)));
    };
    let entries = Entries::new(entries, "the activation", value.span());
    let expected = "the activation's name, as in `type = \"leaky_relu\"`";
    let entry = entries.kind("type", expected, faults)?;
    let name = value::string(entry.value, "`type`", faults)?;
    let activation = named::<T>(name, entry.value, faults)?;
    with_parameter(entries, activation, faults)
}

fn named<T: Float>(name: &str, value: &Value<'_>, faults: &mut Faults) -> Read<Activation<T>> {
    Activation::named(name).ok_or_else(|| {
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
        })
    })
}

fn with_parameter<T: Float>(
    entries: Entries<'_, '_>,
    activation: Activation<T>,
    faults: &mut Faults,
) -> Read<Activation<T>> {
    let parameter = activation.parameter().map(|(name, _)| name);
    let known: Vec<_> = ["type"].into_iter().chain(parameter).collect();
    let table = entries.open_as(&known, faults, |key, span| {
        let message = format!(
            "`{}` takes no parameter {}",
            activation.name(),
            value::quoted(key)
        );
        let fault = Fault::new(span, message).label("not a parameter of this activation");
        match parameter {
            Some(parameter) => fault.help(format!("its parameter is `{parameter}`")),
            None => fault.help("it has no parameters: leave this out"),
        }
    });
    let entry = parameter.and_then(|parameter| Some((parameter, table.get(parameter)?)));
    let Some((parameter, entry)) = entry else {
        return Ok(activation);
    };
    let number = value::number(entry.value, &format!("`{parameter}`"), faults)?;
    activation.with_parameter(number).map_err(|problem| {
        let message = format!("`{parameter}` of `{}` {problem}", activation.name());
        faults.push(
            Fault::new(entry.value.span(), message).label("expected a number other than zero"),
        )
    })
}
