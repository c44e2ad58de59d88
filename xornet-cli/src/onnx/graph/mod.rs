//! The graph of a model: values by number, nodes in an order in which they can be computed.
//!
//! A node holds its operator, which is looked up once, when the graph is built. [`Facts`] are what is known of
//! the values, and a [`Site`] is a node as its operator sees it.

mod build;
mod compute;
mod constants;
mod facts;
mod node;
mod operation;
mod operator;
mod order;
mod site;

pub use self::build::build;
pub use self::compute::{Run, WORK};
pub use self::facts::{Facts, Input};
pub use self::node::Node;
pub use self::operation::{Image, Lowering, Operation, Reduction, Row, Selection};
pub use self::operator::{Combination, Inputs, Operator, Properties, Resolve};
pub use self::site::{Operand, Site};

use std::rc::Rc;

use super::tensor::{Element, Tensor};
use crate::import::names::shown;

/// A value's number in [`Graph::values`].
pub type ValueId = usize;

/// A graph whose names are resolved, whose functions are inlined, and which has no cycles.
pub struct Graph {
    /// Sorted: each node comes after those whose outputs it takes.
    pub nodes: Vec<Node>,
    pub values: Vec<Value>,
    /// The values that must be given, without initializers.
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
}

/// A value of the graph.
pub struct Value {
    pub name: String,
    pub source: Source,
}

/// The source of a value.
pub enum Source {
    Input,
    Constant(Rc<Tensor>),
    /// An initializer that cannot be read, with the reason.
    Unreadable(String),
    Node {
        /// Index in [`Graph::nodes`].
        node: usize,
        /// The index of the node's output.
        output: usize,
    },
    /// Not known yet, while a graph is built.
    Nowhere,
}

/// An input or an output of the graph.
pub struct Port {
    pub value: ValueId,
    /// The type of its numbers, if it is a tensor of a known type; `None` for strings and sequences.
    pub element: Option<Element>,
    pub is_sequence: bool,
    /// The lengths of its axes, `None` for one that is open, if their number is known.
    pub shape: Option<Vec<Option<usize>>>,
}

impl Graph {
    /// Returns a value's name in quotes.
    pub fn name(&self, value: ValueId) -> String {
        shown(&self.values[value].name)
    }

    /// Returns the node that makes a value, and which of its outputs it is.
    pub fn producer(&self, value: ValueId) -> Option<(&Node, usize)> {
        match self.values[value].source {
            Source::Node { node, output } => Some((&self.nodes[node], output)),
            _ => None,
        }
    }

    /// Returns the users of each value: the numbers of the nodes, with the place of the input.
    pub fn users(&self) -> Vec<Vec<(usize, usize)>> {
        let mut users = vec![Vec::new(); self.values.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            for (place, input) in node.inputs.iter().enumerate() {
                if let Some(value) = *input {
                    users[value].push((index, place));
                }
            }
        }
        users
    }

    /// Returns for each value whether its numbers depend on an input of the graph.
    pub fn varying(&self) -> Vec<bool> {
        let mut varies = vec![false; self.values.len()];
        for port in &self.inputs {
            varies[port.value] = true;
        }
        for node in &self.nodes {
            let inputs = node.inputs.iter().take(node.numeric_inputs());
            let depends = inputs.flatten().any(|&value| varies[value]);
            for &output in node.outputs.iter().flatten() {
                varies[output] = depends;
            }
        }
        varies
    }

    /// Returns for each node whether one of some values depends on it, and for each value, too.
    pub fn ancestors(&self, values: &[ValueId]) -> (Vec<bool>, Vec<bool>) {
        let mut nodes = vec![false; self.nodes.len()];
        let mut open = values.to_vec();
        let mut values = vec![false; self.values.len()];
        while let Some(value) = open.pop() {
            if std::mem::replace(&mut values[value], true) {
                continue;
            }
            if let Source::Node { node, .. } = self.values[value].source
                && !std::mem::replace(&mut nodes[node], true)
            {
                open.extend(self.nodes[node].inputs.iter().flatten());
            }
        }
        (nodes, values)
    }
}
