//! The inputs and the outputs of the network, and the orders of their numbers.

use super::axes::axes;
use super::view::{View, channels_last, channels_last_shape};
use super::{LaidOut, Layout};
use crate::import::source::Order;
use crate::import::unsupported::Unsupported;
use crate::onnx::graph::{Operation, ValueId};
use crate::onnx::lower::Part;
use crate::onnx::ports::sequence;

/// The maximal number of numbers that a layer of its own puts into order at the end.
const MAX_REORDERED: usize = 64;

/// The way in which an input is first used.
enum Use {
    /// By channels: a convolution, a pool or a normalisation of images.
    Channels,
    /// As one run of numbers.
    Vector,
    /// In its own shape.
    Plain,
}

impl Layout<'_> {
    /// Adds the inputs, each in the shape that its first user asks for, and returns the orders of their numbers.
    pub(super) fn inputs(&mut self, parts: &[Part]) -> Vec<Order> {
        let facts = self.facts;
        let mut orders = Vec::new();
        for (input, axis) in facts.batch_axes() {
            let shape = facts.probe(input).map_or(&[][..], |zeros| zeros.shape());
            let length: usize = shape.iter().product();
            let mut sample = shape.to_vec();
            if let Some(axis) = axis {
                sample.remove(axis);
            }
            let name = facts.graph().name(input);
            let (axes, order) = match self.first_use(parts, input, shape) {
                Use::Channels if shape.len() <= 4 => {
                    let axes = channels_last_shape(shape);
                    self.moved.push(format!(
                        "the input {name} of shape {sample:?} is {axes:?} in the network: channels come last"
                    ));
                    (axes, channels_last(shape))
                }
                Use::Plain if sample.len() <= 3 => (sample, (0..length).collect()),
                _ => {
                    if sample.len() > 1 {
                        self.moved.push(format!(
                            "the input {name} of shape {sample:?} is a vector of {length}, the last axis running fastest"
                        ));
                    }
                    (vec![length], (0..length).collect())
                }
            };
            let value = self.graph.input(axes);
            self.graph.names[value] = Some(facts.graph().values[input].name.clone());
            orders.push(Order::new(order.to_vec()));
            self.views.insert(input, View { value, order });
        }
        orders
    }

    /// Finds the first user of an input that asks for a shape.
    fn first_use(&self, parts: &[Part], input: ValueId, shape: &[usize]) -> Use {
        const BY_CHANNELS: [&str; 5] = [
            "BatchNormalization",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Resize",
            "Upsample",
        ];
        // These take a part of each axis.
        const IN_PLACE: [&str; 5] = ["Concat", "Gather", "Pad", "Slice", "Split"];
        if shape.len() < 3 {
            return Use::Plain;
        }
        let graph = self.facts.graph();
        // A Transpose that brings time to the front leaves the channels where those of a convolution are.
        let time = sequence(graph, input, shape.len()).and_then(|sequence| sequence.time);
        if shape.len() == 3 && time == Some(2) {
            return Use::Channels;
        }
        let rank = |value: ValueId| self.facts.probe(value).map(|probe| probe.shape().len());
        // The values with the numbers of the input, and whether their axes are those of the input.
        let mut same = vec![(input, true)];
        for part in parts {
            let known = |value: &ValueId| same.iter().find(|(same, _)| same == value);
            let Some(&(_, axes)) = part.inputs.iter().find_map(known) else {
                continue;
            };
            let node = &graph.nodes[part.index];
            let is = |operators: &[&str]| operators.iter().any(|operator| node.is(operator));
            if axes && is(&BY_CHANNELS) {
                return Use::Channels;
            }
            let mut keeps = axes && rank(part.value) == Some(shape.len());
            for operation in &part.operations {
                match operation {
                    Operation::Activation(activation) if activation.is_elementwise() => {}
                    Operation::Affine(affine) if affine.keeps_order() => {}
                    Operation::Prelu(_) | Operation::Merge { .. } => {}
                    Operation::Image { .. } if axes => return Use::Channels,
                    Operation::Select(_) if keeps && is(&IN_PLACE) => {}
                    Operation::Concatenate { .. } if keeps => {}
                    Operation::Concatenate { .. } => return Use::Vector,
                    Operation::Linear(linear) => {
                        return match linear.inputs == shape.iter().product::<usize>() {
                            true => Use::Vector,
                            false => Use::Plain,
                        };
                    }
                    Operation::Activation(_) => return Use::Vector,
                    _ => return Use::Plain,
                }
            }
            // A Transpose of axes of length one moves no number, but its axes are others.
            if is(&["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose"]) {
                keeps = false;
            }
            same.push((part.value, keeps));
        }
        Use::Plain
    }

    /// Finishes the outputs; returns those of the graph that are outputs of the network, and the orders of their numbers.
    pub(super) fn outputs(&mut self, outputs: &[ValueId]) -> (Vec<ValueId>, Vec<Order>) {
        let (mut kept, mut orders) = (Vec::new(), Vec::new());
        for &output in outputs {
            let Some(view) = self.views.get(&output).cloned() else {
                continue;
            };
            let name = self.facts.graph().name(output);
            if self.graph.inputs.contains(&view.value) && outputs.len() > 1 {
                self.notes
                    .push(format!("left out: the output {name}, which is an input"));
                continue;
            }
            match self.output(output, &view) {
                Ok((value, order)) if self.graph.outputs.contains(&value) => {
                    drop(order);
                    self.notes.push(format!(
                        "left out: the output {name}, which is the same as another one"
                    ));
                }
                Ok((value, order)) => {
                    // The name of an output comes before that of the node.
                    let name = self.facts.graph().values[output].name.clone();
                    self.graph.names[value] = Some(name);
                    self.graph.outputs.push(value);
                    kept.push(output);
                    orders.push(order);
                }
                Err(reason) => self.unsupported.push(reason),
            }
        }
        (kept, orders)
    }

    /// Returns the tensor of an output, and the order of its numbers.
    fn output(
        &mut self,
        output: ValueId,
        view: &View,
    ) -> Result<(crate::import::graph::ValueId, Order), Unsupported> {
        let graph = self.facts.graph();
        let name = graph.name(output);
        let origin = graph
            .producer(output)
            .map_or_else(|| name.clone(), |(node, _)| node.to_string());
        let shape = self
            .facts
            .probe(output)
            .map_or(&[][..], |probe| probe.shape());
        let long = |shape: &[usize]| -> Vec<usize> {
            shape.iter().copied().filter(|&length| length > 1).collect()
        };
        let own = &self.graph.shapes[view.value];
        let sample: Vec<_> = match shape {
            [1, sample @ ..] if !sample.is_empty() => sample.to_vec(),
            // The first axis is not that of the batch alone: it may be that of time.
            _ => match shape.iter().position(|&length| length == 1) {
                Some(one) if shape.len() > 1 => [&shape[..one], &shape[one + 1..]].concat(),
                _ => vec![view.len()],
            },
        };
        if view.keeps_order() {
            let value = match long(own) == long(&sample) || sample.len() > 3 {
                true => view.value,
                false => self.shaped(view.value, &sample, &origin),
            };
            return Ok((value, Order::new(view.order.to_vec())));
        }
        if shape.len() > 2 && axes(view, shape, &[]).is_some() {
            let mut own = self.graph.shapes[view.value].clone();
            let mut value = view.value;
            if view.order == channels_last(shape) && shape.len() <= 4 {
                own = channels_last_shape(shape);
                value = self.shaped(view.value, &own, &origin);
            }
            self.moved.push(format!(
                "the output {name} of shape {sample:?} is {own:?} in the network: channels come last"
            ));
            return Ok((value, Order::new(view.order.to_vec())));
        }
        if view.len() <= MAX_REORDERED || self.graph.shapes[view.value].len() == 1 {
            let picks = view.order.to_vec();
            let value = self.flat(view, &origin);
            let affine = crate::import::graph::Affine::selecting(view.len(), picks);
            let affine = crate::import::graph::Operation::Affine(affine);
            let value = self.graph.push(affine, value, origin);
            return Ok((value, Order::new((0..view.len()).collect())));
        }
        Err(Unsupported::new(format!(
            "the output {name} of {origin} has its numbers in another order than channels last, and no layer moves them"
        ))
        .help("export the network without the Transpose, Reshape or Flatten at its end"))
    }

    /// Leaves out the inputs that no operation takes any more.
    pub(super) fn finish(
        mut self,
        input_orders: Vec<Order>,
        outputs: Vec<ValueId>,
        output_orders: Vec<Order>,
    ) -> Result<LaidOut, Vec<Unsupported>> {
        if self.graph.outputs.is_empty() {
            return Err(vec![Unsupported::new(
                "the outputs are inputs, and nothing is computed",
            )]);
        }
        let mut needed = vec![false; self.graph.shapes.len()];
        for &output in &self.graph.outputs {
            needed[output] = true;
        }
        for node in self.graph.nodes.iter().rev() {
            if needed[node.output] {
                node.inputs.iter().for_each(|&input| needed[input] = true);
            }
        }
        let own: Vec<_> = self.graph.inputs.clone();
        let mut inputs = Vec::new();
        let mut orders = Vec::new();
        for ((&input, value), order) in self.facts.inputs().iter().zip(own).zip(input_orders) {
            if needed[value] {
                inputs.push(input);
                orders.push(order);
            } else {
                let name = self.facts.graph().name(input);
                self.notes.push(format!(
                    "left out: the input {name}, whose numbers are not used"
                ));
            }
        }
        self.graph.inputs.retain(|&value| needed[value]);
        if inputs.is_empty() {
            let names: Vec<_> = outputs
                .iter()
                .map(|&output| self.facts.graph().name(output))
                .collect();
            return Err(vec![Unsupported::new(format!(
                "the output {} does not depend on the numbers of the input",
                names.join(", ")
            ))]);
        }
        Ok(LaidOut {
            graph: self.graph,
            inputs,
            input_orders: orders,
            outputs,
            output_orders,
            moved: self.moved,
            notes: self.notes,
        })
    }
}
