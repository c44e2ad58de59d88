//! The layers that a network of floats has in eight bits, with its numbers still as they are.

use std::ops::Range;

use xornet_model::quantized::Same;
use xornet_model::{Activation, Frames, LayerKind, Network, Shape, Window};

use crate::evaluate::FloatNumber;
use crate::quantize::lower::Lowering;
use crate::quantize::refusal::Refusal;

/// The place of a value in the computation of the network of floats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A range of the numbers of an input.
    Input(Range<usize>),
    /// The sums of a layer, before its activation.
    Sums(usize),
    /// The outputs of a layer.
    Outputs(usize),
}

/// A value: an input of the network, or the output of a layer.
#[derive(Clone, Debug)]
pub struct Value {
    /// The shape; that of a frame in a stream.
    pub shape: Shape,
    pub source: Source,
    /// The name in the file, if it has one.
    pub name: Option<String>,
}

/// A layer with weights.
#[derive(Clone, Debug)]
pub struct Product {
    pub form: Form,
    /// The weights, whose last axis are the channels of the output.
    pub weights: Vec<f64>,
    /// One number for each channel of the output.
    pub biases: Vec<f64>,
    pub activation: Activation<i8>,
}

/// The sizes of a layer with weights.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Dense {
        inputs: usize,
        units: usize,
    },
    Convolution {
        kind: LayerKind,
        window: Window,
        /// Those of the input, the groups, and the filters.
        channels: [usize; 3],
    },
}

/// What a layer of eight bits will compute.
#[derive(Clone, Debug)]
pub enum Operation {
    Product(Product),
    Activation(Activation<i8>),
    Merge(LayerKind, Activation<i8>),
    /// The average of each channel.
    Mean {
        keep_dims: bool,
    },
    /// A layer that keeps the quantization of its inputs.
    Same(Box<Same>),
    Window(Frames<i8>),
}

/// A layer of eight bits to be.
#[derive(Clone, Debug)]
pub struct Piece {
    pub operation: Operation,
    /// The name of the operation, for messages.
    pub kind: &'static str,
    pub inputs: Vec<usize>,
    pub output: usize,
    /// The layer of the network of floats that it comes from, from 0; the first one, if there are several.
    pub layer: usize,
}

/// The layers that a network has in eight bits.
#[derive(Clone, Debug)]
pub struct Draft {
    pub stream: bool,
    pub values: Vec<Value>,
    pub pieces: Vec<Piece>,
    pub inputs: Vec<usize>,
    pub outputs: Vec<usize>,
}

impl Draft {
    /// Finds the layers.
    ///
    /// # Errors
    ///
    /// All layers that do not exist in eight bits.
    pub fn of<T: FloatNumber>(network: &Network<T>) -> Result<Self, Vec<Refusal>> {
        Lowering::run(network)
    }

    /// Returns the piece that makes a value; `None` for inputs of the network.
    pub fn maker(&self, value: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.output == value)
    }
}

impl Piece {
    /// Returns whether the output has the quantization of the inputs.
    pub fn keeps_quantization(&self) -> bool {
        match &self.operation {
            Operation::Same(_) | Operation::Window(_) => true,
            Operation::Activation(activation) => is_clamp(*activation),
            Operation::Product(_) | Operation::Merge(..) | Operation::Mean { .. } => false,
        }
    }
}

/// Returns whether an activation only limits the numbers.
pub fn is_clamp(activation: Activation<i8>) -> bool {
    matches!(activation, Activation::Relu | Activation::Relu6)
}
