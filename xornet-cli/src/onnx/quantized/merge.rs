//! Layers of several values.

use xornet_model::quantized::{Layer, Merge, Same};
use xornet_model::{Activation, Concatenate, LayerKind, Quantization};

use super::call::Call;
use super::value::Value;

/// Adds a sum or a product.
pub fn merge(
    call: &mut Call<'_, '_>,
    x: &Value,
    y: &Value,
    activation: Activation<i8>,
    output: Quantization,
) -> Result<Value, String> {
    let kind = match &*call.node.op_type {
        "Add" | "QLinearAdd" => LayerKind::Add,
        _ => LayerKind::Multiply,
    };
    if x.shape != y.shape {
        return Err(format!(
            "its inputs have the shapes {:?} and {:?} for a sample",
            x.shape, y.shape
        ));
    }
    if x.places != y.places {
        return Err("the numbers of its inputs come in different orders, since channels come last in the network".into());
    }
    let y = match x.axes == y.axes {
        true => y.clone(),
        false => call.arrange(y, &x.axes)?,
    };
    let quantizations = [x.quantization, y.quantization];
    let rounding = call.reader.assembly.rounding;
    let layer = Merge::new(kind, activation, rounding, quantizations, output);
    let id = call.push(layer.map(Layer::Merge), &[x, &y])?;
    Ok(Value {
        id,
        quantization: output,
        ..x.clone()
    })
}

/// Adds a concatenation.
pub fn concatenate(call: &mut Call<'_, '_>, values: &[Value]) -> Result<Value, String> {
    let [first, others @ ..] = values else {
        return Err("it has no inputs".into());
    };
    if values
        .iter()
        .any(|value| value.quantization != first.quantization)
    {
        return Err(
            "its inputs have different quantizations, and `concatenate` takes equal ones".into(),
        );
    }
    let given = call.node.int("axis", 1)?;
    let axis = first.axis(given)?;
    let mut all = vec![first.clone()];
    for other in others {
        if other.shape.len() != first.shape.len() {
            return Err("its inputs have different numbers of axes".into());
        }
        all.push(call.arrange(other, &first.axes)?);
    }
    let layer = Same::new(xornet_model::Layer::Concatenate(Concatenate::new(axis)));
    let inputs: Vec<_> = all.iter().collect();
    let id = call.push(layer.map(Layer::Same), &inputs)?;
    Ok(call.with_axes(id, first))
}
