//! Layers of the kinds that model files have, with weights in double precision and their origins in the source.

use super::graph::{Activation, Operation, ValueId};

/// The layers of a network, each after those whose outputs it takes.
#[derive(Clone, Debug)]
pub struct Layers {
    pub layers: Vec<Layer>,
    /// The inputs of the network, with their shapes.
    pub inputs: Vec<(ValueId, Vec<usize>)>,
    pub outputs: Vec<ValueId>,
    /// Whether the network takes a frame at a time. The shapes are those of a sequence of frames then.
    pub is_stream: bool,
    /// The name of each value in the source, if it has one.
    pub names: Vec<Option<String>>,
}

/// A layer of the network.
#[derive(Clone, Debug)]
pub struct Layer {
    pub operation: Operation,
    /// The activation at its end; that of an activation layer is its operation.
    pub activation: Activation,
    pub inputs: Vec<ValueId>,
    pub output: ValueId,
    /// The shapes of the inputs and that of the output.
    pub shapes: (Vec<Vec<usize>>, Vec<usize>),
    /// The parts of the source that it is made of, in their order.
    pub origins: Vec<Origin>,
}

/// A part of the source, and how it became a part of a layer.
#[derive(Clone, Debug)]
pub struct Origin {
    pub name: String,
    pub how: How,
}

/// The way in which a part of the source became a part of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is the operation of the layer.
    Made,
    /// It was folded into the weights and biases of another part.
    Folded,
    /// It is a layer with one weight per unit, since there was no layer next to it that it could go into.
    Alone,
}

impl Layer {
    /// Returns its activation.
    pub fn activation(&self) -> Activation {
        match self.operation {
            Operation::Activation(activation) => activation,
            _ => self.activation,
        }
    }

    /// Returns whether an activation may follow in the same layer.
    pub fn takes_activation(&self) -> bool {
        let kind_takes = matches!(
            self.operation,
            Operation::Linear(_)
                | Operation::Affine(_)
                | Operation::Convolution(_)
                | Operation::TransposedConvolution(_)
                | Operation::LayerNorm { .. }
                | Operation::Merge(_)
        );
        kind_takes && self.activation == Activation::Linear
    }

    /// Returns its type in model files.
    pub fn kind(&self) -> &'static str {
        match &self.operation {
            Operation::Linear(_) => "dense",
            Operation::Affine(_) => "batch_norm",
            Operation::Activation(_) => "activation",
            Operation::Convolution(convolution) => convolution.kind().name(),
            Operation::TransposedConvolution(convolution) => convolution.kind().name(),
            Operation::Pool(pool) => pool.kind().name(),
            Operation::Recurrent(recurrent) => recurrent.cell.kind().name(),
            Operation::GlobalPool(kind) | Operation::Merge(kind) => kind.name(),
            Operation::LayerNorm { .. } => "layer_norm",
            Operation::L2Normalize { .. } => "l2_normalize",
            Operation::Prelu(_) => "prelu",
            Operation::Reshape if self.shapes.1.len() == 1 => "flatten",
            Operation::Reshape => "reshape",
            Operation::Upsample(_) => "upsample",
            Operation::Slice { .. } => "slice",
            Operation::Concatenate { .. } => "concatenate",
        }
    }

    /// Describes its type, its shapes, those of a frame in a stream, and its activation.
    pub fn describe(&self, is_stream: bool) -> String {
        let shown = |shape: &Vec<usize>| match &**shape {
            [.., length] if is_stream => length.to_string(),
            [length] => length.to_string(),
            axes => format!("{axes:?}"),
        };
        let inputs: Vec<_> = self.shapes.0.iter().map(shown).collect();
        let (kind, output) = (self.kind(), shown(&self.shapes.1));
        let activation = self.activation().name();
        match self.operation {
            Operation::Activation(_) => format!("{kind} {output}, {activation}"),
            _ if self.takes_activation() || self.activation != Activation::Linear => {
                format!("{kind} {} -> {output}, {activation}", inputs.join(", "))
            }
            _ => format!("{kind} {} -> {output}", inputs.join(", ")),
        }
    }
}
