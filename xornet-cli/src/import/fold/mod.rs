//! From a graph of operations to layers: factors and summands go into the weights of a dense layer next to
//! them, in double precision, and activations to the layer before them.
//!
//! An operation is folded into another only where nothing else takes the value between them.

mod part;
mod parts;

#[cfg(test)]
mod tests;

use self::parts::{Parts, User};
use super::graph::{Activation, Graph};
use super::layer::{Kind, Layer};
use super::unsupported::Unsupported;

/// Makes the layers, or says what does not fit into one.
pub fn fold(graph: Graph) -> Result<Vec<Layer>, Vec<Unsupported>> {
    let mut parts = Parts::new(graph);
    parts.fold_back();
    parts.fold_forward();
    let Parts {
        parts,
        lengths,
        users,
    } = parts;
    let mut layers = Layers {
        layers: Vec::new(),
        made_by: vec![None; lengths.len()],
    };
    let mut unsupported = Vec::new();
    for part in parts.into_iter().flatten() {
        let length = lengths[part.output];
        match part.into_layer(length) {
            Ok(layer) => layers.push(layer, &users),
            Err(reason) => unsupported.push(reason),
        }
    }
    if layers.layers.is_empty() && unsupported.is_empty() {
        unsupported.push(Unsupported::new(
            "the network computes nothing: its output is its input",
        ));
    }
    if unsupported.is_empty() {
        Ok(layers.layers)
    } else {
        Err(unsupported)
    }
}

struct Layers {
    layers: Vec<Layer>,
    /// By value, the layer that makes it.
    made_by: Vec<Option<usize>>,
}

impl Layers {
    /// Adds a layer; an activation goes to the dense layer before it, if that has none and nobody else takes its
    /// sums.
    fn push(&mut self, mut layer: Layer, users: &[User]) {
        let before = match *layer.inputs {
            [input] if matches!(users[input], User::Part(_)) => self.made_by[input],
            _ => None,
        };
        if let Kind::Activation(activation) = &layer.kind
            && let Some(index) = before
            && let Kind::Dense {
                activation: free @ Activation::Linear,
                ..
            } = &mut self.layers[index].kind
        {
            *free = *activation;
            self.layers[index].output = layer.output;
            self.layers[index].origins.append(&mut layer.origins);
            self.made_by[layer.output] = Some(index);
            return;
        }
        self.made_by[layer.output] = Some(self.layers.len());
        self.layers.push(layer);
    }
}
