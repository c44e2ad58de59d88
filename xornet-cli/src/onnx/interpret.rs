//! Computes a graph in double precision, operator by operator, as ONNX defines them. Nothing here knows of
//! layers: recorded cases come from here, and the shapes and constants that the rest goes by.

use std::cell::Cell;
use std::rc::Rc;

use super::graph::{Graph, Source, ValueId};
use super::operators::{self, Inputs};
use super::tensor::Tensor;

/// The most numbers that all values together may have, and multiply-adds that they may take.
const WORK: usize = 1 << 28;

/// A graph with one input, and all of its values that do not depend on it.
pub struct Interpreter {
    graph: Graph,
    input: ValueId,
    /// With a sample of zeros as the input; `None` where a value could not be computed.
    probe: Vec<Option<Rc<Tensor>>>,
    varies: Vec<bool>,
    /// By node: why it could not be computed.
    failures: Vec<Option<String>>,
}

impl Interpreter {
    /// Computes all that can be computed, with zeros as the input.
    pub fn new(graph: Graph, input: ValueId, zeros: Tensor) -> Self {
        let mut varies = vec![false; graph.values.len()];
        // Values of other inputs are unknown, and not constant.
        for port in &graph.inputs {
            varies[port.value] = true;
        }
        let constants = graph.values.iter().map(|value| match &value.source {
            Source::Constant(tensor) => Some(Rc::clone(tensor)),
            _ => None,
        });
        let mut probe: Vec<_> = constants.collect();
        probe[input] = Some(Rc::new(zeros));
        let mut failures = vec![None; graph.nodes.len()];
        let work = Cell::new(WORK);
        for (index, node) in graph.nodes.iter().enumerate() {
            let inputs = node.inputs.iter().take(operators::inputs_that_count(node));
            let depends = inputs.flatten().any(|&value| varies[value]);
            for &output in node.outputs.iter().flatten() {
                varies[output] = depends;
            }
            failures[index] = compute(&graph, index, &mut probe, &work).err();
        }
        Self {
            graph,
            input,
            probe,
            varies,
            failures,
        }
    }

    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// A value's shape, type, and numbers: with zeros as the input, where it depends on that.
    pub fn probe(&self, value: ValueId) -> Option<&Tensor> {
        self.probe[value].as_deref()
    }

    /// Whether a value depends on the input.
    pub fn varies(&self, value: ValueId) -> bool {
        self.varies[value]
    }

    /// Why a node's outputs could not be computed.
    pub fn failure(&self, node: usize) -> Option<&str> {
        self.failures[node].as_deref()
    }

    /// The output for an input, as long as the probe's.
    pub fn output(&self, output: ValueId, input: &[f64]) -> Result<Vec<f64>, String> {
        let mut values = self.probe.clone();
        let zeros = self.probe(self.input).ok_or("the input has no shape")?;
        let tensor = Tensor::new(zeros.shape().to_vec(), input.to_vec(), zeros.element())?;
        values[self.input] = Some(Rc::new(tensor));
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
                compute(&self.graph, index, &mut values, &work)?;
            }
        }
        let output = values[output]
            .as_ref()
            .ok_or("the output could not be computed")?;
        Ok(output.numbers().to_vec())
    }
}

fn compute(
    graph: &Graph,
    index: usize,
    values: &mut [Option<Rc<Tensor>>],
    work: &Cell<usize>,
) -> Result<(), String> {
    let node = &graph.nodes[index];
    let operator = operators::find(node).ok_or("it is not known here")?;
    let mut inputs = Vec::with_capacity(node.inputs.len());
    for input in &node.inputs {
        inputs.push(match *input {
            None => None,
            Some(value) => match &values[value] {
                Some(tensor) => Some(Rc::clone(tensor)),
                None => return Err(format!("its input {} is not known", graph.name(value))),
            },
        });
    }
    let inputs: Vec<_> = inputs.iter().map(Option::as_deref).collect();
    let outputs = (operator.evaluate)(node, &Inputs::new(&inputs, work))?;
    let mut fresh = Vec::with_capacity(outputs.len());
    for output in outputs {
        Inputs::new(&[], work).spend(output.numbers().len())?;
        fresh.push(Rc::new(output));
    }
    for (value, output) in node.outputs.iter().zip(fresh) {
        if let Some(value) = *value {
            values[value] = Some(output);
        }
    }
    Ok(())
}
