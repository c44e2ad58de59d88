//! The graph of a model: values by number, nodes in an order in which they can be computed.
//!
//! A node holds its operator, which is looked up once, when the graph is built. [`Facts`] are what is known of
//! the values, and a [`Site`] is a node as its operator sees it.

mod build;
mod compute;
mod facts;
mod node;
mod operator;
mod order;
mod site;

pub use self::build::build;
pub use self::compute::Run;
pub use self::facts::Facts;
pub use self::node::Node;
pub use self::operator::{Combination, Inputs, Operator, Properties, Resolve};
pub use self::site::{Lowering, Operand, Site};

use std::rc::Rc;

use super::tensor::{Element, Tensor};
use crate::import::names::shown;

/// A value's number in [`Graph::values`].
pub type ValueId = usize;

/// A graph whose names are resolved, whose functions are inlined, and which has no cycles.
pub struct Graph {
    /// Each after those that it takes values from.
    pub nodes: Vec<Node>,
    pub values: Vec<Value>,
    /// What must be given, not counting initializers.
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
}

pub struct Value {
    pub name: String,
    pub source: Source,
}

/// Where a value comes from.
pub enum Source {
    Input,
    Constant(Rc<Tensor>),
    /// An initializer that holds no numbers, or too many, and why.
    Unreadable(String),
    Node {
        /// Index in [`Graph::nodes`].
        node: usize,
        /// Which of its outputs.
        output: usize,
    },
    /// Named, and never made; only while a graph is built.
    Nowhere,
}

/// An input or an output of the graph.
pub struct Port {
    pub value: ValueId,
    /// Where it is a tensor of a known type; `None` for texts and sequences.
    pub element: Option<Element>,
    pub is_sequence: bool,
    /// The lengths that are fixed, where the number of axes is.
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

    /// Returns for each node whether the value depends on it, and for each value, too.
    pub fn ancestors(&self, value: ValueId) -> (Vec<bool>, Vec<bool>) {
        let mut nodes = vec![false; self.nodes.len()];
        let mut values = vec![false; self.values.len()];
        let mut open = vec![value];
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
