//! A network as a graph of operations on tensors, which are folded into layers later.
//!
//! Tensors have the shapes of model files: one to three axes, channels last.

mod affine;
mod evaluate;
mod linear;
mod recurrent;
mod window;

pub use self::affine::Affine;
pub use self::evaluate::{Values, of_frames};
pub use self::linear::Linear;
pub use self::recurrent::{Cell, Recurrent};
pub use self::window::{Convolution, Pool, TransposedConvolution, Window};

pub use xornet_model::LayerKind;

/// An activation with its parameter, in double precision.
pub type Activation = xornet_model::Activation<f64>;

/// The number of a value, which is an input or the output of an operation.
pub type ValueId = usize;

/// The operations of a network, each after those whose outputs it takes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The shape of each value.
    pub shapes: Vec<Vec<usize>>,
    /// The name of each value in the source, if it has one.
    pub names: Vec<Option<String>>,
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

/// An operation on a tensor, or on several.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// On the last axis.
    Linear(Linear),
    /// On the last axis.
    Affine(Affine),
    Activation(Activation),
    Convolution(Convolution),
    TransposedConvolution(TransposedConvolution),
    Pool(Pool),
    /// On a sequence.
    Recurrent(Box<Recurrent>),
    /// The maximum or the average of each channel.
    GlobalPool(LayerKind),
    /// On the last axis: to a mean of zero and a variance of one, then a factor and a summand per channel.
    LayerNorm {
        gamma: Option<Vec<f64>>,
        beta: Option<Vec<f64>>,
        epsilon: f64,
    },
    /// On the last axis: to a length of one.
    L2Normalize {
        epsilon: f64,
    },
    /// A slope for negative numbers, per channel or one for all.
    Prelu(Vec<f64>),
    /// The same numbers in the shape of the output.
    Reshape,
    /// Repetitions along the height and the width.
    Upsample([usize; 2]),
    /// The indices from `start` up to, but not including, `end`.
    Slice {
        axis: usize,
        start: usize,
        end: usize,
    },
    /// An operation on several tensors, with broadcasting.
    Merge(LayerKind),
    Concatenate {
        axis: usize,
    },
}

impl Graph {
    /// Adds an input of this shape.
    pub fn input(&mut self, shape: Vec<usize>) -> ValueId {
        let value = self.value(shape);
        self.inputs.push(value);
        value
    }

    /// Adds an operation on the last axis of a value, or on each of its numbers, and returns its output.
    pub fn push(&mut self, operation: Operation, input: ValueId, origin: String) -> ValueId {
        let mut shape = self.shapes[input].clone();
        let channels = match &operation {
            Operation::Linear(linear) => Some(linear.units),
            Operation::Affine(affine) => Some(affine.picks.len()),
            _ => None,
        };
        if let (Some(last), Some(channels)) = (shape.last_mut(), channels) {
            *last = channels;
        }
        self.add(operation, vec![input], shape, origin)
    }

    /// Adds an operation with an output of this shape, and returns the output.
    pub fn add(
        &mut self,
        operation: Operation,
        inputs: Vec<ValueId>,
        shape: Vec<usize>,
        origin: String,
    ) -> ValueId {
        let output = self.value(shape);
        self.nodes.push(Node {
            operation,
            inputs,
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

    /// Returns the length of a frame of the first input.
    pub fn channels(&self) -> usize {
        let input = self
            .inputs
            .first()
            .and_then(|&input| self.shapes[input].last());
        input.copied().unwrap_or(1)
    }

    /// Returns how many numbers a value has.
    pub fn length(&self, value: ValueId) -> usize {
        self.shapes[value].iter().product()
    }

    /// Returns the length of all inputs together.
    pub fn input_length(&self) -> usize {
        self.inputs.iter().map(|&input| self.length(input)).sum()
    }

    /// Returns the length of all outputs together.
    pub fn output_length(&self) -> usize {
        self.outputs.iter().map(|&output| self.length(output)).sum()
    }

    /// Adds a value.
    fn value(&mut self, shape: Vec<usize>) -> ValueId {
        self.shapes.push(shape);
        self.names.push(None);
        self.shapes.len() - 1
    }
}
