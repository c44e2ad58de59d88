//! What no model file may hold: said here of the source's parts, since the file has no lines yet.

use xornet_model::{Dtype, PARAMETER_LIMIT, WIDTH_LIMIT};

use super::layer::{Kind, Layer};
use super::unsupported::Unsupported;

/// The layers, if their sizes and numbers are such as a model file may have.
pub fn check(
    inputs: usize,
    layers: Vec<Layer>,
    dtype: Dtype,
) -> Result<Vec<Layer>, Vec<Unsupported>> {
    let mut unsupported = Vec::new();
    let mut parameters = 0;
    let mut width = inputs;
    for (index, layer) in layers.iter().enumerate() {
        let names: Vec<_> = layer.origins.iter().map(|origin| &*origin.name).collect();
        let place = format!("layer {}, made of {},", index + 1, names.join(", "));
        let mut reject =
            |what: String| unsupported.push(Unsupported::new(format!("{place} {what}")));
        let (numbers, parameter) = match &layer.kind {
            Kind::Activation(activation) => (Vec::new(), activation.parameter()),
            Kind::Dense { linear, activation } => {
                if linear.inputs != width {
                    reject(format!(
                        "takes {} numbers, but {width} come to it",
                        linear.inputs
                    ));
                }
                width = linear.units;
                if linear.inputs.min(width) == 0 || linear.inputs.max(width) > WIDTH_LIMIT {
                    reject(format!(
                        "is {} -> {width}; the limits are 1 and {WIDTH_LIMIT}",
                        linear.inputs
                    ));
                }
                let biases = linear.biases.as_deref().unwrap_or_default();
                parameters += linear.weights.len() + biases.len();
                (
                    vec![("weight", &*linear.weights), ("bias", biases)],
                    activation.parameter(),
                )
            }
        };
        let fits = |number: f64| match dtype {
            Dtype::F32 => (number as f32).is_finite(),
            Dtype::F64 => number.is_finite(),
        };
        for (what, numbers) in numbers {
            if let Some(number) = numbers.iter().find(|&&number| !fits(number)) {
                reject(format!(
                    "has a {what} of {number}, which is no finite {}",
                    name(dtype)
                ));
            }
        }
        if let Some((what, number)) = parameter.filter(|&(_, number)| !fits(number)) {
            reject(format!(
                "has a {what} of {number}, which is no finite {}",
                name(dtype)
            ));
        }
    }
    if parameters > PARAMETER_LIMIT {
        unsupported.push(Unsupported::new(format!(
            "the network has {parameters} parameters, more than {PARAMETER_LIMIT}"
        )));
    }
    if unsupported.is_empty() {
        Ok(layers)
    } else {
        Err(unsupported)
    }
}

fn name(dtype: Dtype) -> &'static str {
    match dtype {
        Dtype::F32 => "f32",
        Dtype::F64 => "f64",
    }
}
