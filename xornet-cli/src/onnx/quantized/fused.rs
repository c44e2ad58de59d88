//! The operators that take scales and zero points themselves.

use xornet_model::Activation;

use super::biases::Biases;
use super::call::Call;
use super::reader::State;
use super::value::Value;
use super::{activation, merge, pool, products};

const FUSED: [&str; 12] = [
    "QGemm",
    "QLinearAdd",
    "QLinearAveragePool",
    "QLinearConcat",
    "QLinearConv",
    "QLinearGlobalAveragePool",
    "QLinearLeakyRelu",
    "QLinearMatMul",
    "QLinearMul",
    "QLinearReduceMean",
    "QLinearSigmoid",
    "QLinearSoftmax",
];

/// Returns whether an operator takes scales and zero points.
pub fn is_fused(name: &str) -> bool {
    FUSED.contains(&name)
}

/// Adds the layer of such an operator.
pub fn layer(call: &mut Call<'_, '_>) -> Result<(), String> {
    let made = match &*call.node.op_type {
        "QLinearConcat" => concatenate(call)?,
        "QLinearAdd" | "QLinearMul" => {
            let (x, y) = (call.quantized(0)?, call.quantized(3)?);
            let output = call.quantization(6)?;
            merge::merge(call, &x, &y, Activation::Linear, output)?
        }
        "QLinearConv" | "QLinearMatMul" | "QGemm" => product(call)?,
        name => {
            let (x, output) = (call.quantized(0)?, call.quantization(3)?);
            match name {
                "QLinearAveragePool" => pool::average(call, &x, output)?,
                "QLinearGlobalAveragePool" => pool::global(call, &x, output)?,
                "QLinearReduceMean" => pool::mean(call, &x, output)?,
                "QLinearSigmoid" => activation::alone(call, &x, Activation::Sigmoid, output)?,
                "QLinearSoftmax" => activation::softmax(call, &x, output)?,
                _ => return Err("no layer of eight bits computes it".into()),
            }
        }
    };
    call.set(State::Integers(made));
    Ok(())
}

fn product(call: &mut Call<'_, '_>) -> Result<Value, String> {
    let x = call.quantized(0)?;
    let is_gemm = call.node.op_type == "QGemm";
    let (bias, scale) = match (&*call.node.op_type, is_gemm) {
        ("QLinearConv", _) => (Some(8), 6),
        (_, true) => (Some(6), 7),
        _ => (None, 6),
    };
    let weights = call
        .reader
        .constants()
        .weights(call.at(3), call.at(4), call.at(5))?;
    let bias = match bias.and_then(|place| call.at(place)) {
        Some(value) => {
            let tensor = call.reader.constants().tensor(value)?;
            Some(Biases::Integers(
                tensor.ok_or("its biases are computed")?.integers(),
            ))
        }
        None => None,
    };
    if is_gemm && call.at(scale).is_none() {
        return Err("it gives floats, and a network of eight bits has integers".into());
    }
    let output = call.quantization(if is_gemm { 7 } else { scale })?;
    products::product(call, &x, &weights, bias, Activation::Linear, output)
}

fn concatenate(call: &mut Call<'_, '_>) -> Result<Value, String> {
    let output = call.quantization(0)?;
    let places = (2..call.node.inputs.len()).step_by(3);
    let values = places
        .map(|place| call.quantized(place))
        .collect::<Result<Vec<_>, _>>()?;
    if values.iter().any(|value| value.quantization != output) {
        return Err("its inputs have other quantizations than its output, and `concatenate` takes equal ones".into());
    }
    merge::concatenate(call, &values)
}
