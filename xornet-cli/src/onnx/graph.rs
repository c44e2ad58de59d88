//! The graph of a model: values by number, nodes in an order in which they can be computed.

use std::rc::Rc;

use super::node::Node;
use super::tensor::{Element, Tensor};

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
    pub fn name(&self, value: ValueId) -> String {
        shown(&self.values[value].name)
    }

    /// The node that makes a value, and which of its outputs it is.
    pub fn producer(&self, value: ValueId) -> Option<(&Node, usize)> {
        match self.values[value].source {
            Source::Node { node, output } => Some((&self.nodes[node], output)),
            _ => None,
        }
    }

    /// For each node, whether the value depends on it; for each value, too.
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

/// A name as messages and comments show it: in quotes, on one line, and not without end.
pub fn shown(name: &str) -> String {
    format!("`{}`", plain(name))
}

/// The same without quotes.
pub fn plain(name: &str) -> String {
    const MOST: usize = 80;
    let mut text: String = name
        .chars()
        .take(MOST)
        .flat_map(char::escape_debug)
        .collect();
    if name.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}
