//! Sums, maxima and minima of any number of values.

use super::activation::clip;
use super::arithmetic::{adding, lower, operator};
use super::broadcast;
use super::merge::merge;
use crate::import::graph::LayerKind;
use crate::onnx::graph::{Inputs, Lowering, Operation, Operator, Site};
use crate::onnx::tensor::Tensor;

pub const OPERATORS: &[Operator] = &[
    Operator {
        attributes: &[],
        properties: adding(1.0),
        ..operator(
            "Sum",
            |_, inputs| fold(inputs, |a, b| a + b),
            |site| match site.node.inputs.len() {
                1 => site.unchanged("it has one input"),
                2 => lower(site, Some(LayerKind::Add), |_, c| Ok((1.0, c))),
                _ => merge(site, LayerKind::Add),
            },
        )
    },
    Operator {
        attributes: &[],
        ..operator(
            "Max",
            |_, inputs| fold(inputs, f64::max),
            |site| match bound(site)? {
                Some(bound) => clamp(site, bound, f64::INFINITY),
                None => merge(site, LayerKind::Maximum),
            },
        )
    },
    Operator {
        attributes: &[],
        ..operator(
            "Min",
            |_, inputs| fold(inputs, f64::min),
            |site| match bound(site)? {
                Some(bound) => clamp(site, f64::NEG_INFINITY, bound),
                None => merge(site, LayerKind::Minimum),
            },
        )
    },
];

fn fold(inputs: &Inputs<'_>, function: impl Fn(f64, f64) -> f64) -> Result<Vec<Tensor>, String> {
    let mut all = inputs.all()?.into_iter();
    let mut sum = all.next().ok_or("it has no input")?.clone();
    for next in all {
        sum = broadcast::zip(inputs, &sum, next, &function)?;
    }
    Ok(vec![sum])
}

/// Returns the only constant of two inputs, if it is one number.
fn bound(site: &Site<'_>) -> Result<Option<f64>, String> {
    let constants: Vec<_> = (0..site.node.inputs.len())
        .map(|index| site.operand(index))
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter(|operand| operand.constant().is_some())
        .map(|operand| operand.uniform().ok_or("its bounds differ"))
        .collect::<Result<_, _>>()?;
    match *constants {
        [] => Ok(None),
        [bound] if site.node.inputs.len() == 2 => Ok(Some(bound)),
        _ => Err("it takes a constant together with several values of the network".into()),
    }
}

/// Lowers a maximum or a minimum with one number.
fn clamp(site: &Site<'_>, min: f64, max: f64) -> Result<Lowering, String> {
    let (a, b) = (site.operand(0)?, site.operand(1)?);
    let operand = if a.constant().is_some() { b } else { a };
    if operand.len() != site.len() {
        return Err(format!(
            "it makes {} numbers of {}",
            site.len(),
            operand.len()
        ));
    }
    Ok(Lowering::one(
        operand.value,
        Operation::Activation(clip(min, max)?),
    ))
}
