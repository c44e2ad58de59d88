//! A node as its operator sees it: with what is known of its inputs.

use super::operator::missing;
use super::{Facts, Graph, Lowering, Node, ValueId};
use crate::onnx::tensor::Tensor;

/// A node whose output is to become a part of a network.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub graph: &'a Graph,
    pub facts: &'a Facts,
    pub node: &'a Node,
    /// The index of the output.
    pub output: usize,
}

/// An input of a node.
#[derive(Clone, Copy)]
pub struct Operand<'a> {
    pub value: ValueId,
    tensor: &'a Tensor,
    varies: bool,
}

impl<'a> Operand<'a> {
    /// Returns the numbers, where they do not depend on the network's input.
    pub fn constant(&self) -> Option<&'a Tensor> {
        (!self.varies).then_some(self.tensor)
    }

    /// Returns the number that all of its numbers are, if they are the same.
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
}

impl<'a> Site<'a> {
    /// Returns the site of the node that makes a value.
    pub fn of(facts: &'a Facts, value: ValueId) -> Option<Self> {
        let graph = facts.graph();
        let (node, output) = graph.producer(value)?;
        Some(Self {
            graph,
            facts,
            node,
            output,
        })
    }

    /// Returns an input, if it is there.
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

    /// Returns an input that must be there.
    pub fn operand(&self, index: usize) -> Result<Operand<'a>, String> {
        self.optional(index)?.ok_or_else(|| missing(index))
    }

    /// Returns the first input, of an operator whose other inputs must not depend on the network's input.
    pub fn operand_with_constants(&self) -> Result<Operand<'a>, String> {
        let first = self.operand(0)?;
        for index in 1..self.node.inputs.len() {
            self.constant(index)?;
        }
        Ok(first)
    }

    /// Returns an optional input that must not depend on the network's input.
    pub fn constant(&self, index: usize) -> Result<Option<&'a Tensor>, String> {
        match self.optional(index)? {
            None => Ok(None),
            Some(operand) => operand.constant().map(Some).ok_or_else(|| {
                let name = self.graph.name(operand.value);
                format!("its input {name} depends on the network's input, and must be constant")
            }),
        }
    }

    /// Returns the shape of the output.
    pub fn shape(&self) -> &'a [usize] {
        let value = self.node.outputs.get(self.output).copied().flatten();
        value
            .and_then(|value| self.facts.probe(value))
            .map_or(&[], Tensor::shape)
    }

    /// Returns how many numbers the output has.
    pub fn len(&self) -> usize {
        self.shape().iter().product()
    }

    /// Lowers an operator that keeps all numbers in their order.
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
