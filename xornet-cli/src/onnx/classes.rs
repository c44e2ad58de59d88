//! The names of classes, which classifiers of classical machine learning give their outputs.

use super::graph::{Graph, Node, ValueId};

/// Returns the names of an only output of this length, if the nodes that make it have such names.
pub fn names(graph: &Graph, outputs: &[ValueId], length: usize) -> Vec<String> {
    let &[output] = outputs else {
        return Vec::new();
    };
    let mut value = output;
    while let Some((node, _)) = graph.producer(value) {
        if let Some(names) = labels(node)
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

/// Returns the labels of a classifier, if they are more than the numbers of its classes.
fn labels(node: &Node) -> Option<Vec<String>> {
    if let Some(names) = node.strings("classlabels_strings") {
        return Some(names);
    }
    let numbers = ["classlabels_int64s", "classlabels_ints"];
    let mut numbers = numbers.into_iter().filter_map(|name| node.ints(name).ok()?);
    let labels = numbers.next()?;
    let counted = labels.iter().copied().eq(0..labels.len() as i64);
    (!counted).then(|| labels.iter().map(i64::to_string).collect())
}
