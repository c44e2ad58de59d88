//! From a graph of operations to layers. Factors and summands, as of a scaler or a normalisation, are folded into the
//! weights and biases of a layer next to them, so that they cost nothing at run time; activations are joined to the
//! layer before them.
//!
//! This is done in double precision: the weights are rounded once, at the end. An operation is folded into another
//! only where nothing else takes the value between them, since that value is not computed any more.

mod part;
mod parts;

#[cfg(test)]
mod tests;

use self::parts::{Parts, User};
use super::graph::{Graph, Operation, ValueId};
use super::layer::{Layer, Layers};
use super::unsupported::Unsupported;

/// Makes the layers, or says which operations cannot become one.
pub fn fold(graph: Graph) -> Result<Layers, Vec<Unsupported>> {
    let shape = |&input: &ValueId| (input, graph.shapes[input].clone());
    let inputs = graph.inputs.iter().map(shape).collect();
    let (outputs, names) = (graph.outputs.clone(), graph.names.clone());
    let mut parts = Parts::new(graph);
    // Backwards first: what is left then follows an activation or an input, and only fits into the layer after it.
    parts.fold_back();
    parts.fold_forward();
    let Parts {
        parts,
        mut shapes,
        users,
    } = parts;
    let mut layers = Made {
        layers: Vec::new(),
        made_by: vec![None; shapes.len()],
    };
    let mut unsupported = Vec::new();
    for part in parts.into_iter().flatten() {
        match part.into_layers(&mut shapes) {
            Ok(made) => made
                .into_iter()
                .for_each(|layer| layers.push(layer, &users)),
            Err(reason) => unsupported.push(reason),
        }
    }
    if layers.layers.is_empty() && unsupported.is_empty() {
        unsupported.push(Unsupported::new(
            "the network computes nothing: its output is its input",
        ));
    }
    if unsupported.is_empty() {
        Ok(Layers {
            layers: layers.layers,
            inputs,
            outputs,
            is_stream: false,
            names,
        })
    } else {
        Err(unsupported)
    }
}

/// The layers made so far.
struct Made {
    layers: Vec<Layer>,
    /// The layer that makes each value.
    made_by: Vec<Option<usize>>,
}

impl Made {
    /// Adds a layer. An activation is joined to the layer before it, if that takes one and nothing else takes its sums.
    fn push(&mut self, mut layer: Layer, users: &[User]) {
        let before = match *layer.inputs {
            [input] if matches!(users.get(input), Some(User::Part(_))) => self.made_by[input],
            _ => None,
        };
        if let Operation::Activation(activation) = layer.operation
            && let Some(index) = before
            && self.layers[index].takes_activation()
        {
            let before = &mut self.layers[index];
            before.activation = activation;
            before.output = layer.output;
            before.origins.append(&mut layer.origins);
            self.made_by[layer.output] = Some(index);
            return;
        }
        // A value between two layers of one operation has no number in the graph.
        if let Some(made) = self.made_by.get_mut(layer.output) {
            *made = Some(self.layers.len());
        }
        self.layers.push(layer);
    }
}
