//! Operators: what they compute, and how they become a part of a network.

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
    /// Makes operations on the network's vector of a node, or says why that cannot be done.
    pub lower: fn(&Site<'_>) -> Result<Lowering, String>,
}

/// A function that computes the outputs of a node for one sample, where its constants are made for this many.
pub type EvaluateOne = fn(&Node, &Inputs<'_>, usize) -> Option<Vec<Tensor>>;

/// The properties in which an operator differs from most others.
pub struct Properties {
    /// The number of inputs whose numbers matter; of the others, only the shape or the type does.
    pub numeric_inputs: usize,
    /// Whether each number of its output is made of one number of each input.
    pub is_elementwise: bool,
    /// The linear function of its inputs that it is, if it is one.
    pub combines: Option<Combination>,
    /// Whether a node's output adds up to one, as the probabilities of a softmax do.
    pub adds_up_to_one: fn(&Node) -> bool,
    /// Computes its outputs for one sample of a graph that was made for several, where that takes other inputs.
    pub evaluate_one: Option<EvaluateOne>,
}

/// A linear function of several vectors.
#[derive(Clone, Copy)]
pub enum Combination {
    /// The first input plus this factor times the second.
    Added(f64),
    /// All inputs, next to one another, in the order that the operator gives their numbers.
    Joined,
}

impl Properties {
    /// The properties of most operators.
    pub const NONE: Self = Self {
        numeric_inputs: usize::MAX,
        is_elementwise: false,
        combines: None,
        adds_up_to_one: |_| false,
        evaluate_one: None,
    };

    /// The properties of functions of each number, or of each pair of numbers.
    pub const ELEMENTWISE: Self = Self {
        is_elementwise: true,
        ..Self::NONE
    };
}

/// The inputs of an operator.
pub struct Inputs<'a> {
    tensors: &'a [Option<&'a Tensor>],
    work: &'a Cell<usize>,
}

impl<'a> Inputs<'a> {
    /// Makes the inputs of tensors and of a counter of the work that is left.
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

    /// Returns all inputs, for an operator that takes any number of them.
    pub fn all(&self) -> Result<Vec<&'a Tensor>, String> {
        (0..self.tensors.len())
            .map(|index| self.get(index))
            .collect()
    }

    /// Counts numbers or multiply-adds, of which a hostile file may ask for too many.
    pub fn spend(&self, work: usize) -> Result<(), String> {
        let rest = self.work.get().checked_sub(work);
        self.work
            .set(rest.ok_or("the graph takes too much work or memory to compute")?);
        Ok(())
    }
}

/// Returns the error for an input that is missing.
pub(super) fn missing(index: usize) -> String {
    format!("its input {} is missing", index + 1)
}
