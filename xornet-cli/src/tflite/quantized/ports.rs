//! The outputs of a network of eight bits, and what they depend on.

use crate::tflite::file::Model;

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

/// Returns for each tensor whether one of these depends on it.
pub fn needed(model: &Model<'_>, outputs: &[(usize, &String)]) -> Vec<bool> {
    let mut needed = vec![false; model.tensors.len()];
    for (tensor, _) in outputs {
        needed[*tensor] = true;
    }
    for operator in model.operators.iter().rev() {
        if operator.outputs.iter().any(|&output| needed[output]) {
            for &input in operator.inputs.iter().flatten() {
                needed[input] = true;
            }
        }
    }
    needed
}
