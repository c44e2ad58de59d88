//! Functions of one number that are parts of activations, or of constants.

use crate::import::graph::{Activation, Affine};
use crate::onnx::graph::{Lowering, Operation, Operator, Properties};

macro_rules! unary {
    ($name:literal, $function:expr, $lower:expr) => {
        Operator {
            domain: "",
            name: $name,
            attributes: &[],
            properties: Properties::NONE,
            evaluate: |_, inputs| Ok(vec![inputs.get(0)?.map($function)]),
            lower: $lower,
        }
    };
}

pub const OPERATORS: &[Operator] = &[
    unary!("Neg", |x| -x, |site| {
        let operand = site.operand(0)?;
        let scale = vec![-1.0; operand.len()];
        Ok(Lowering::one(
            operand.value,
            Operation::Affine(Affine::scaled(scale)),
        ))
    }),
    unary!("Exp", libm::exp, |site| {
        let operand = site.operand(0)?;
        Ok(Lowering::one(
            operand.value,
            Operation::Activation(Activation::Exponential),
        ))
    }),
    unary!("Erf", libm::erf, |_| part("gelu, 0.5 x (1 + erf(x / √2))")),
    unary!("Erfc", libm::erfc, |_| part("gelu, 0.5 x erfc(-x / √2)")),
    unary!("Log", libm::log, |_| part(
        "softplus, log(1 + e^x), or the logarithm of a softmax"
    )),
    unary!("Reciprocal", f64::recip, |_| part(
        "sigmoid, 1 / (1 + e^-x)"
    )),
];

/// Reports an operator that can only be a part of an activation.
fn part(whole: &str) -> Result<Lowering, String> {
    Err(format!("it stands for no activation here, such as {whole}"))
}
