//! What an operator is, and what it sees of the graph around a node.

use std::cell::Cell;

use crate::import::chain::Operation;
use crate::onnx::graph::{Graph, ValueId};
use crate::onnx::interpret::Interpreter;
use crate::onnx::node::Node;
use crate::onnx::tensor::Tensor;

/// An operator of ONNX.
pub struct Operator {
    /// Empty for ONNX' own.
    pub domain: &'static str,
    pub name: &'static str,
    /// The attributes that it may have.
    pub attributes: &'static [&'static str],
    /// Computes its outputs; those that no network needs may be left out at the end.
    pub evaluate: fn(&Node, &Inputs<'_>) -> Result<Vec<Tensor>, String>,
    /// What it does to the vector that goes through the network, or why it cannot be said.
    pub lower: fn(&Site<'_>) -> Result<Lowering, String>,
}

/// What a value of the network is: operations on another one.
#[derive(Debug)]
pub struct Lowering {
    pub from: ValueId,
    /// First to last; none where the operator changes nothing.
    pub operations: Vec<Operation>,
    /// Why the operator changes nothing, or what is to be known of it.
    pub note: Option<String>,
}

impl Lowering {
    pub fn one(from: ValueId, operation: Operation) -> Self {
        Self {
            from,
            operations: vec![operation],
            note: None,
        }
    }

    pub fn nothing(from: ValueId, note: impl Into<String>) -> Self {
        Self {
            from,
            operations: Vec::new(),
            note: Some(note.into()),
        }
    }
}

/// The tensors that an operator takes.
pub struct Inputs<'a> {
    tensors: &'a [Option<&'a Tensor>],
    work: &'a Cell<usize>,
}

impl<'a> Inputs<'a> {
    pub fn new(tensors: &'a [Option<&'a Tensor>], work: &'a Cell<usize>) -> Self {
        Self { tensors, work }
    }

    pub fn get(&self, index: usize) -> Result<&'a Tensor, String> {
        self.optional(index).ok_or_else(|| missing(index))
    }

    pub fn optional(&self, index: usize) -> Option<&'a Tensor> {
        self.tensors.get(index).copied().flatten()
    }

    /// All of them, of an operator that takes any number.
    pub fn all(&self) -> Result<Vec<&'a Tensor>, String> {
        (0..self.tensors.len())
            .map(|index| self.get(index))
            .collect()
    }

    /// Counts numbers or multiply-adds: a hostile file asks for too many.
    pub fn spend(&self, work: usize) -> Result<(), String> {
        let rest = self.work.get().checked_sub(work);
        self.work
            .set(rest.ok_or("the graph takes too much work or memory to compute")?);
        Ok(())
    }
}

fn missing(index: usize) -> String {
    format!("its input {} is missing", index + 1)
}

/// A node whose output is to become a part of a network.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub graph: &'a Graph,
    pub facts: &'a Interpreter,
    pub node: &'a Node,
    /// Which of its outputs.
    pub output: usize,
    /// Whether to look no further than this node.
    pub alone: bool,
}

/// An input of a node.
#[derive(Clone, Copy)]
pub struct Operand<'a> {
    pub value: ValueId,
    tensor: &'a Tensor,
    varies: bool,
}

impl<'a> Operand<'a> {
    /// The numbers, where they do not depend on the network's input.
    pub fn constant(&self) -> Option<&'a Tensor> {
        (!self.varies).then_some(self.tensor)
    }

    /// The only number, or the number that all are.
    pub fn uniform(&self) -> Option<f64> {
        let numbers = self.constant()?.numbers();
        let first = *numbers.first()?;
        numbers
            .iter()
            .all(|&number| number == first)
            .then_some(first)
    }

    pub fn shape(&self) -> &'a [usize] {
        self.tensor.shape()
    }

    pub fn len(&self) -> usize {
        self.tensor.numbers().len()
    }

    pub fn columns(&self) -> usize {
        self.tensor.columns()
    }

    pub fn is_float(&self) -> bool {
        self.tensor.element().is_float()
    }

    /// Whether all of its numbers lie along one axis.
    pub fn is_vector(&self) -> bool {
        self.shape().iter().filter(|&&length| length != 1).count() <= 1
    }
}

impl<'a> Site<'a> {
    /// The site of the node that makes a value.
    pub fn of(facts: &'a Interpreter, value: ValueId) -> Option<Self> {
        let graph = facts.graph();
        let (node, output) = graph.producer(value)?;
        Some(Self {
            graph,
            facts,
            node,
            output,
            alone: false,
        })
    }

    pub fn optional(&self, index: usize) -> Result<Option<Operand<'a>>, String> {
        match self.node.inputs.get(index).copied().flatten() {
            None => Ok(None),
            Some(value) => match self.facts.probe(value) {
                Some(tensor) => Ok(Some(Operand {
                    value,
                    tensor,
                    varies: self.facts.varies(value),
                })),
                None => Err(format!(
                    "its input {} cannot be computed",
                    self.graph.name(value)
                )),
            },
        }
    }

    pub fn operand(&self, index: usize) -> Result<Operand<'a>, String> {
        self.optional(index)?.ok_or_else(|| missing(index))
    }

    /// The first input, of an operator whose other inputs must not depend on the network's input.
    pub fn operand_with_constants(&self) -> Result<Operand<'a>, String> {
        let first = self.operand(0)?;
        for index in 1..self.node.inputs.len() {
            self.constant(index)?;
        }
        Ok(first)
    }

    /// An optional input that must not depend on the network's input.
    pub fn constant(&self, index: usize) -> Result<Option<&'a Tensor>, String> {
        match self.optional(index)? {
            None => Ok(None),
            Some(operand) => operand.constant().map(Some).ok_or_else(|| {
                let name = self.graph.name(operand.value);
                format!("its input {name} depends on the network's input, and must be constant")
            }),
        }
    }

    /// The shape of the output.
    pub fn shape(&self) -> &'a [usize] {
        let value = self.node.outputs.get(self.output).copied().flatten();
        value
            .and_then(|value| self.facts.probe(value))
            .map_or(&[], Tensor::shape)
    }

    /// How many numbers the output has.
    pub fn len(&self) -> usize {
        self.shape().iter().product()
    }

    /// Each element of the output taken from where it is in the input: an operator that keeps all numbers
    /// in their order.
    pub fn unchanged(&self, note: &str) -> Result<Lowering, String> {
        let operand = self.operand_with_constants()?;
        if operand.len() != self.len() {
            return Err(format!(
                "it makes {} numbers of {}",
                self.len(),
                operand.len()
            ));
        }
        Ok(Lowering::nothing(operand.value, note))
    }
}
