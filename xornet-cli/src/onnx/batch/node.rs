//! The trial of a single node, with random numbers for its inputs.

use std::collections::HashMap;
use std::rc::Rc;

use super::layout::Layout;
use super::{Batch, Trial};
use crate::onnx::graph::{Node, Run, ValueId};
use crate::onnx::tensor::{Element, Tensor};

/// The ranges of the random numbers, for each trial of a node. Relu hides differences between negative numbers, so one
/// range is positive. Differences of tiny numbers are visible even where large ones are clipped.
const TRIALS: [fn(f64) -> f64; 3] = [|x| 2.0 * x, |x| 1.25 + x, |x| 1e-20 * x];

/// The reason why the trials of a node end early.
pub(super) enum Outcome {
    /// A node before it is unsupported, so its inputs are unknown.
    Unknown,
    /// It runs with one sample only.
    OnlyOne(String),
    /// It mixes samples.
    Broken(String),
}

impl Trial<'_> {
    /// Tries one node; returns where the samples are in its outputs.
    pub(super) fn node(
        &mut self,
        index: usize,
        node: &Node,
        samples: usize,
        run: &Run,
    ) -> Result<Vec<(ValueId, Layout)>, Outcome> {
        if node.operator.is_err() {
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
                        // There is no axis along which the samples are what they are alone.
                        return Err(Outcome::Broken(self.reason(node)));
                    }
                }
            }
        }
        let first =
            |(_, value, layouts): (usize, ValueId, Vec<Layout>)| Some((value, *layouts.first()?));
        Ok(layouts.into_iter().filter_map(first).collect())
    }

    /// Draws samples for each input of a node that depends on the network's input.
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
}

/// Returns something for each input of a node.
fn inputs_of<T>(node: &Node, of: impl Fn(ValueId) -> Option<T>) -> Vec<Option<T>> {
    node.inputs
        .iter()
        .map(|value| value.and_then(&of))
        .collect()
}

/// Returns a tensor for each input of a node, and `None` for an optional one that is left out.
///
/// # Errors
///
/// [`Outcome::Unknown`] if the tensor of an input is not known.
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

/// Returns whether two tensors are the same to the bit, but for the payload of NaN.
fn same(a: &Tensor, b: &Tensor) -> bool {
    let number = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
    a.shape() == b.shape() && a.numbers().iter().zip(b.numbers()).all(number)
}
