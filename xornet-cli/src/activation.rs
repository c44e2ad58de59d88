//! Activations as the command line spells them: `relu`, `leaky_relu=0.1`, `clamp=-1/1`.

use xornet_model::{Activation, Number as _};

/// Splits a spelling into the name of an activation and the text of its parameters, if there is one.
pub fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('=') {
        Some((name, parameters)) => (name.trim(), Some(parameters)),
        None => (text.trim(), None),
    }
}

/// Sets the parameters of an activation from their text: the first ones, separated by slashes. The others keep their
/// defaults, but `clamp` needs both of its bounds.
///
/// # Errors
///
/// If there are too many or too few, or if one is not a number or not valid.
pub fn with_parameters(activation: Activation<f64>, text: &str) -> Result<Activation<f64>, String> {
    let name = activation.name();
    let keys: Vec<_> = activation.parameters().map(|(key, _)| key).collect();
    let given: Vec<_> = text.split('/').collect();
    let least = match activation {
        Activation::Clamp { .. } => keys.len(),
        _ => 1,
    };
    if !(least..=keys.len()).contains(&given.len()) {
        return Err(match keys.as_slice() {
            [] => format!("`{name}` takes no parameter"),
            [key] => format!("`{name}` takes one parameter, `{key}`"),
            keys => format!("`{name}` takes the parameters {}", keys.join("/")),
        });
    }
    let mut activation = activation;
    for (key, text) in keys.into_iter().zip(given) {
        let value = f64::parse(text.trim()).filter(|value| value.is_finite());
        let value = value.ok_or_else(|| format!("`{text}` is not a finite number"))?;
        activation = activation.with_parameter(key, value).unwrap_or(activation);
    }
    activation.check().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use xornet_model::Activation;

    use super::{split, with_parameters};

    #[test]
    fn parameters_are_separated_by_slashes() {
        let read = |text: &str| {
            let (name, parameters) = split(text);
            let activation = Activation::named(name).expect("a name");
            with_parameters(activation, parameters.expect("parameters"))
        };
        assert_eq!(
            read("clamp=-1/2.5"),
            Ok(Activation::Clamp {
                min: -1.0,
                max: 2.5
            })
        );
        assert_eq!(
            read(" hard_sigmoid = 0.2 "),
            Ok(Activation::HardSigmoid {
                slope: 0.2,
                offset: 0.5
            })
        );
        for (text, problem) in [
            ("clamp=1", "`clamp` takes the parameters min/max"),
            ("clamp=1/2/3", "`clamp` takes the parameters min/max"),
            ("clamp=2/1", "`min` of `clamp` is greater than its `max`"),
            ("clamp=/1", "`` is not a finite number"),
            ("elu=1/2", "`elu` takes one parameter, `alpha`"),
            ("relu=1", "`relu` takes no parameter"),
        ] {
            assert_eq!(read(text), Err(problem.to_owned()));
        }
    }
}
