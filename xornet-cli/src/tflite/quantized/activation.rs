//! Activations that are layers.

use xornet_model::Activation;
use xornet_model::quantized::{ActivationLayer, Layer};

use super::call::Call;

fn layer(call: &mut Call<'_, '_>, activation: Activation<i8>) -> Result<(), String> {
    let value = call.value(0)?;
    let output = Some(call.quantization()?);
    let layer = ActivationLayer::new(activation, call.rounding(), value.quantization, output);
    let made = call.push(layer.map(Layer::Activation), &[&value])?;
    call.made(0, made)
}

pub fn sigmoid(call: &mut Call<'_, '_>) -> Result<(), String> {
    layer(call, Activation::Sigmoid)
}

pub fn tanh(call: &mut Call<'_, '_>) -> Result<(), String> {
    layer(call, Activation::Tanh)
}

pub fn relu(call: &mut Call<'_, '_>) -> Result<(), String> {
    layer(call, Activation::Relu)
}

pub fn relu6(call: &mut Call<'_, '_>) -> Result<(), String> {
    layer(call, Activation::Relu6)
}

pub fn softmax(call: &mut Call<'_, '_>) -> Result<(), String> {
    let beta = call.options().float(0)?;
    if beta != 1.0 {
        return Err(format!("its beta is {beta}, and that of `softmax` is 1"));
    }
    layer(call, Activation::Softmax)
}
