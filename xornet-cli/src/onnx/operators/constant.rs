//! Constants, in the forms that ONNX has for them.

use crate::onnx::graph::{Inputs, Lowering, Node, Operator, Properties, Site};
use crate::onnx::tensor::{Element, Tensor, count};

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Constant",
        attributes: &[
            "value",
            "value_float",
            "value_floats",
            "value_int",
            "value_ints",
        ],
        properties: Properties::NONE,
        evaluate: |node, _| Ok(vec![value(node)?]),
        lower,
    },
    Operator {
        domain: "",
        name: "ConstantOfShape",
        attributes: &["value"],
        properties: Properties::NONE,
        evaluate: of_shape,
        lower,
    },
];

/// Reports that the output never depends on the network's input.
fn lower(_: &Site<'_>) -> Result<Lowering, String> {
    Err("it is a constant".into())
}

fn value(node: &Node) -> Result<Tensor, String> {
    if let Some(tensor) = node.tensor("value")? {
        return Ok(tensor);
    }
    if let Some(numbers) = node.floats("value_floats")? {
        return Ok(Tensor::vector(numbers, Element::Single));
    }
    if let Some(numbers) = node.ints("value_ints")? {
        return Ok(Tensor::vector(
            numbers.iter().map(|&x| x as f64).collect(),
            Element::Integer,
        ));
    }
    if node.has("value_float") {
        return Ok(Tensor::scalar(
            node.float("value_float", 0.0)?,
            Element::Single,
        ));
    }
    if node.has("value_int") {
        return Ok(Tensor::scalar(
            node.int("value_int", 0)? as f64,
            Element::Integer,
        ));
    }
    Err("it holds no numbers".into())
}

fn of_shape(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let shape = inputs.get(0)?.integers().into_iter().map(usize::try_from);
    let shape = shape
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| "its shape has a negative length")?;
    let value = node
        .tensor("value")?
        .unwrap_or_else(|| Tensor::scalar(0.0, Element::Single));
    let number = value.single().ok_or("its value is not one number")?;
    let count = count(&shape)?;
    inputs.spend(count)?;
    Ok(vec![Tensor::new(
        shape,
        vec![number; count],
        value.element(),
    )?])
}
