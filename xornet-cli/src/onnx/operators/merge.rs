//! Operators of several values of the network, as layers.

use super::broadcast::placed;
use crate::import::graph::LayerKind;
use crate::onnx::graph::{Lowering, Operand, Operation, Site};
use crate::onnx::tensor::{Element, Tensor};

/// Lowers an operator to a layer that takes all its inputs.
pub fn merge(site: &Site<'_>, kind: LayerKind) -> Result<Lowering, String> {
    let count = site.node.inputs.len();
    let operands: Vec<_> = (0..count)
        .map(|index| site.operand(index))
        .collect::<Result<_, _>>()?;
    if let Some(constant) = operands.iter().find(|operand| operand.constant().is_some()) {
        let name = site.graph.name(constant.value);
        return Err(format!(
            "it takes the constant {name} together with several values of the network"
        ));
    }
    let place = |operand: &Operand<'_>| placed_shape(site, operand);
    let merge = Operation::Merge {
        kind,
        from: operands.iter().map(place).collect::<Result<_, _>>()?,
        to: site.shape().to_vec(),
    };
    let inputs = operands.iter().map(|operand| operand.value).collect();
    Ok(Lowering::several(inputs, merge))
}

/// Returns the shape that an input is broadcast with, which is another one by the rules before version 7.
fn placed_shape(site: &Site<'_>, operand: &Operand<'_>) -> Result<Vec<usize>, String> {
    let first = site.operand(0)?;
    if !site.node.is_older_than(7) || operand.value == first.value {
        return Ok(operand.shape().to_vec());
    }
    let zeros = Tensor::zeros(operand.shape().to_vec(), Element::Single)?;
    let placed = placed(site.node, first.shape(), &zeros)?;
    Ok(placed.as_ref().unwrap_or(&zeros).shape().to_vec())
}
