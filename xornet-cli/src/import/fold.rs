//! From a chain of operations to layers: factors and summands go into the weights of a dense layer next to
//! them, in double precision, and activations to the layer before them.

use super::chain::{Activation, Chain, Linear, Operation, Step};
use super::refusal::Refusal;

/// The widest vector for which a layer of its own multiplies and adds each number.
pub const DIAGONAL: usize = 64;

/// A layer, with weights in double precision.
#[derive(Clone, Debug)]
pub struct Layer {
    pub kind: Kind,
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

/// Makes the layers, or says what does not fit into one.
pub fn fold(chain: Chain) -> Result<Vec<Layer>, Vec<Refusal>> {
    let mut parts: Vec<Part> = Vec::new();
    for step in chain.steps {
        let part = Part::new(step);
        let rest = match parts.last_mut() {
            Some(last) => last.join(part),
            None => Some(part),
        };
        parts.extend(rest);
    }
    let mut layers = Vec::new();
    let mut refusals = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        // What had no dense layer before it goes into one behind it.
        if parts.peek_mut().is_some_and(|next| part.goes_into(next)) {
            continue;
        }
        match part.into_layer() {
            Ok(layer) => push(&mut layers, layer),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if layers.is_empty() && refusals.is_empty() {
        refusals.push(Refusal::new(
            "the network computes nothing: its output is its input",
        ));
    }
    if refusals.is_empty() {
        Ok(layers)
    } else {
        Err(refusals)
    }
}

struct Part {
    operation: Operation,
    origins: Vec<Origin>,
}

impl Part {
    fn new(step: Step) -> Self {
        Self {
            operation: step.operation,
            origins: vec![Origin {
                name: step.origin,
                how: How::Made,
            }],
        }
    }

    /// Takes the next part in, or gives it back.
    fn join(&mut self, mut next: Self) -> Option<Self> {
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
        self.origins.append(&mut next.origins);
        None
    }

    /// Puts factors and summands into the dense layer behind them, if there is one.
    fn goes_into(&self, next: &mut Self) -> bool {
        let (Operation::Affine(affine), Operation::Linear(linear)) =
            (&self.operation, &mut next.operation)
        else {
            return false;
        };
        linear.after(affine);
        let own = self.origins.iter().map(|origin| Origin {
            name: origin.name.clone(),
            how: How::Folded,
        });
        next.origins.splice(0..0, own);
        true
    }

    fn set(&mut self, how: How) {
        self.origins.iter_mut().for_each(|origin| origin.how = how);
    }

    fn into_layer(mut self) -> Result<Layer, Refusal> {
        let linear = match self.operation {
            Operation::Linear(linear) => linear,
            Operation::Activation(activation) => {
                return Ok(Layer {
                    kind: Kind::Activation(activation),
                    origins: self.origins,
                });
            }
            Operation::Affine(affine) if affine.inputs.max(affine.picks.len()) > DIAGONAL => {
                let names: Vec<_> = self.origins.iter().map(|origin| &*origin.name).collect();
                return Err(Refusal::new(format!(
                    "{} has no dense layer next to it to go into, and {} numbers are too many for a layer of \
                     its own (the limit is {DIAGONAL})",
                    names.join(", "),
                    affine.inputs
                ))
                .help("do that step in your own code, and export the network without it"));
            }
            Operation::Affine(ref affine) => {
                let linear = Linear::of(affine);
                self.set(How::Alone);
                linear
            }
        };
        Ok(Layer {
            kind: Kind::Dense {
                linear,
                activation: Activation::Linear,
            },
            origins: self.origins,
        })
    }
}

/// Adds a layer; an activation goes to the dense layer before it, if that has none.
fn push(layers: &mut Vec<Layer>, mut layer: Layer) {
    if let Kind::Activation(activation) = &layer.kind
        && let Some(last) = layers.last_mut()
        && let Kind::Dense {
            activation: free @ Activation::Linear,
            ..
        } = &mut last.kind
    {
        *free = *activation;
        last.origins.append(&mut layer.origins);
        return;
    }
    layers.push(layer);
}
