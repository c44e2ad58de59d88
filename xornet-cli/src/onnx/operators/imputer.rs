//! `Imputer`: replaces missing values.

use super::ML;
use crate::onnx::graph::{Operator, Properties};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: ML,
    name: "Imputer",
    attributes: &["imputed_value_floats", "replaced_value_float"],
    properties: Properties::NONE,
    evaluate: |node, inputs| {
        let replaced = node.float("replaced_value_float", 0.0)?;
        let imputed = node
            .floats("imputed_value_floats")?
            .ok_or("it has no values")?;
        let x = inputs.get(0)?;
        let columns = x.columns().max(1);
        let value = |index: usize| match &*imputed {
            [one] => Ok(*one),
            many => many
                .get(index % columns)
                .copied()
                .ok_or("it has too few values"),
        };
        let numbers = x.numbers().iter().enumerate().map(|(index, &x)| {
            let missing = if replaced.is_nan() {
                x.is_nan()
            } else {
                x == replaced
            };
            if missing { value(index) } else { Ok(x) }
        });
        let numbers = numbers.collect::<Result<_, _>>()?;
        Ok(vec![crate::onnx::tensor::Tensor::new(
            x.shape().to_vec(),
            numbers,
            x.element(),
        )?])
    },
    lower: |site| {
        let replaced = site.node.float("replaced_value_float", 0.0)?;
        if !replaced.is_nan() {
            return Err(format!(
                "it replaces the number {}, which no layer does",
                replaced as f32
            ));
        }
        site.unchanged("it fills in for NaN, which must not be given to the network")
    },
}];
