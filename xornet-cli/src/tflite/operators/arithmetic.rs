//! Arithmetic on numbers of two values or of several.

use super::activation::fused;
use super::{Made, Row};
use crate::tflite::graph::Call;

pub const OPERATORS: &[Row] = &[
    ("ADD", 11, |call| pair(call, "Add", true)),
    ("SUB", 28, |call| pair(call, "Sub", true)),
    ("MUL", 21, |call| pair(call, "Mul", true)),
    ("DIV", 29, |call| pair(call, "Div", true)),
    ("MAXIMUM", 39, |call| pair(call, "Max", false)),
    ("MINIMUM", 39, |call| pair(call, "Min", false)),
    ("SQUARED_DIFFERENCE", 76, |call| {
        let (a, b) = (call.input(0)?, call.input(1)?);
        let difference = call.node("Sub", &[a, b], vec![]);
        let value = call.node("Mul", &[difference, difference], vec![]);
        call.made(value)
    }),
    ("SQUARE", 66, |call| {
        let x = call.input(0)?;
        let value = call.node("Mul", &[x, x], vec![]);
        call.made(value)
    }),
    ("ADD_N", 82, |call| {
        let inputs = 0..call.operator.inputs.len();
        let inputs: Vec<_> = inputs
            .map(|input| call.input(input))
            .collect::<Result<_, _>>()?;
        let value = call.node("Sum", &inputs, vec![]);
        call.made(value)
    }),
    ("NEG", 42, |call| single(call, "Neg")),
    ("ABS", 78, |call| single(call, "Abs")),
    ("SQRT", 0, |call| single(call, "Sqrt")),
    ("LOG", 0, |call| single(call, "Log")),
    ("RSQRT", 0, |call| {
        let x = call.input(0)?;
        let root = call.node("Sqrt", &[x], vec![]);
        let value = call.node("Reciprocal", &[root], vec![]);
        call.made(value)
    }),
];

/// Adds an operator on two values; those with options have an activation at their end.
fn pair(call: &mut Call<'_, '_>, operator: &str, has_activation: bool) -> Made {
    let (a, b) = (call.input(0)?, call.input(1)?);
    let mut value = call.node(operator, &[a, b], vec![]);
    if has_activation {
        value = fused(call, value, 0)?;
    }
    call.made(value)
}

fn single(call: &mut Call<'_, '_>, operator: &str) -> Made {
    let x = call.input(0)?;
    let value = call.node(operator, &[x], vec![]);
    call.made(value)
}
