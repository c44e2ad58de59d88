//! All operations of a graph, while some are folded into others.

use super::part::Part;
use crate::import::graph::{Graph, ValueId};

/// The user of a value.
#[derive(Clone, Copy)]
pub enum User {
    Nobody,
    /// A single operation.
    Part(usize),
    /// Several operations, or the output of the network.
    Others,
}

/// The operations of a graph, and the users of their values.
pub struct Parts {
    /// By their number in the graph; `None` for those that were folded into another.
    pub parts: Vec<Option<Part>>,
    /// The shape of each value.
    pub shapes: Vec<Vec<usize>>,
    /// The users of each value.
    pub users: Vec<User>,
}

impl Parts {
    /// Starts with all operations that the outputs need, and finds the users of each value.
    pub fn new(mut graph: Graph) -> Self {
        let mut needed = vec![false; graph.shapes.len()];
        for &output in &graph.outputs {
            needed[output] = true;
        }
        for node in graph.nodes.iter().rev() {
            if needed[node.output] {
                node.inputs.iter().for_each(|&input| needed[input] = true);
            }
        }
        graph.nodes.retain(|node| needed[node.output]);
        let mut users = vec![User::Nobody; graph.shapes.len()];
        for (index, node) in graph.nodes.iter().enumerate() {
            for &input in &node.inputs {
                users[input] = match users[input] {
                    User::Nobody => User::Part(index),
                    _ => User::Others,
                };
            }
        }
        for output in graph.outputs {
            users[output] = User::Others;
        }
        Self {
            parts: graph.nodes.into_iter().map(Part::new).map(Some).collect(),
            shapes: graph.shapes,
            users,
        }
    }

    /// Folds factors and summands into the operation before them.
    pub fn fold_back(&mut self) {
        let mut made_by = vec![None; self.shapes.len()];
        for index in 0..self.parts.len() {
            let Some(part) = self.parts[index].take() else {
                continue;
            };
            let maker = part
                .input()
                .filter(|&input| self.is_only_user(index, input));
            let maker = maker.and_then(|input| made_by[input]);
            let output = part.output;
            let rest = match maker.and_then(|maker: usize| self.parts[maker].as_mut()) {
                Some(maker) => maker.join(part, &self.shapes),
                None => Some(part),
            };
            // The next factor or summand is folded into the same operation as this one.
            made_by[output] = if rest.is_some() { Some(index) } else { maker };
            self.parts[index] = rest;
        }
    }

    /// Folds the factors and summands that are left into the dense layer after them.
    pub fn fold_forward(&mut self) {
        for index in 0..self.parts.len() {
            let Some(part) = self.parts[index].take() else {
                continue;
            };
            let next = match self.users[part.output] {
                User::Part(user) => self.parts[user].as_mut(),
                _ => None,
            };
            if next.is_none_or(|next| !part.fold_into(next)) {
                self.parts[index] = Some(part);
            }
        }
    }

    /// Returns whether an operation is the only user of a value.
    fn is_only_user(&self, index: usize, value: ValueId) -> bool {
        matches!(self.users[value], User::Part(user) if user == index)
    }
}
