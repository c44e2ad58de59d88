//! The outputs of a network of eight bits, and what they depend on.

use super::variables::Variables;
use crate::tflite::file::{Model, Operator};

/// Returns the tensors that are outputs, with their names: those of the file, or the one that the user names.
pub fn ports<'m>(model: &'m Model<'_>, wanted: Option<&str>) -> Vec<(usize, &'m String)> {
    let outputs = model.outputs.iter().map(|port| (port.tensor, &port.name));
    let Some(wanted) = wanted else {
        return outputs.collect();
    };
    let tensors = model.tensors.iter().enumerate();
    let tensors = tensors.map(|(place, tensor)| (place, &tensor.name));
    let mut named = outputs.chain(tensors).filter(|(_, name)| *name == wanted);
    named.next().into_iter().collect()
}

/// Returns for each tensor whether one of these depends on it. What is put into a variable for the next call counts where the
/// variable does.
pub fn needed(
    model: &Model<'_>,
    outputs: &[(usize, &String)],
    variables: Option<&Variables>,
) -> Vec<bool> {
    let mut needed = vec![false; model.tensors.len()];
    for (tensor, _) in outputs {
        needed[*tensor] = true;
    }
    let keeps = |operator: &Operator<'_>, needed: &[bool]| {
        let handle = operator.inputs.first().copied().flatten();
        let variable = variables.zip(handle).and_then(|(variables, handle)| {
            let name = variables.handles.get(&handle)?;
            Some(variables.contents.iter().filter(move |own| own.1 == name))
        });
        operator.name == "ASSIGN_VARIABLE"
            && variable.is_some_and(|mut contents| contents.any(|(&tensor, _)| needed[tensor]))
    };
    // A variable may be needed for what is put into another one.
    loop {
        let before = needed.clone();
        for operator in model.operators.iter().rev() {
            let is_needed = operator.outputs.iter().any(|&output| needed[output]);
            if is_needed || keeps(operator, &needed) {
                for &input in operator.inputs.iter().flatten() {
                    needed[input] = true;
                }
            }
        }
        if variables.is_none() || needed == before {
            return needed;
        }
    }
}
