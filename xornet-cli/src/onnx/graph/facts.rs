//! What is known of a graph: its values for zeros as the input, and which of them depend on it.

use std::cell::Cell;
use std::rc::Rc;

use super::compute::{self, Run, WORK};
use super::{Graph, ValueId};
use crate::onnx::tensor::Tensor;

/// An input of the network.
pub struct Input {
    pub value: ValueId,
    /// A sample of zeros.
    pub zeros: Tensor,
    /// The axis along which the samples of a batch lie, if there is one.
    pub batch_axis: Option<usize>,
}

/// A graph, and everything known about its values.
pub struct Facts {
    graph: Graph,
    /// The inputs of the network, with the axis of the batch, if they have one.
    inputs: Vec<ValueId>,
    batch_axes: Vec<Option<usize>>,
    /// The values for a sample of zeros as each input; `None` for those that could not be computed.
    probe: Vec<Option<Rc<Tensor>>>,
    varies: Vec<bool>,
    /// The reason why each node could not be computed, if so.
    failures: Vec<Option<String>>,
    /// The number of samples that the graph was made for, 1 if it is not fixed.
    samples: usize,
}

impl Facts {
    /// Computes all that can be computed, with zeros as the inputs. `samples` is the length of the batch that the
    /// graph was made for, 1 where it is not fixed.
    pub fn new(graph: Graph, inputs: Vec<Input>, samples: usize) -> Self {
        let varies = graph.varying();
        let values = inputs.iter().map(|input| input.value).collect();
        let batch_axes = inputs.iter().map(|input| input.batch_axis).collect();
        let inputs = inputs.into_iter().map(|input| (input.value, input.zeros));
        let probe = compute::run(&graph, inputs.collect(), samples, &Cell::new(WORK));
        Self {
            graph,
            inputs: values,
            batch_axes,
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

    /// Returns the inputs of the network.
    pub fn inputs(&self) -> &[ValueId] {
        &self.inputs
    }

    /// Returns the axis of the batch of each input, if it has one.
    pub fn batch_axes(&self) -> impl Iterator<Item = (ValueId, Option<usize>)> {
        let axes = self.batch_axes.iter().copied();
        self.inputs.iter().copied().zip(axes)
    }

    /// Computes all values for a whole batch as each input.
    pub fn run(&self, inputs: Vec<(ValueId, Tensor)>, work: &Cell<usize>) -> Run {
        compute::run(&self.graph, inputs, 1, work)
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

    /// Computes outputs for the numbers of all inputs.
    pub fn outputs(
        &self,
        outputs: &[ValueId],
        numbers: &[Vec<f64>],
    ) -> Result<Vec<Tensor>, String> {
        let tensor = |(&value, numbers): (&ValueId, &Vec<f64>)| {
            let zeros = self.probe(value).ok_or("an input has no shape")?;
            Tensor::new(zeros.shape().to_vec(), numbers.clone(), zeros.element())
        };
        let inputs = self.inputs.iter().zip(numbers).map(tensor);
        self.output_tensors(outputs, inputs.collect::<Result<_, _>>()?)
    }

    /// Computes outputs for one sample of each input.
    pub fn output_tensors(
        &self,
        outputs: &[ValueId],
        inputs: Vec<Tensor>,
    ) -> Result<Vec<Tensor>, String> {
        let mut values = self.probe.clone();
        for (&value, tensor) in self.inputs.iter().zip(inputs) {
            values[value] = Some(Rc::new(tensor));
        }
        let (needed, _) = self.graph.ancestors(outputs);
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
        let output = |&output: &ValueId| {
            let output = values[output].as_ref();
            output
                .map(|output| Tensor::clone(output))
                .ok_or_else(|| "the output could not be computed".into())
        };
        outputs.iter().map(output).collect()
    }
}
