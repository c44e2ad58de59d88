//! What is known of a graph: its values for zeros as the input, and which of them depend on it.

use std::cell::Cell;
use std::rc::Rc;

use super::compute::{self, Run, WORK};
use super::{Graph, ValueId};
use crate::onnx::tensor::Tensor;

/// A graph with one input, and everything known about its values.
pub struct Facts {
    graph: Graph,
    input: ValueId,
    /// The values for a sample of zeros as the input; `None` for those that could not be computed.
    probe: Vec<Option<Rc<Tensor>>>,
    varies: Vec<bool>,
    /// The reason why each node could not be computed, if so.
    failures: Vec<Option<String>>,
    /// The number of samples that the graph was made for, 1 if it is not fixed.
    samples: usize,
}

impl Facts {
    /// Computes all that can be computed, with zeros as the input. `samples` is the length of the batch that the
    /// graph was made for, 1 where it is not fixed.
    pub fn new(graph: Graph, input: ValueId, zeros: Tensor, samples: usize) -> Self {
        let mut varies = vec![false; graph.values.len()];
        // The values of other inputs are unknown, and must not be taken for constants.
        for port in &graph.inputs {
            varies[port.value] = true;
        }
        for node in &graph.nodes {
            let inputs = node.inputs.iter().take(node.numeric_inputs());
            let depends = inputs.flatten().any(|&value| varies[value]);
            for &output in node.outputs.iter().flatten() {
                varies[output] = depends;
            }
        }
        let probe = compute::run(&graph, input, zeros, samples, &Cell::new(WORK));
        Self {
            graph,
            input,
            probe: probe.values,
            varies,
            failures: probe.failures,
            samples,
        }
    }

    /// Returns the graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns a value for zeros as the input: its shape and type, and its numbers if it does not depend on the input.
    pub fn probe(&self, value: ValueId) -> Option<&Tensor> {
        self.probe[value].as_deref()
    }

    /// Returns whether a value depends on the input.
    pub fn varies(&self, value: ValueId) -> bool {
        self.varies[value]
    }

    /// Says why a node's outputs could not be computed.
    pub fn failure(&self, node: usize) -> Option<&str> {
        self.failures[node].as_deref()
    }

    /// Computes all values for a whole batch as the input.
    pub fn run(&self, input: Tensor, work: &Cell<usize>) -> Run {
        compute::run(&self.graph, self.input, input, 1, work)
    }

    /// Computes the outputs of one node, for one sample or for a batch.
    pub fn evaluate(
        &self,
        node: usize,
        inputs: &[Option<&Tensor>],
        single: bool,
        work: &Cell<usize>,
    ) -> Result<Vec<Tensor>, String> {
        let samples = if single { self.samples } else { 1 };
        compute::evaluate(&self.graph.nodes[node], inputs, samples, work)
    }

    /// Computes the output for an input, as long as the probe's.
    pub fn output(&self, output: ValueId, input: &[f64]) -> Result<Vec<f64>, String> {
        let zeros = self.probe(self.input).ok_or("the input has no shape")?;
        let tensor = Tensor::new(zeros.shape().to_vec(), input.to_vec(), zeros.element())?;
        Ok(self.output_tensor(output, tensor)?.numbers().to_vec())
    }

    /// Computes the output for one sample, with its shape.
    pub fn output_tensor(&self, output: ValueId, input: Tensor) -> Result<Tensor, String> {
        let mut values = self.probe.clone();
        values[self.input] = Some(Rc::new(input));
        let (needed, _) = self.graph.ancestors(output);
        let work = Cell::new(WORK);
        for (index, node) in self.graph.nodes.iter().enumerate() {
            if needed[index]
                && node
                    .outputs
                    .iter()
                    .flatten()
                    .any(|&value| self.varies[value])
            {
                compute::node(&self.graph, index, &mut values, self.samples, &work)?;
            }
        }
        let output = values[output]
            .as_ref()
            .ok_or("the output could not be computed")?;
        Ok(Tensor::clone(output))
    }
}
