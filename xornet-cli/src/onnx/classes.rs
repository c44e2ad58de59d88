//! The names of classes, which classifiers of classical machine learning give their outputs.

use super::graph::{Graph, ValueId};

/// Returns the names of an only output of this length, if the nodes that make it have such names.
pub fn names(graph: &Graph, outputs: &[ValueId], length: usize) -> Vec<String> {
    let &[output] = outputs else {
        return Vec::new();
    };
    let mut value = output;
    while let Some((node, _)) = graph.producer(value) {
        if let Some(names) = node.strings("classlabels_strings")
            && names.len() == length
            && names.iter().all(|name| !name.is_empty())
        {
            return names;
        }
        let passes = [
            "ZipMap",
            "Normalizer",
            "Identity",
            "Cast",
            "Softmax",
            "Reshape",
        ];
        match node.inputs.first().copied().flatten() {
            Some(input) if passes.contains(&&*node.op_type) => value = input,
            _ => break,
        }
    }
    Vec::new()
}
