//! Layers of several values.

use xornet_model::quantized::{Layer, Merge, Same};
use xornet_model::{Concatenate, LayerKind};

use super::call::Call;
use super::shape;

pub fn add(call: &mut Call<'_, '_>) -> Result<(), String> {
    merge(call, LayerKind::Add)
}

pub fn multiply(call: &mut Call<'_, '_>) -> Result<(), String> {
    merge(call, LayerKind::Multiply)
}

fn merge(call: &mut Call<'_, '_>, kind: LayerKind) -> Result<(), String> {
    let (a, b) = (call.value(0)?, call.value(1)?);
    let layer = Merge::new(
        kind,
        call.activation(0)?,
        call.rounding(),
        [a.quantization, b.quantization],
        call.quantization()?,
    );
    let made = call.push(layer.map(Layer::Merge), &[&a, &b])?;
    call.made(0, made)
}

pub fn concatenate(call: &mut Call<'_, '_>) -> Result<(), String> {
    let inputs = 0..call.operator.inputs.len();
    let inputs: Vec<_> = inputs
        .map(|input| call.value(input))
        .collect::<Result<_, _>>()?;
    for input in &inputs {
        call.same_quantization(input)?;
    }
    if call.options().byte(1)? != 0 {
        return Err("it has an activation, which `concatenate` has not".into());
    }
    let axis = shape::axis(call, call.options().int(0, 0)?)?;
    let layer = Same::new(xornet_model::Layer::Concatenate(Concatenate::new(axis)));
    let inputs: Vec<_> = inputs.iter().collect();
    let made = call.push(layer.map(Layer::Same), &inputs)?;
    call.made(0, made)
}
