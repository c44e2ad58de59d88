//! Activations, as operators and at the end of other operators.

use super::{Made, Row};
use crate::onnx::graph::ValueId;
use crate::tflite::graph::{Call, float, int, text};

pub const OPERATORS: &[Row] = &[
    ("RELU", 0, |call| plain(call, "Relu")),
    ("RELU6", 0, |call| bounded(call, 0.0, 6.0)),
    ("RELU_N1_TO_1", 0, |call| bounded(call, -1.0, 1.0)),
    ("RELU_0_TO_1", 0, |call| bounded(call, 0.0, 1.0)),
    ("LOGISTIC", 0, |call| plain(call, "Sigmoid")),
    ("TANH", 0, |call| plain(call, "Tanh")),
    ("EXP", 33, |call| plain(call, "Exp")),
    ("SIN", 0, |call| plain(call, "Sin")),
    ("HARD_SWISH", 91, |call| plain(call, "HardSwish")),
    ("ELU", 0, |call| plain(call, "Elu")),
    ("GELU", 116, |call| {
        let kind = if call.options().bool(0)? {
            "tanh"
        } else {
            "none"
        };
        let x = call.input(0)?;
        let value = call.node("Gelu", &[x], vec![text("approximate", kind)]);
        call.made(value)
    }),
    ("LEAKY_RELU", 75, |call| {
        let alpha = call.options().float(0)?;
        let x = call.input(0)?;
        let value = call.node("LeakyRelu", &[x], vec![float("alpha", alpha)]);
        call.made(value)
    }),
    ("PRELU", 0, |call| {
        let (x, slopes) = (call.input(0)?, call.input(1)?);
        let value = call.node("PRelu", &[x, slopes], vec![]);
        call.made(value)
    }),
    ("SOFTMAX", 9, |call| {
        let beta = call.options().float(0)?;
        let mut x = call.input(0)?;
        if beta != 1.0 {
            let beta = call.number(beta.into());
            x = call.node("Mul", &[x, beta], vec![]);
        }
        let value = call.node("Softmax", &[x], vec![int("axis", -1)]);
        call.made(value)
    }),
    ("LOG_SOFTMAX", 36, |call| {
        let x = call.input(0)?;
        let value = call.node("LogSoftmax", &[x], vec![int("axis", -1)]);
        call.made(value)
    }),
    ("L2_NORMALIZATION", 12, |call| {
        let x = call.input(0)?;
        let axis = call.ints(&[-1]);
        let norm = call.node("ReduceL2", &[x, axis], vec![int("keepdims", 1)]);
        let least = call.number(1e-6);
        let norm = call.node("Clip", &[norm, least], vec![]);
        let value = call.node("Div", &[x, norm], vec![]);
        let value = fused(call, value, 0)?;
        call.made(value)
    }),
];

fn plain(call: &mut Call<'_, '_>, operator: &str) -> Made {
    let x = call.input(0)?;
    let value = call.node(operator, &[x], vec![]);
    call.made(value)
}

fn bounded(call: &mut Call<'_, '_>, least: f64, most: f64) -> Made {
    let x = call.input(0)?;
    let value = clip(call, x, least, most);
    call.made(value)
}

fn clip(call: &mut Call<'_, '_>, x: ValueId, least: f64, most: f64) -> ValueId {
    let (least, most) = (call.number(least), call.number(most));
    call.node("Clip", &[x, least, most], vec![])
}

/// Adds the activation at the end of an operator, whose number is in this slot of its options.
pub fn fused(call: &mut Call<'_, '_>, value: ValueId, slot: usize) -> Result<ValueId, String> {
    Ok(match call.options().byte(slot)? {
        0 => value,
        1 => call.node("Relu", &[value], vec![]),
        2 => clip(call, value, -1.0, 1.0),
        3 => clip(call, value, 0.0, 6.0),
        4 => call.node("Tanh", &[value], vec![]),
        5 => return Err("its activation, the sign of a number, is none of a network".into()),
        code => return Err(format!("its activation {code} is not known")),
    })
}
