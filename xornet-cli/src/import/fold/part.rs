//! An operation, and those that were folded into it.

use crate::import::graph::{Activation, Linear, Node, Operation, ValueId};
use crate::import::layer::{How, Kind, Layer, Origin};
use crate::import::unsupported::Unsupported;

/// The maximal width of a dense layer that is made of factors and summands alone. Its matrix is zero but for one
/// weight per unit, so that a wide one would waste memory and time.
const MAX_DIAGONAL: usize = 64;

/// An operation that has not been folded into another one.
pub struct Part {
    operation: Operation,
    inputs: Vec<ValueId>,
    pub output: ValueId,
    origins: Vec<Origin>,
}

impl Part {
    /// Starts with the operation of a node.
    pub fn new(node: Node) -> Self {
        Self {
            operation: node.operation,
            inputs: node.inputs,
            output: node.output,
            origins: vec![Origin {
                name: node.origin,
                how: How::Made,
            }],
        }
    }

    /// Returns its input, if it has only one.
    pub fn input(&self) -> Option<ValueId> {
        match *self.inputs {
            [input] => Some(input),
            _ => None,
        }
    }

    /// Folds the next part into this one, or returns it unchanged.
    pub fn join(&mut self, mut next: Self) -> Option<Self> {
        match (&mut self.operation, &next.operation) {
            (Operation::Linear(linear), Operation::Affine(affine)) => {
                linear.then(affine);
                next.set(How::Folded);
            }
            (Operation::Affine(affine), Operation::Affine(next)) => {
                *affine = affine.followed_by(next)
            }
            _ => return Some(next),
        }
        self.output = next.output;
        self.origins.append(&mut next.origins);
        None
    }

    /// Folds factors and summands into the dense layer after them; returns whether that was possible.
    pub fn fold_into(&self, next: &mut Self) -> bool {
        let (Operation::Affine(affine), Operation::Linear(linear)) =
            (&self.operation, &mut next.operation)
        else {
            return false;
        };
        linear.after(affine);
        next.inputs.clone_from(&self.inputs);
        let own = self.origins.iter().map(|origin| Origin {
            name: origin.name.clone(),
            how: How::Folded,
        });
        next.origins.splice(0..0, own);
        true
    }

    /// Records how the parts of the source became a part of the layer.
    fn set(&mut self, how: How) {
        self.origins.iter_mut().for_each(|origin| origin.how = how);
    }

    /// Makes a layer with `length` outputs, or says why that cannot be done.
    pub fn into_layer(mut self, length: usize) -> Result<Layer, Unsupported> {
        let kind = match self.operation {
            Operation::Activation(activation) => Kind::Activation(activation),
            Operation::Linear(linear) => dense(linear),
            Operation::Affine(affine) if affine.inputs.max(affine.picks.len()) > MAX_DIAGONAL => {
                let names: Vec<_> = self.origins.iter().map(|origin| &*origin.name).collect();
                return Err(Unsupported::new(format!(
                    "{} has no dense layer next to it to go into, and {} numbers are too many for a layer of \
                     its own (the limit is {MAX_DIAGONAL})",
                    names.join(", "),
                    affine.inputs
                ))
                .help("do that step in your own code, and export the network without it"));
            }
            Operation::Affine(ref affine) => {
                let linear = Linear::of(affine);
                self.set(How::Alone);
                dense(linear)
            }
        };
        Ok(Layer {
            kind,
            inputs: self.inputs,
            output: self.output,
            length,
            origins: self.origins,
        })
    }
}

/// Returns a dense layer without an activation.
fn dense(linear: Linear) -> Kind {
    Kind::Dense {
        linear,
        activation: Activation::Linear,
    }
}
