//! Constants, before anything is computed.

use super::{Graph, Source, ValueId};

impl Graph {
    /// Returns the numbers of a value as integers, if it is a constant of the file.
    pub fn integers(&self, value: ValueId) -> Option<Vec<i64>> {
        match &self.values[value].source {
            Source::Constant(tensor) => Some(tensor.integers()),
            Source::Node { node, .. } => {
                let node = &self.nodes[*node];
                let tensor = node.is("Constant").then(|| node.tensor("value"))?;
                Some(tensor.ok()??.integers())
            }
            _ => None,
        }
    }
}
