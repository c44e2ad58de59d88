//! Proves that a graph computes each sample of a batch by itself, and all in the same way.
//!
//! Each node is tried alone, with random numbers for what it takes from the network: for a batch, it must give
//! the numbers that it gives for the samples one at a time. So the node that breaks the rule is known, and no
//! activation before it can hide that. At last, the whole graph is tried.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use super::graph::ValueId;
use super::interpret::{Interpreter, Run};
use super::layout::Layout;
use super::node::Node;
use super::operators;
use super::tensor::{Element, Tensor};
use crate::import::random::Random;
use crate::import::refusal::Refusal;

/// What the first axis of a graph's input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// The graph takes one sample and no more, with or without an axis for it.
    Single,
    /// The graph takes this many samples, two or more.
    Fixed(usize),
    /// The graph takes any number of samples.
    Open,
}

/// The samples that stand for an open batch.
const SAMPLES: usize = 3;

/// The most numbers and multiply-adds of all trials.
const WORK: usize = 1 << 32;

/// How random numbers are drawn in each trial of a node: some operators are blind to negative ones, and sums
/// with large constants to all but small ones.
const TRIALS: [fn(f64) -> f64; 3] = [|x| 2.0 * x, |x| 1.25 + x, |x| 1e-20 * x];

/// How far the whole graph's outputs may be apart, relative to the largest.
const ROUNDING: f64 = 1e-9;

/// What a proof found out.
pub struct Proof {
    /// By number of the node, why it breaks the rule.
    pub refusals: Vec<(usize, Refusal)>,
    /// What the user should know of a graph that keeps it.
    pub note: Option<String>,
}

impl Batch {
    /// Returns how many samples a trial takes, if the graph takes more than one.
    fn samples(self) -> Option<usize> {
        match self {
            Self::Single => None,
            Self::Fixed(samples) => Some(samples),
            Self::Open => Some(SAMPLES),
        }
    }

    fn shown(self) -> String {
        match self {
            Self::Fixed(samples) => format!("the batch of {samples}"),
            Self::Single | Self::Open => "the batch".into(),
        }
    }
}

/// Proves the rule for all nodes that `output` depends on.
pub fn prove(facts: &Interpreter, batch: Batch, input: ValueId, output: ValueId) -> Proof {
    let mut trial = Trial {
        facts,
        batch,
        work: Cell::new(WORK),
        random: Random::default(),
        layouts: HashMap::from([(input, Layout::Along(0))]),
        refusals: Vec::new(),
    };
    let note = match batch.samples() {
        None => None,
        Some(samples) => trial.graph(samples, input, output),
    };
    Proof {
        refusals: trial.refusals,
        note,
    }
}

struct Trial<'a> {
    facts: &'a Interpreter,
    batch: Batch,
    work: Cell<usize>,
    random: Random,
    /// Of the values that keep the samples apart.
    layouts: HashMap<ValueId, Layout>,
    refusals: Vec<(usize, Refusal)>,
}

/// Why a node is not tried to the end.
enum Outcome {
    /// What comes before it is unsupported, and so it is not known what it takes.
    Unknown,
    /// It runs with one sample only.
    OnlyOne(String),
    Broken(String),
}

impl Trial<'_> {
    fn graph(&mut self, samples: usize, input: ValueId, output: ValueId) -> Option<String> {
        let graph = self.facts.graph();
        let zeros = self.facts.probe(input)?;
        let mut shape = zeros.shape().to_vec();
        *shape.first_mut()? = samples;
        let zeros = match Tensor::zeros(shape, zeros.element()) {
            Ok(zeros) => zeros,
            Err(reason) => {
                self.refuse_graph(&reason);
                return None;
            }
        };
        let run = self.facts.run(zeros, &self.work);
        let (needed, _) = graph.ancestors(output);
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
                    self.refuse(
                        index,
                        &format!("it does not compute with {batch}: {reason}"),
                    );
                }
                Err(Outcome::Broken(reason)) => self.refuse(index, &reason),
            }
        }
        if self.refusals.is_empty()
            && let Some(&layout) = self.layouts.get(&output)
            && let Err(reason) = self.whole(samples, input, output, layout)
        {
            self.refuse_graph(&reason);
        }
        None
    }

    /// Tries one node; returns where the samples are in its outputs.
    fn node(
        &mut self,
        index: usize,
        node: &Node,
        samples: usize,
        run: &Run,
    ) -> Result<Vec<(ValueId, Layout)>, Outcome> {
        if operators::find(node).is_none() {
            return Err(Outcome::Unknown);
        }
        if let Some(reason) = self.facts.failure(index) {
            let mut varying = node
                .inputs
                .iter()
                .flatten()
                .filter(|&&value| self.facts.varies(value));
            let known = varying.all(|value| self.layouts.contains_key(value));
            let fits_all = run.failures[index].is_none();
            return Err(match self.batch {
                Batch::Fixed(_) if known && fits_all => Outcome::Broken(format!(
                    "it needs {}, and does not fit one sample: {reason}",
                    self.batch.shown()
                )),
                _ => Outcome::Unknown,
            });
        }
        let mut layouts: Vec<(usize, ValueId, Vec<Layout>)> = Vec::new();
        for (trial, draw) in TRIALS.into_iter().enumerate() {
            let drawn = self.draw(node, samples, draw)?;
            let outputs = self.evaluate(index, node, samples, run, &drawn)?;
            for (place, (single, batch)) in outputs.into_iter().enumerate() {
                let Some(value) = node.outputs.get(place).copied().flatten() else {
                    continue;
                };
                if trial == 0 {
                    let all = Layout::all(single[0].shape().len(), batch.shape().len());
                    layouts.push((place, value, all));
                }
                let known = layouts.iter_mut().filter(|known| known.0 == place);
                for (_, _, layouts) in known {
                    layouts.retain(|layout| {
                        layout
                            .join(&single)
                            .is_ok_and(|joined| same(&joined, &batch))
                    });
                    if layouts.is_empty() {
                        return Err(Outcome::Broken(self.reason(node)));
                    }
                }
            }
        }
        let first =
            |(_, value, layouts): (usize, ValueId, Vec<Layout>)| Some((value, *layouts.first()?));
        Ok(layouts.into_iter().filter_map(first).collect())
    }

    /// Draws samples for each value that a node takes from the network.
    fn draw(
        &mut self,
        node: &Node,
        samples: usize,
        scaled: fn(f64) -> f64,
    ) -> Result<HashMap<ValueId, Vec<Tensor>>, Outcome> {
        let mut drawn = HashMap::new();
        for &value in node.inputs.iter().flatten() {
            if !self.facts.varies(value) || drawn.contains_key(&value) {
                continue;
            }
            let known = self.layouts.contains_key(&value);
            let like = self.facts.probe(value).filter(|_| known);
            let like = like.ok_or(Outcome::Unknown)?;
            let mut sample = || {
                like.map(|_| {
                    let x = self.random.symmetric();
                    match like.element() {
                        Element::Bool => f64::from(x > 0.0),
                        Element::Integer => (4.0 * x).trunc(),
                        _ => scaled(x),
                    }
                })
            };
            let tensors = (0..samples).map(|_| sample()).collect();
            drawn.insert(value, tensors);
        }
        Ok(drawn)
    }

    /// Computes each output for the samples one at a time, and for all at once.
    fn evaluate(
        &self,
        index: usize,
        node: &Node,
        samples: usize,
        run: &Run,
        drawn: &HashMap<ValueId, Vec<Tensor>>,
    ) -> Result<Vec<(Vec<Tensor>, Tensor)>, Outcome> {
        let mut joined = HashMap::new();
        for (value, tensors) in drawn {
            let layout = self.layouts.get(value).ok_or(Outcome::Unknown)?;
            joined.insert(*value, layout.join(tensors).map_err(Outcome::OnlyOne)?);
        }
        let constants: Vec<Option<Rc<Tensor>>> = inputs_of(node, |value| run.values[value].clone());
        let batch = tensors(node, |place, value| {
            joined.get(&value).or(constants[place].as_deref())
        })?;
        let batch = self
            .facts
            .evaluate(index, &batch, false, &self.work)
            .map_err(Outcome::OnlyOne)?;
        let mut singles: Vec<Vec<Tensor>> = batch.iter().map(|_| Vec::new()).collect();
        for sample in 0..samples {
            let single = tensors(node, |_, value| match drawn.get(&value) {
                Some(tensors) => tensors.get(sample),
                None => self.facts.probe(value),
            })?;
            let outputs = self.facts.evaluate(index, &single, true, &self.work);
            let outputs = outputs.map_err(Outcome::OnlyOne)?;
            for (all, output) in singles.iter_mut().zip(outputs) {
                all.push(output);
            }
        }
        Ok(singles.into_iter().zip(batch).collect())
    }

    /// Tries the whole graph with a batch of different samples.
    fn whole(
        &mut self,
        samples: usize,
        input: ValueId,
        output: ValueId,
        layout: Layout,
    ) -> Result<(), String> {
        let like = self.facts.probe(input).ok_or("the input has no shape")?;
        let drawn: Vec<_> = (0..samples)
            .map(|_| like.map(|_| 2.0 * self.random.symmetric()))
            .collect();
        let alone = drawn
            .iter()
            .map(|sample| self.facts.output_tensor(output, sample.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        let expected = layout.join(&alone)?;
        let run = self.facts.run(Layout::Along(0).join(&drawn)?, &self.work);
        let got = run.values[output]
            .as_deref()
            .ok_or("the output could not be computed")?;
        let largest = expected
            .numbers()
            .iter()
            .fold(1.0, |most: f64, x| most.max(x.abs()));
        let apart = expected.numbers().iter().zip(got.numbers());
        let apart = apart.enumerate().find(|(_, (expected, got))| {
            let near = (*got - *expected).abs() <= ROUNDING * largest;
            !(near || expected.to_bits() == got.to_bits() || expected.is_nan() && got.is_nan())
        });
        match apart {
            _ if expected.shape() != got.shape() => Err(format!(
                "its output has the shape {:?}, where {samples} samples should give {:?}",
                got.shape(),
                expected.shape()
            )),
            Some((place, (expected, got))) => Err(format!(
                "number {place} of its output is {got}, but that sample alone gives {expected}"
            )),
            None => Ok(()),
        }
    }

    fn reason(&self, node: &Node) -> String {
        let batch = self.batch.shown();
        let elementwise = [
            "Add", "Sub", "Mul", "Div", "Pow", "Sum", "Max", "Min", "PRelu", "Where",
        ];
        let constant = |&value: &ValueId| {
            let tensor = self.facts.probe(value);
            !self.facts.varies(value) && tensor.is_some_and(|tensor| tensor.numbers().len() > 1)
        };
        if elementwise.contains(&&*node.operator) && node.inputs.iter().flatten().any(constant) {
            return format!(
                "its constant has a row of numbers for each sample of {batch}, and a network has one for all"
            );
        }
        format!(
            "it goes over {batch}: what it gives for a sample depends on the others, or on the sample's place"
        )
    }

    fn refuse(&mut self, index: usize, reason: &str) {
        let node = &self.facts.graph().nodes[index];
        let refusal = Refusal::new(format!("{node} cannot be a part of the network: {reason}"));
        self.refusals.push((index, refusal.help(self.help())));
    }

    fn refuse_graph(&mut self, reason: &str) {
        let batch = self.batch.shown();
        let refusal = Refusal::new(format!("the graph mixes the samples of {batch}: {reason}"));
        self.refusals.push((usize::MAX, refusal.help(self.help())));
    }

    fn help(&self) -> &'static str {
        "the first axis of the graph's input is taken as the batch; if it is not, export with an axis of length 1 \
         before it"
    }
}

/// What a node takes, input by input.
fn inputs_of<T>(node: &Node, of: impl Fn(ValueId) -> Option<T>) -> Vec<Option<T>> {
    node.inputs
        .iter()
        .map(|value| value.and_then(&of))
        .collect()
}

/// The same as tensors; a value that is not known is no input that is left out.
fn tensors<'t>(
    node: &Node,
    of: impl Fn(usize, ValueId) -> Option<&'t Tensor>,
) -> Result<Vec<Option<&'t Tensor>>, Outcome> {
    let tensor = |(place, value): (usize, &Option<ValueId>)| match *value {
        None => Ok(None),
        Some(value) => of(place, value).map(Some).ok_or(Outcome::Unknown),
    };
    node.inputs.iter().enumerate().map(tensor).collect()
}

/// Whether two tensors are the same to the bit, but for the payload of NaN.
fn same(a: &Tensor, b: &Tensor) -> bool {
    let number = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
    a.shape() == b.shape() && a.numbers().iter().zip(b.numbers()).all(number)
}
