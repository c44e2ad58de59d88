//! A network as a graph of operations on vectors, which are folded into layers later.

mod affine;
mod evaluate;
mod linear;

pub use self::affine::Affine;
pub use self::linear::Linear;

/// An activation with its parameter, in double precision.
pub type Activation = xornet_model::Activation<f64>;

/// The number of a value, which is an input or the output of an operation.
pub type ValueId = usize;

/// The operations of a network, each after those whose outputs it takes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The length of each value.
    pub lengths: Vec<usize>,
    pub nodes: Vec<Node>,
    pub inputs: Vec<ValueId>,
    pub outputs: Vec<ValueId>,
}

/// An operation, and its origin in the source.
#[derive(Clone, Debug)]
pub struct Node {
    pub operation: Operation,
    pub inputs: Vec<ValueId>,
    pub output: ValueId,
    /// The part of the source, as messages name it: ``"`fc1` (Gemm)"``.
    pub origin: String,
}

/// An operation on a vector.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Linear(Linear),
    Affine(Affine),
    Activation(Activation),
}

impl Operation {
    /// Returns the length of the output for an input of this length.
    fn length(&self, input: usize) -> usize {
        match self {
            Self::Linear(linear) => linear.units,
            Self::Affine(affine) => affine.picks.len(),
            Self::Activation(_) => input,
        }
    }
}

impl Graph {
    /// Adds an input.
    pub fn input(&mut self, length: usize) -> ValueId {
        let value = self.value(length);
        self.inputs.push(value);
        value
    }

    /// Adds an operation on a value, and returns its output.
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

    /// Returns the length of all inputs together.
    pub fn input_length(&self) -> usize {
        self.inputs.iter().map(|&input| self.lengths[input]).sum()
    }

    /// Adds a value.
    fn value(&mut self, length: usize) -> ValueId {
        self.lengths.push(length);
        self.lengths.len() - 1
    }
}
