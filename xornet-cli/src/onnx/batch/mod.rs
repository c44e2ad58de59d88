//! Proves that a graph computes each sample of a batch by itself, and all in the same way.
//!
//! Model files describe what happens to one sample, so a graph in which samples affect one another, as in a softmax
//! over the batch, must not be imported.
//!
//! Each node is tried alone, with random numbers for its inputs: for a batch, it must give the same numbers as for
//! the samples one at a time. In this way, the error names the node that breaks the rule, and no activation before
//! it, which may map all numbers to zero, can hide that. In the end, the whole graph is tried.

mod layout;
mod node;
mod whole;

use std::cell::Cell;
use std::collections::HashMap;

use self::layout::Layout;
use self::node::Outcome;
use super::graph::{Facts, Node, ValueId};
use super::tensor::Tensor;
use crate::import::random::Random;
use crate::import::unsupported::Unsupported;

/// The meaning of an axis of a graph's input, usually the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// The graph takes one sample and no more, with or without an axis for it.
    Single,
    /// The graph takes this many samples, two or more.
    Fixed(usize),
    /// The graph takes any number of samples.
    Open,
}

/// The number of samples that stand for an open batch: more than two, so that an operation on pairs is found.
const SAMPLES: usize = 3;

/// The number of samples from which on a fixed batch is too large to be tried as a whole.
const MANY: usize = 1 << 12;

/// The maximal number of elements and multiply-adds of all trials together.
const MAX_WORK: usize = 1 << 30;

/// The result of a proof.
pub struct Proof {
    /// The nodes that break the rule, by number, with the reasons.
    pub unsupported: Vec<(usize, Unsupported)>,
    /// A note for the user about a graph that keeps it.
    pub note: Option<String>,
}

impl Batch {
    /// Returns how many samples a trial takes, if the graph takes more than one.
    fn samples(self) -> Option<usize> {
        match self {
            Self::Single => None,
            // A graph that computes with no other number than so many is refused.
            Self::Fixed(samples) if samples > MANY => Some(SAMPLES),
            Self::Fixed(samples) => Some(samples),
            Self::Open => Some(SAMPLES),
        }
    }

    /// Names the batch in messages.
    fn shown(self) -> String {
        match self {
            Self::Fixed(samples) => format!("the batch of {samples}"),
            Self::Single | Self::Open => "the batch".into(),
        }
    }
}

/// Proves the rule for all nodes that one of the outputs depends on.
pub fn prove(facts: &Facts, batch: Batch, outputs: &[ValueId]) -> Proof {
    let mut trial = Trial {
        facts,
        batch,
        work: Cell::new(MAX_WORK),
        random: Random::default(),
        layouts: layouts(facts).collect(),
        unsupported: Vec::new(),
    };
    let note = match batch.samples() {
        None => None,
        Some(samples) => trial.graph(samples, outputs),
    };
    Proof {
        unsupported: trial.unsupported,
        note,
    }
}

/// Returns the places of the samples in each input.
fn layouts(facts: &Facts) -> impl Iterator<Item = (ValueId, Layout)> {
    let axes = facts.batch_axes();
    axes.filter_map(|(input, axis)| Some((input, Layout::Along(axis?))))
}

/// The state of a proof.
struct Trial<'a> {
    facts: &'a Facts,
    batch: Batch,
    work: Cell<usize>,
    random: Random,
    /// The layouts of the values in which the samples are kept apart.
    layouts: HashMap<ValueId, Layout>,
    unsupported: Vec<(usize, Unsupported)>,
}

impl Trial<'_> {
    /// Tries each node and then the whole graph; returns a note for the user.
    fn graph(&mut self, samples: usize, outputs: &[ValueId]) -> Option<String> {
        let graph = self.facts.graph();
        let mut inputs = Vec::new();
        for (input, axis) in self.facts.batch_axes() {
            let zeros = self.facts.probe(input)?;
            let mut shape = zeros.shape().to_vec();
            *shape.get_mut(axis?)? = samples;
            match Tensor::zeros(shape, zeros.element()) {
                Ok(zeros) => inputs.push((input, zeros)),
                Err(reason) => {
                    self.reject_graph(&reason);
                    return None;
                }
            }
        }
        let run = self.facts.run(inputs, &self.work);
        let (needed, _) = graph.ancestors(outputs);
        for (index, node) in graph.nodes.iter().enumerate() {
            let varies = node
                .outputs
                .iter()
                .flatten()
                .any(|&value| self.facts.varies(value));
            if !needed[index] || !varies {
                continue;
            }
            match self.node(index, node, samples, &run) {
                Ok(layouts) => self.layouts.extend(layouts),
                Err(Outcome::Unknown) => {}
                Err(Outcome::OnlyOne(reason)) if self.batch == Batch::Open => {
                    return Some(format!(
                        "the graph takes one sample at a time, though its batch is open: for {samples} samples, \
                         {node} fails: {reason}"
                    ));
                }
                Err(Outcome::OnlyOne(reason)) => {
                    let batch = self.batch.shown();
                    self.reject(
                        index,
                        &format!("it does not compute with {batch}: {reason}"),
                    );
                }
                Err(Outcome::Broken(reason)) => self.reject(index, &reason),
            }
        }
        if self.unsupported.is_empty()
            && outputs
                .iter()
                .all(|output| self.layouts.contains_key(output))
            && let Err(reason) = self.whole(samples, outputs)
        {
            self.reject_graph(&reason);
        }
        None
    }

    /// Says in which way a node mixes samples.
    fn reason(&self, node: &Node) -> String {
        let batch = self.batch.shown();
        let is_elementwise = node
            .known()
            .is_some_and(|operator| operator.properties.is_elementwise);
        let constant = |&value: &ValueId| {
            let tensor = self.facts.probe(value);
            !self.facts.varies(value) && tensor.is_some_and(|tensor| tensor.numbers().len() > 1)
        };
        if is_elementwise && node.inputs.iter().flatten().any(constant) {
            return format!(
                "its constant has a row of numbers for each sample of {batch}, and a network has one for all"
            );
        }
        format!(
            "it works across {batch}: its output for a sample depends on the other samples, or on the sample's place"
        )
    }

    /// Adds a node that breaks the rule.
    fn reject(&mut self, index: usize, reason: &str) {
        let node = &self.facts.graph().nodes[index];
        let unsupported =
            Unsupported::new(format!("{node} cannot be a part of the network: {reason}"));
        self.unsupported
            .push((index, unsupported.help(self.help())));
    }

    /// Adds a reason that concerns the whole graph.
    fn reject_graph(&mut self, reason: &str) {
        let batch = self.batch.shown();
        let unsupported =
            Unsupported::new(format!("the graph mixes the samples of {batch}: {reason}"));
        self.unsupported
            .push((usize::MAX, unsupported.help(self.help())));
    }

    /// Returns the help for a graph that mixes samples.
    fn help(&self) -> &'static str {
        if layouts(self.facts).any(|(_, layout)| layout != Layout::Along(0)) {
            return "the second axis of the graph's input is taken as the batch, since a recurrent operator takes time first";
        }
        "the first axis of the graph's input is taken as the batch; if it is not, export with an axis of length 1 \
         before it"
    }
}
