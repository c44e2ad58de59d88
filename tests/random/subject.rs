//! The networks that are compiled.

use xornet_testing::{Dtype, Graph, Model, Random};

use crate::network;

/// A network whose code is tested.
pub enum Subject {
    /// Dense layers and activations, which the oracle computes as well.
    Chain(Model),
    /// Layers of all kinds. PyTorch computes these in `tests/layers`.
    Graph(Graph),
}

impl Subject {
    /// Draws a chain, or a graph, in turn.
    pub fn random(index: usize, random: &mut Random) -> Self {
        match index % 2 {
            0 => Self::Chain(network::random(random)),
            _ => Self::Graph(Graph::random(random)),
        }
    }

    /// Returns the model file, for code of this mode.
    pub fn to_toml(&self, mode: &'static str) -> String {
        match self {
            Self::Chain(model) => model.clone().unrolled(mode).to_toml(),
            Self::Graph(graph) => graph.clone().unrolled(mode).to_toml(),
        }
    }

    pub fn dtype(&self) -> Dtype {
        match self {
            Self::Chain(model) => model.dtype,
            Self::Graph(graph) => graph.dtype,
        }
    }

    pub fn outputs(&self) -> usize {
        match self {
            Self::Chain(model) => model.outputs(),
            Self::Graph(graph) => graph.outputs(),
        }
    }

    /// Draws the numbers of an input.
    pub fn input(&self, random: &mut Random) -> Vec<f64> {
        let count = match self {
            Self::Chain(model) => model.inputs,
            Self::Graph(graph) => graph.inputs(),
        };
        let number = |_| self.dtype().round(2.0 * random.signed());
        (0..count).map(number).collect()
    }

    /// Returns an input as an expression, for the type `name`.
    pub fn expression(&self, name: &str, input: &[f64]) -> String {
        match self {
            Self::Chain(_) => format!("{input:?}"),
            Self::Graph(graph) => graph.expression(name, input),
        }
    }

    /// Returns the outputs by the oracle, if it knows the layers.
    pub fn expected(&self, input: &[f64]) -> Option<Vec<f64>> {
        match self {
            Self::Chain(model) => Some(model.forward(input)),
            Self::Graph(_) => None,
        }
    }
}
