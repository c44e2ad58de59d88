//! From operations on values of the graph to operations on tensors with channels last, in one pass from the inputs to
//! the outputs.
//!
//! A value of the graph is a [`View`] of a tensor: the same numbers in another order. A `Transpose` is a view and
//! nothing else; operations on channels and on rows ask for the order that they need, and the weights of a matrix are
//! put into the order of the tensor. So no operation moves numbers, except where a part of them is taken.

mod axes;
mod columns;
mod image;
mod merge;
mod ports;
mod recurrent;
mod row;
mod scale;
mod select;
mod view;

use std::collections::HashMap;

use self::view::View;
use super::graph::{Facts, Operation, ValueId};
use super::lower::Part;
use crate::import::graph::{self as network, Graph};
use crate::import::source::Order;
use crate::import::unsupported::Unsupported;

/// The operations, with the orders of the numbers of the inputs and the outputs.
pub struct LaidOut {
    pub graph: Graph,
    /// The inputs of the graph that are those of the network.
    pub inputs: Vec<ValueId>,
    pub input_orders: Vec<Order>,
    pub outputs: Vec<ValueId>,
    pub output_orders: Vec<Order>,
    /// The inputs and outputs whose numbers have another order or shape.
    pub moved: Vec<String>,
    pub notes: Vec<String>,
}

/// Lays out the operations.
///
/// # Errors
///
/// The reasons of all nodes and outputs whose numbers would have to be moved.
pub fn lay_out(
    facts: &Facts,
    parts: &[Part],
    outputs: &[ValueId],
) -> Result<LaidOut, Vec<Unsupported>> {
    let mut layout = Layout {
        facts,
        graph: Graph::default(),
        views: HashMap::new(),
        reshaped: HashMap::new(),
        unsupported: Vec::new(),
        moved: Vec::new(),
        notes: Vec::new(),
    };
    let input_orders = layout.inputs(parts);
    for part in parts {
        layout.part(part);
    }
    let (outputs, output_orders) = layout.outputs(outputs);
    if !layout.unsupported.is_empty() {
        return Err(layout.unsupported);
    }
    layout.finish(input_orders, outputs, output_orders)
}

/// The state of the pass.
struct Layout<'a> {
    facts: &'a Facts,
    graph: Graph,
    views: HashMap<ValueId, View>,
    /// The tensors that others are in another shape, by number and shape.
    reshaped: HashMap<(network::ValueId, Vec<usize>), network::ValueId>,
    unsupported: Vec<Unsupported>,
    moved: Vec<String>,
    notes: Vec<String>,
}

impl Layout<'_> {
    /// Lays out the operations of a node. Nodes after one that is unsupported are ignored.
    fn part(&mut self, part: &Part) {
        let views = part
            .inputs
            .iter()
            .map(|value| self.views.get(value).cloned());
        let Some(views) = views.collect::<Option<Vec<_>>>() else {
            return;
        };
        match self.operations(views, &part.operations, &part.origin) {
            Ok(view) => {
                let name = &self.facts.graph().values[part.value].name;
                self.graph.names[view.value].get_or_insert_with(|| name.clone());
                self.views.insert(part.value, view);
            }
            Err(reason) => {
                let node = &self.facts.graph().nodes[part.index];
                self.unsupported.push(Unsupported::new(format!(
                    "{node} cannot be a part of the network: {reason}"
                )));
            }
        }
    }

    fn operations(
        &mut self,
        views: Vec<View>,
        operations: &[Operation],
        origin: &str,
    ) -> Result<View, String> {
        let mut views = views;
        for operation in operations {
            views = vec![self.operation(&views, operation, origin)?];
        }
        views
            .into_iter()
            .next()
            .ok_or_else(|| "it has no input".into())
    }

    /// Lays out one operation.
    fn operation(
        &mut self,
        views: &[View],
        operation: &Operation,
        origin: &str,
    ) -> Result<View, String> {
        let first = views.first().ok_or("it has no input")?;
        match operation {
            Operation::Linear(linear) => self.linear(first, linear, origin),
            Operation::Affine(affine) => {
                let chosen = match affine.keeps_order() {
                    true => first.clone(),
                    false => self.select_vector(first, &affine.picks, origin)?,
                };
                Ok(self.scale(&chosen, &affine.scale, &affine.shift, origin))
            }
            Operation::Activation(activation) if activation.is_elementwise() => {
                Ok(self.elementwise(first, network::Operation::Activation(*activation), origin))
            }
            Operation::Activation(activation) => {
                let row = super::graph::Row::Activation(*activation);
                self.rows(first, first.len(), &row, origin)
            }
            Operation::Rows(length, row) => self.rows(first, *length, row, origin),
            Operation::Prelu(slopes) => Ok(self.prelu(first, slopes, origin)),
            Operation::Select(selection) => self.select(first, selection, origin),
            Operation::Reduce { kind, kept } => self.reduce(first, *kind, *kept, origin),
            Operation::Image { image, from, to } => self.image(first, image, from, to, origin),
            Operation::Recurrent { frames, layers } => {
                self.recurrent(first, *frames, layers, origin)
            }
            Operation::Merge { kind, from, to } => self.merge(views, *kind, from, to, origin),
            Operation::Concatenate { axis, from, to } => {
                self.concatenate(views, *axis, from, to, origin)
            }
        }
    }

    /// Adds an operation on each number.
    fn elementwise(&mut self, view: &View, operation: network::Operation, origin: &str) -> View {
        View {
            value: self.graph.push(operation, view.value, origin.to_owned()),
            order: view.order.clone(),
        }
    }

    /// Returns a tensor in another shape of as many numbers.
    fn shaped(
        &mut self,
        value: network::ValueId,
        shape: &[usize],
        origin: &str,
    ) -> network::ValueId {
        if self.graph.shapes[value] == shape {
            return value;
        }
        let key = (value, shape.to_vec());
        if let Some(&known) = self.reshaped.get(&key) {
            return known;
        }
        let reshape = network::Operation::Reshape;
        let result = self
            .graph
            .add(reshape, vec![value], shape.to_vec(), origin.to_owned());
        self.reshaped.insert(key, result);
        // Back again is the tensor itself.
        let back = (result, self.graph.shapes[value].clone());
        self.reshaped.insert(back, value);
        result
    }

    /// Returns the tensor of a view as a vector.
    fn flat(&mut self, view: &View, origin: &str) -> network::ValueId {
        self.shaped(view.value, &[view.len()], origin)
    }
}
