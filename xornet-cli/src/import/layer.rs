//! Layers as a model file has them, with weights in double precision, and what they were in the source.

use super::graph::{Activation, Linear, ValueId};

/// A layer of the network.
#[derive(Clone, Debug)]
pub struct Layer {
    pub kind: Kind,
    pub inputs: Vec<ValueId>,
    pub output: ValueId,
    /// How many numbers it makes.
    pub length: usize,
    /// What it was in the source, first to last.
    pub origins: Vec<Origin>,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Dense {
        linear: Linear,
        activation: Activation,
    },
    Activation(Activation),
}

/// What became a part of a layer, and how.
#[derive(Clone, Debug)]
pub struct Origin {
    pub name: String,
    pub how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As the layer's own operation.
    Made,
    /// In the weights and biases of another.
    Folded,
    /// As a layer of one weight per unit, since none was next to it.
    Alone,
}

impl Layer {
    /// Returns the sums that it computes, if it does.
    pub fn linear(&self) -> Option<&Linear> {
        match &self.kind {
            Kind::Dense { linear, .. } => Some(linear),
            Kind::Activation(_) => None,
        }
    }

    /// Returns the activation that it applies at last.
    pub fn activation(&self) -> Activation {
        match self.kind {
            Kind::Dense { activation, .. } | Kind::Activation(activation) => activation,
        }
    }

    /// Describes it in a line: its type, its lengths and its activation.
    pub fn describe(&self) -> String {
        let activation = self.activation().name();
        match self.linear() {
            Some(linear) => format!("dense {} -> {}, {activation}", linear.inputs, linear.units),
            None => format!("activation {}, {activation}", self.length),
        }
    }
}
