//! The network of a graph, computed by the graph itself.

use super::graph::{Facts, ValueId};
use super::layout::LaidOut;
use super::tensor::Tensor;
use crate::import::source::Order;

/// The inputs and the outputs of a network in its graph, with the orders of their numbers.
pub struct Whole {
    pub facts: Facts,
    pub inputs: Vec<ValueId>,
    pub outputs: Vec<ValueId>,
    /// Those of all inputs, and of all outputs, one after the other.
    pub orders: (Order, Order),
    output_orders: Vec<Order>,
}

impl Whole {
    /// Takes what is laid out.
    pub fn new(facts: Facts, laid_out: &LaidOut) -> Self {
        let length = |value: &ValueId| facts.probe(*value).map_or(0, |probe| probe.numbers().len());
        let joined = |orders: &[Order], values: &[ValueId]| {
            let lengths = values.iter().map(length);
            let orders: Vec<_> = orders.iter().cloned().zip(lengths).collect();
            Order::joined(&orders)
        };
        Self {
            orders: (
                joined(&laid_out.input_orders, &laid_out.inputs),
                joined(&laid_out.output_orders, &laid_out.outputs),
            ),
            inputs: laid_out.inputs.clone(),
            outputs: laid_out.outputs.clone(),
            output_orders: laid_out.output_orders.clone(),
            facts,
        }
    }

    /// Returns the numbers of each input of the graph.
    pub fn split(&self, numbers: &[f64]) -> Result<Vec<Vec<f64>>, String> {
        let numbers = self.orders.0.to_source(numbers);
        let mut rest = &*numbers;
        let mut all = Vec::new();
        for input in self.facts.inputs() {
            let length = self
                .facts
                .probe(*input)
                .map_or(0, |probe| probe.numbers().len());
            // The numbers of an input that is left out make no difference.
            if self.inputs.contains(input) {
                let (own, others) = rest
                    .split_at_checked(length)
                    .ok_or("the input is too short")?;
                all.push(own.to_vec());
                rest = others;
            } else {
                all.push(vec![0.0; length]);
            }
        }
        Ok(all)
    }

    /// Returns the numbers of each output as the model file has them.
    pub fn ordered(&self, tensors: &[Tensor]) -> Vec<Vec<f64>> {
        let outputs = tensors.iter().zip(&self.output_orders);
        outputs
            .map(|(tensor, order)| order.to_file(tensor.numbers()))
            .collect()
    }

    /// Computes the outputs for the numbers of all inputs.
    pub fn evaluate(&self, numbers: &[f64]) -> Result<Vec<Vec<f64>>, String> {
        let tensors = self.facts.outputs(&self.outputs, &self.split(numbers)?)?;
        Ok(self.ordered(&tensors))
    }
}
