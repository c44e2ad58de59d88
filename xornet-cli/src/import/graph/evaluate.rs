//! Evaluation of a graph, in double precision.

use super::{Graph, Node, Operation};
use crate::import::activations;

impl Graph {
    /// Computes the output for an input.
    pub fn evaluate(&self, input: &[f64]) -> Vec<f64> {
        let mut values = vec![Vec::new(); self.lengths.len()];
        let mut rest = input;
        for &value in &self.inputs {
            let (own, others) = rest.split_at(self.lengths[value]);
            (values[value], rest) = (own.to_vec(), others);
        }
        for node in &self.nodes {
            values[node.output] = node.evaluate(&values);
        }
        let outputs = self.outputs.iter().map(|&output| &*values[output]);
        outputs.collect::<Vec<_>>().concat()
    }
}

impl Node {
    /// Computes its output from the values of the graph.
    fn evaluate(&self, values: &[Vec<f64>]) -> Vec<f64> {
        let input = self.inputs.first().map_or(&[][..], |&input| &values[input]);
        match &self.operation {
            Operation::Linear(linear) => linear.apply(input),
            Operation::Affine(affine) => affine.apply(input),
            Operation::Activation(activation) => {
                let mut output = input.to_vec();
                activations::apply(*activation, &mut output);
                output
            }
        }
    }
}
