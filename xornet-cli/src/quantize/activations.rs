//! Activations of layers of floats: limits of the layer before, or layers of their own.

use xornet_model::{Activation, Float};

use super::draft::{Operation, Source, is_clamp};
use super::lower::{Context, Lowering};

/// The activations that exist in eight bits, for messages.
const ACTIVATIONS: &str = "in eight bits there are linear, relu, relu6, sigmoid, tanh and softmax; train the network with one of them";

impl Lowering {
    /// Applies an activation to the value that the context takes, and returns the result. It goes into the layer before if
    /// it can, and if nothing else takes the value.
    pub(super) fn activate<T: Float>(
        &mut self,
        context: &Context,
        activation: Activation<T>,
        alone: bool,
    ) -> usize {
        let input = context.inputs[0];
        if activation.name() == "linear" {
            if !alone {
                self.shared.push(input);
            }
            let value = &mut self.draft.values[input];
            if context.name.is_some() && value.name.is_none() {
                value.name.clone_from(&context.name);
            }
            return input;
        }
        let source = Source::Outputs(context.index);
        let known = ["relu", "relu6", "sigmoid", "tanh", "softmax"];
        let own =
            Activation::<i8>::named(activation.name()).filter(|own| known.contains(&own.name()));
        let Some(own) = own else {
            let message = format!(
                "the activation `{}` does not exist in eight bits",
                activation.name()
            );
            self.refuse(context.index, message, ACTIVATIONS);
            return self.value(context.shape, source, None);
        };
        if alone && is_clamp(own) && self.clamp(input, own) {
            let value = &mut self.draft.values[input];
            value.source = source;
            value.name.clone_from(&context.name);
            return input;
        }
        let output = self.value(context.shape, source, context.name.clone());
        let taken = Context {
            inputs: vec![input],
            ..context.clone()
        };
        self.push(&taken, Operation::Activation(own), output, own.name());
        output
    }

    /// Puts a limit into the layer that makes a value; returns whether it can have one.
    fn clamp(&mut self, value: usize, activation: Activation<i8>) -> bool {
        let maker = self
            .draft
            .pieces
            .iter_mut()
            .find(|piece| piece.output == value);
        let own = match maker.map(|piece| &mut piece.operation) {
            Some(Operation::Product(product)) => &mut product.activation,
            Some(Operation::Merge(_, own)) => own,
            _ => return false,
        };
        let is_free = *own == Activation::Linear;
        if is_free {
            *own = activation;
        }
        is_free
    }
}
