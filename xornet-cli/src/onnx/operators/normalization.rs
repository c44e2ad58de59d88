//! Batch normalisation with the statistics of training: a factor and a summand for each channel.

use crate::import::graph::Affine;
use crate::onnx::graph::{Inputs, Lowering, Node, Operation, Operator, Properties, Site};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "BatchNormalization",
    attributes: &["epsilon", "is_test", "momentum", "training_mode", "spatial"],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// Returns the parameter that belongs to each number of a tensor of this shape.
fn per_number(shape: &[usize], parameter: &Tensor) -> Result<Vec<f64>, String> {
    let &[_, channels, ref inner @ ..] = shape else {
        return Err(format!(
            "its input has the shape {shape:?}, without an axis of channels"
        ));
    };
    if parameter.numbers().len() != channels {
        return Err(format!(
            "it has parameters for {} channels of {channels}",
            parameter.numbers().len()
        ));
    }
    let inner: usize = inner.iter().product();
    let count: usize = shape.iter().product();
    let channel = |index: usize| index / inner % channels;
    Ok((0..count)
        .map(|index| parameter.numbers()[channel(index)])
        .collect())
}

fn check(node: &Node) -> Result<f64, String> {
    let old = node.is_older_than(7) && node.int("is_test", 0)? == 0;
    if old || node.int("training_mode", 0)? != 0 {
        return Err("it is in training mode: export the network in evaluation mode".into());
    }
    if node.int("spatial", 1)? != 1 {
        return Err("it is not spatial".into());
    }
    node.float("epsilon", 1e-5f32.into())
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let epsilon = check(node)?;
    let x = inputs.get(0)?;
    let parameter = |index| per_number(x.shape(), inputs.get(index)?);
    let (scale, bias, mean, variance) =
        (parameter(1)?, parameter(2)?, parameter(3)?, parameter(4)?);
    let numbers = x.numbers().iter().enumerate();
    let numbers =
        numbers.map(|(i, x)| (x - mean[i]) / (variance[i] + epsilon).sqrt() * scale[i] + bias[i]);
    Ok(vec![Tensor::new(
        x.shape().to_vec(),
        numbers.collect(),
        x.element(),
    )?])
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let epsilon = check(site.node)?;
    if site.output != 0 {
        return Err("its statistics are used".into());
    }
    let operand = site.operand_with_constants()?;
    let parameter = |index: usize| {
        let tensor = site.constant(index)?.ok_or("a parameter is missing")?;
        per_number(operand.shape(), tensor)
    };
    let (gamma, beta, mean, variance) =
        (parameter(1)?, parameter(2)?, parameter(3)?, parameter(4)?);
    let scale: Vec<_> = gamma
        .iter()
        .zip(&variance)
        .map(|(g, v)| g / (v + epsilon).sqrt())
        .collect();
    let shift = beta
        .iter()
        .zip(mean.iter().zip(&scale))
        .map(|(b, (m, s))| b - m * s)
        .collect();
    Ok(Lowering::one(
        operand.value,
        Operation::Affine(Affine::new(scale, shift)),
    ))
}
