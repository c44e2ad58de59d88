//! What operators have in common that only move numbers.

use std::cell::Cell;

use crate::onnx::graph::{Inputs, Lowering, Operation, Selection, Site};
use crate::onnx::tensor::{Element, Tensor};

/// Lowers an operator that takes some of its numbers, or puts them in another order.
pub fn selection(site: &Site<'_>) -> Result<Lowering, String> {
    let operand = site.operand_with_constants()?;
    let constants = (1..site.node.inputs.len()).map(|index| site.constant(index));
    let constants = constants.collect::<Result<Vec<_>, _>>()?;
    // The operator is run on a tensor that holds the places of its own numbers, to see where each one goes.
    let numbers = (0..operand.len()).map(|place| place as f64).collect();
    let places = Tensor::new(operand.shape().to_vec(), numbers, Element::Double)?;
    let tensors: Vec<_> = [Some(&places)].into_iter().chain(constants).collect();
    let work = Cell::new(usize::MAX);
    let operator = site.node.known().ok_or("it is not known")?;
    let outputs = (operator.evaluate)(site.node, &Inputs::new(&tensors, &work))?;
    let moved = outputs.get(site.output).ok_or("it has no such output")?;
    let picks: Vec<_> = moved
        .numbers()
        .iter()
        .map(|&place| place as usize)
        .collect();
    let selection = Selection {
        picks,
        from: operand.shape().to_vec(),
        to: moved.shape().to_vec(),
    };
    if selection.keeps_order() {
        return Ok(Lowering::nothing(
            operand.value,
            "the numbers keep their order",
        ));
    }
    if selection.picks.is_empty() {
        return Err("it leaves no numbers".into());
    }
    Ok(Lowering::one(operand.value, Operation::Select(selection)))
}
