//! From a graph of operations to layers. Factors and summands, as of a scaler or a normalisation, are folded into the
//! weights and biases of a dense layer next to them, so that they cost nothing at run time; activations are joined
//! to the dense layer before them.
//!
//! This is done in double precision: the weights are rounded once, at the end. An operation is folded into another
//! only where nothing else takes the value between them, since that value is not computed any more.

mod part;
mod parts;

#[cfg(test)]
mod tests;

use self::parts::{Parts, User};
use super::graph::{Activation, Graph};
use super::layer::{Kind, Layer};
use super::unsupported::Unsupported;

/// Makes the layers, or says which operations cannot become one.
pub fn fold(graph: Graph) -> Result<Vec<Layer>, Vec<Unsupported>> {
    let mut parts = Parts::new(graph);
    // Backwards first: what is left then follows an activation or an input, and only fits into the layer after it.
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

/// The layers made so far.
struct Layers {
    layers: Vec<Layer>,
    /// The layer that makes each value.
    made_by: Vec<Option<usize>>,
}

impl Layers {
    /// Adds a layer. An activation is joined to the dense layer before it, if that has none and nothing else takes
    /// its sums.
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
