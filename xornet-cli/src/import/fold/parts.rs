//! The operations of a graph, while some are folded into others.

use super::part::Part;
use crate::import::graph::{Graph, ValueId};

/// Who takes a value.
#[derive(Clone, Copy)]
pub enum User {
    Nobody,
    /// The only one.
    Part(usize),
    /// Several, or whoever computes the network.
    Others,
}

/// The operations that are left, by their number in the graph.
pub struct Parts {
    pub parts: Vec<Option<Part>>,
    /// By value, how many numbers it has.
    pub lengths: Vec<usize>,
    /// By value.
    pub users: Vec<User>,
}

impl Parts {
    pub fn new(graph: Graph) -> Self {
        let mut users = vec![User::Nobody; graph.lengths.len()];
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
            lengths: graph.lengths,
            users,
        }
    }

    /// Puts factors and summands into the operation that makes what they take.
    pub fn fold_back(&mut self) {
        let mut made_by = vec![None; self.lengths.len()];
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
                Some(maker) => maker.join(part),
                None => Some(part),
            };
            made_by[output] = if rest.is_some() { Some(index) } else { maker };
            self.parts[index] = rest;
        }
    }

    /// Puts factors and summands that are left into the dense layer that takes what they make.
    pub fn fold_forward(&mut self) {
        for index in 0..self.parts.len() {
            let Some(part) = self.parts[index].take() else {
                continue;
            };
            let next = match self.users[part.output] {
                User::Part(user) => self.parts[user].as_mut(),
                _ => None,
            };
            if next.is_none_or(|next| !part.goes_into(next)) {
                self.parts[index] = Some(part);
            }
        }
    }

    fn is_only_user(&self, index: usize, value: ValueId) -> bool {
        matches!(self.users[value], User::Part(user) if user == index)
    }
}
