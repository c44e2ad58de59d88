//! Layers of the kinds that model files have, with weights in double precision and their origins in the source.

use super::graph::{Activation, Linear, ValueId};

/// A layer of the network.
#[derive(Clone, Debug)]
pub struct Layer {
    pub kind: Kind,
    pub inputs: Vec<ValueId>,
    pub output: ValueId,
    /// The number of outputs.
    pub length: usize,
    /// The parts of the source that it is made of, in their order.
    pub origins: Vec<Origin>,
}

/// The kind of a layer, with its parameters.
#[derive(Clone, Debug)]
pub enum Kind {
    Dense {
        linear: Linear,
        activation: Activation,
    },
    Activation(Activation),
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
    /// It is a layer with one weight per unit, since there was no dense layer next to it.
    Alone,
}

impl Layer {
    /// Returns the weights and biases, if it has any.
    pub fn linear(&self) -> Option<&Linear> {
        match &self.kind {
            Kind::Dense { linear, .. } => Some(linear),
            Kind::Activation(_) => None,
        }
    }

    /// Returns its activation.
    pub fn activation(&self) -> Activation {
        match self.kind {
            Kind::Dense { activation, .. } | Kind::Activation(activation) => activation,
        }
    }

    /// Describes its type, its lengths and its activation.
    pub fn describe(&self) -> String {
        let activation = self.activation().name();
        match self.linear() {
            Some(linear) => format!("dense {} -> {}, {activation}", linear.inputs, linear.units),
            None => format!("activation {}, {activation}", self.length),
        }
    }
}
