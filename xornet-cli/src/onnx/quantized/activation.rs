//! Activations that are layers.

use xornet_model::quantized::{ActivationLayer, Layer};
use xornet_model::{Activation, Quantization};

use super::call::Call;
use super::value::Value;

/// Adds an activation of its own.
pub fn alone(
    call: &mut Call<'_, '_>,
    x: &Value,
    activation: Activation<i8>,
    output: Quantization,
) -> Result<Value, String> {
    if activation == Activation::Linear {
        return match x.quantization == output {
            true => Ok(x.clone()),
            false => {
                Err("it changes the quantization and nothing else, which no layer does".into())
            }
        };
    }
    let rounding = call.reader.assembly.rounding;
    let layer = ActivationLayer::new(activation, rounding, x.quantization, Some(output));
    let id = call.push(layer.map(Layer::Activation), &[x])?;
    Ok(Value {
        id,
        quantization: output,
        ..x.clone()
    })
}

pub fn softmax(call: &mut Call<'_, '_>, x: &Value, output: Quantization) -> Result<Value, String> {
    let opset = match call.node.int("opset", 0)? {
        0 => call.node.opset,
        opset => opset,
    };
    let axis = call.node.int("axis", if opset < 13 { 1 } else { -1 })?;
    // One axis alone is the last, whatever the order of its numbers.
    if x.shape.len() > 1 && (x.axis(axis)? != -1 || opset < 13) {
        return Err("it goes along another axis than the last one of the network".into());
    }
    // onnxruntime's tools give it steps of 1/255, and the layer's are of 1/256.
    let usual = Quantization {
        scale: 1.0 / 256.0,
        zero_point: -128,
    };
    let is_near = output.zero_point == -128 && (usual.scale..1.0 / 254.5).contains(&output.scale);
    if !is_near || output == usual {
        return alone(call, x, Activation::Softmax, output);
    }
    call.note(&format!(
        "its probabilities have the scale {} in the graph, and that of the layer is 1/256",
        output.scale
    ));
    let made = alone(call, x, Activation::Softmax, usual)?;
    Ok(Value {
        quantization: output,
        ..made
    })
}
