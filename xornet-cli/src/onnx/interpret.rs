//! Computes a graph in double precision, operator by operator, as ONNX defines them. Nothing here knows of
//! layers: recorded cases come from here, and the shapes and constants that the rest goes by.

use std::cell::Cell;
use std::rc::Rc;

use super::graph::{Graph, Source, ValueId};
use super::node::Node;
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
    /// The samples that the graph was made for, where their number is fixed.
    samples: usize,
}

/// All values of a graph for one input, and why those that are missing are.
pub struct Run {
    pub values: Vec<Option<Rc<Tensor>>>,
    pub failures: Vec<Option<String>>,
}

impl Interpreter {
    /// Computes all that can be computed, with zeros as the input. `samples` is the length of the batch that the
    /// graph was made for, 1 where it is not fixed.
    pub fn new(graph: Graph, input: ValueId, zeros: Tensor, samples: usize) -> Self {
        let mut varies = vec![false; graph.values.len()];
        // Values of other inputs are unknown, and not constant.
        for port in &graph.inputs {
            varies[port.value] = true;
        }
        for node in &graph.nodes {
            let inputs = node.inputs.iter().take(operators::inputs_that_count(node));
            let depends = inputs.flatten().any(|&value| varies[value]);
            for &output in node.outputs.iter().flatten() {
                varies[output] = depends;
            }
        }
        let probe = run(&graph, input, zeros, samples, &Cell::new(WORK));
        Self {
            graph,
            input,
            probe: probe.values,
            varies,
            failures: probe.failures,
            samples,
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

    /// Computes all values for a whole batch as the input.
    pub fn run(&self, input: Tensor, work: &Cell<usize>) -> Run {
        run(&self.graph, self.input, input, 1, work)
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
        evaluate(&self.graph.nodes[node], inputs, samples, work)
    }

    /// The output for an input, as long as the probe's.
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
                compute(&self.graph, index, &mut values, self.samples, &work)?;
            }
        }
        let output = values[output]
            .as_ref()
            .ok_or("the output could not be computed")?;
        Ok(Tensor::clone(output))
    }
}

fn run(graph: &Graph, input: ValueId, given: Tensor, samples: usize, work: &Cell<usize>) -> Run {
    let constants = graph.values.iter().map(|value| match &value.source {
        Source::Constant(tensor) => Some(Rc::clone(tensor)),
        _ => None,
    });
    let mut values: Vec<_> = constants.collect();
    values[input] = Some(Rc::new(given));
    let failures =
        (0..graph.nodes.len()).map(|index| compute(graph, index, &mut values, samples, work).err());
    Run {
        failures: failures.collect(),
        values,
    }
}

/// Computes a node for one sample of a graph that was made for `samples`.
fn evaluate(
    node: &Node,
    inputs: &[Option<&Tensor>],
    samples: usize,
    work: &Cell<usize>,
) -> Result<Vec<Tensor>, String> {
    let operator = operators::find(node).ok_or("it is not known here")?;
    // A shape that counts the samples must count one. That this is what it means is proven later.
    if samples > 1
        && (&*node.domain, &*node.operator) == ("", "Reshape")
        && let [data, Some(shape)] = *inputs
        && let Some(single) = shape_of_one(shape, samples)
        && let Ok(outputs) = (operator.evaluate)(node, &Inputs::new(&[data, Some(&single)], work))
    {
        return Ok(outputs);
    }
    (operator.evaluate)(node, &Inputs::new(inputs, work))
}

/// The shape with a first length that is `samples` times shorter, where it can be.
fn shape_of_one(shape: &Tensor, samples: usize) -> Option<Tensor> {
    let mut numbers = shape.numbers().to_vec();
    let first = numbers.first_mut()?;
    let single = *first / samples as f64;
    if single < 1.0 || single.fract() != 0.0 {
        return None;
    }
    *first = single;
    Tensor::new(shape.shape().to_vec(), numbers, shape.element()).ok()
}

fn compute(
    graph: &Graph,
    index: usize,
    values: &mut [Option<Rc<Tensor>>],
    samples: usize,
    work: &Cell<usize>,
) -> Result<(), String> {
    let node = &graph.nodes[index];
    operators::find(node).ok_or("it is not known here")?;
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
    let outputs = evaluate(node, &inputs, samples, work)?;
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
