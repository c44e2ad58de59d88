//! A network as a graph of operations on vectors, before they are made into layers.

mod affine;
mod evaluate;
mod linear;

pub use self::affine::Affine;
pub use self::linear::Linear;

/// An activation with its parameter, in double precision.
pub type Activation = xornet_model::Activation<f64>;

/// A value's number: a vector that goes in, or that an operation makes.
pub type ValueId = usize;

/// The operations of a network, each after those that make what it takes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// By value, how many numbers it has.
    pub lengths: Vec<usize>,
    pub nodes: Vec<Node>,
    pub inputs: Vec<ValueId>,
    pub outputs: Vec<ValueId>,
}

/// One operation, and what it was in the source.
#[derive(Clone, Debug)]
pub struct Node {
    pub operation: Operation,
    pub inputs: Vec<ValueId>,
    pub output: ValueId,
    /// As a message names it: ``"`fc1` (Gemm)"``.
    pub origin: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Linear(Linear),
    Affine(Affine),
    Activation(Activation),
}

impl Operation {
    /// Returns how many numbers it makes of so many.
    fn length(&self, input: usize) -> usize {
        match self {
            Self::Linear(linear) => linear.units,
            Self::Affine(affine) => affine.picks.len(),
            Self::Activation(_) => input,
        }
    }
}

impl Graph {
    /// Adds a vector that goes in.
    pub fn input(&mut self, length: usize) -> ValueId {
        let value = self.value(length);
        self.inputs.push(value);
        value
    }

    /// Adds an operation on a value, and returns what it makes.
    pub fn push(&mut self, operation: Operation, input: ValueId, origin: String) -> ValueId {
        let output = self.value(operation.length(self.lengths[input]));
        self.nodes.push(Node {
            operation,
            inputs: vec![input],
            output,
            origin,
        });
        output
    }

    /// Returns the operations that take a value, each once.
    pub fn users(&self, value: ValueId) -> impl Iterator<Item = &Node> {
        self.nodes
            .iter()
            .filter(move |node| node.inputs.contains(&value))
    }

    /// Returns how many numbers go in.
    pub fn input_length(&self) -> usize {
        self.inputs.iter().map(|&input| self.lengths[input]).sum()
    }

    fn value(&mut self, length: usize) -> ValueId {
        self.lengths.push(length);
        self.lengths.len() - 1
    }
}
