//! Comparisons, which exporters use to choose between two forms of an activation.

use super::broadcast;
use crate::onnx::graph::{Operator, Properties};
use crate::onnx::tensor::{Element, Tensor};

const NO_COMPARISONS: &str = "no layer compares numbers";

macro_rules! compare {
    ($name:literal, $function:expr) => {
        Operator {
            domain: "",
            name: $name,
            attributes: &[],
            properties: Properties::NONE,
            evaluate: |_, inputs| {
                let booleans = broadcast::zip(inputs, inputs.get(0)?, inputs.get(1)?, |a, b| {
                    let function: fn(f64, f64) -> bool = $function;
                    f64::from(function(a, b))
                })?;
                Ok(vec![booleans.with_element(Element::Bool)])
            },
            lower: |_| Err(NO_COMPARISONS.into()),
        }
    };
}

pub const OPERATORS: &[Operator] = &[
    compare!("Greater", |a, b| a > b),
    compare!("GreaterOrEqual", |a, b| a >= b),
    compare!("Less", |a, b| a < b),
    compare!("LessOrEqual", |a, b| a <= b),
    compare!("Equal", |a, b| a == b),
    compare!("And", |a, b| a != 0.0 && b != 0.0),
    compare!("Or", |a, b| a != 0.0 || b != 0.0),
    compare!("Xor", |a, b| (a != 0.0) != (b != 0.0)),
    Operator {
        domain: "",
        name: "Not",
        attributes: &[],
        properties: Properties::NONE,
        evaluate: |_, inputs| {
            let negated = inputs.get(0)?.map(|a| f64::from(a == 0.0));
            Ok(vec![negated.with_element(Element::Bool)])
        },
        lower: |_| Err(NO_COMPARISONS.into()),
    },
    Operator {
        domain: "",
        name: "Where",
        attributes: &[],
        properties: Properties::ELEMENTWISE,
        evaluate: |_, inputs| {
            let (condition, x, y) = (inputs.get(0)?, inputs.get(1)?, inputs.get(2)?);
            let shape =
                broadcast::shape(condition.shape(), &broadcast::shape(x.shape(), y.shape())?)?;
            inputs.spend(crate::onnx::tensor::count(&shape)?)?;
            let (x, y) = (broadcast::expand(x, &shape)?, broadcast::expand(y, &shape)?);
            let condition = broadcast::expand(condition, &shape)?;
            let pairs = condition.iter().zip(x.iter().zip(&y));
            let numbers = pairs
                .map(|(&c, (&x, &y))| if c == 0.0 { y } else { x })
                .collect();
            Ok(vec![Tensor::new(shape, numbers, inputs.get(1)?.element())?])
        },
        lower: |_| Err("it chooses between values, which no layer does".into()),
    },
];
