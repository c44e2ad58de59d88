//! What an operator is: what it computes, and what it is in a network.

use std::cell::Cell;

use super::{Lowering, Node, Site};
use crate::onnx::tensor::Tensor;

/// Looks up the operator of a domain and a name, or says why it cannot be a part of a network.
pub type Resolve = fn(&str, &str) -> Result<&'static Operator, String>;

/// An operator of ONNX.
pub struct Operator {
    /// Empty for ONNX' own.
    pub domain: &'static str,
    pub name: &'static str,
    /// The attributes that it may have.
    pub attributes: &'static [&'static str],
    pub properties: Properties,
    /// Computes its outputs; those that no network needs may be left out at the end.
    pub evaluate: fn(&Node, &Inputs<'_>) -> Result<Vec<Tensor>, String>,
    /// Says what it does by itself to the vector that goes through the network, or why it cannot be said.
    pub lower: fn(&Site<'_>) -> Result<Lowering, String>,
}

/// Computes the outputs of a node for one sample, from inputs that count so many.
pub type EvaluateOne = fn(&Node, &Inputs<'_>, usize) -> Option<Vec<Tensor>>;

/// What sets an operator apart from most.
pub struct Properties {
    /// How many of its inputs matter for their numbers: of the others, only the shape or the type does.
    pub numeric_inputs: usize,
    /// Whether each number of its output is made of one number of each input.
    pub is_elementwise: bool,
    /// How it puts its inputs together, where that is a linear function of them.
    pub combines: Option<Combination>,
    /// Whether a node's output adds up to one, as the probabilities of a softmax do.
    pub adds_up_to_one: fn(&Node) -> bool,
    /// Computes its outputs for one sample of a graph that was made for so many, where that takes other inputs.
    pub evaluate_one: Option<EvaluateOne>,
}

/// A linear function of several vectors.
#[derive(Clone, Copy)]
pub enum Combination {
    /// The first and so many times the second.
    Added(f64),
    /// One next to the other, in the order that the operator gives their numbers.
    Joined,
}

impl Properties {
    /// Those of most operators.
    pub const NONE: Self = Self {
        numeric_inputs: usize::MAX,
        is_elementwise: false,
        combines: None,
        adds_up_to_one: |_| false,
        evaluate_one: None,
    };

    /// Those of a function of each number, or of each pair.
    pub const ELEMENTWISE: Self = Self {
        is_elementwise: true,
        ..Self::NONE
    };
}

/// The tensors that an operator takes.
pub struct Inputs<'a> {
    tensors: &'a [Option<&'a Tensor>],
    work: &'a Cell<usize>,
}

impl<'a> Inputs<'a> {
    /// Gives an operator its tensors, and a count of the work that is left.
    pub fn new(tensors: &'a [Option<&'a Tensor>], work: &'a Cell<usize>) -> Self {
        Self { tensors, work }
    }

    /// Returns an input that must be there.
    pub fn get(&self, index: usize) -> Result<&'a Tensor, String> {
        self.optional(index).ok_or_else(|| missing(index))
    }

    /// Returns an input, if it is there.
    pub fn optional(&self, index: usize) -> Option<&'a Tensor> {
        self.tensors.get(index).copied().flatten()
    }

    /// Returns all of them, of an operator that takes any number.
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

pub(super) fn missing(index: usize) -> String {
    format!("its input {} is missing", index + 1)
}
