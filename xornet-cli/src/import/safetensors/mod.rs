//! Files of tensors alone: what the layers are is said apart from them.

mod reader;
mod spec;

pub use self::spec::{LayerSpec, Layout};

use self::reader::Reader;
use super::chain::{Activation, Chain, Operation, Step};
use super::function;
use super::refusal::Refusal;
use super::source::Source;
use crate::import::names::shown;

/// Reads the layers from a file of tensors. Without `layout`, a tensor's name tells: `weight` has one row
/// per unit, `kernel` one per input.
///
/// # Errors
///
/// All that is in the way.
pub fn read(
    bytes: &[u8],
    specs: &[LayerSpec],
    layout: Option<Layout>,
) -> Result<Source, Vec<Refusal>> {
    let mut reader = Reader::new(bytes, layout).map_err(|refusal| vec![refusal])?;
    if specs.is_empty() {
        let help = format!(
            "name them, as in `--layer fc1:relu --layer fc2:softmax`; {}",
            reader.listed()
        );
        return Err(vec![
            Refusal::new("the file does not say what its layers are").help(help),
        ]);
    }
    let mut chain = Chain::default();
    let mut width = None;
    for spec in specs {
        if !spec.prefix.is_empty() {
            match reader.dense(&spec.prefix, width) {
                Some(linear) => {
                    if width.is_none() && chain.inputs == 0 {
                        chain.inputs = linear.inputs;
                    }
                    width = Some(linear.units);
                    chain.steps.push(Step {
                        operation: Operation::Linear(linear),
                        origin: shown(&spec.prefix),
                    });
                }
                None => width = None,
            }
        } else if width.is_none() && reader.refusals.is_empty() {
            reader.refusals.push(Refusal::new(format!(
                "the first layer is the activation `{}`, before which no tensor tells the number of inputs",
                spec.activation.name()
            )));
        }
        if spec.activation != Activation::Linear {
            chain.steps.push(Step {
                operation: Operation::Activation(spec.activation),
                origin: format!("`:{}`", spec.activation.name()),
            });
        }
    }
    if !reader.refusals.is_empty() {
        return Err(reader.refusals);
    }
    let steps = chain.steps.clone();
    Ok(Source {
        chain,
        precision: reader.precision,
        provenance: "safetensors".into(),
        files: Vec::new(),
        notes: reader.unused(),
        evaluate: Box::new(move |input| Ok(evaluate(&steps, input))),
    })
}

/// The network in double precision.
fn evaluate(steps: &[Step], input: &[f64]) -> Vec<f64> {
    let mut values = input.to_vec();
    for step in steps {
        match &step.operation {
            Operation::Activation(activation) => function::apply(*activation, &mut values),
            Operation::Affine(affine) => {
                let numbers = affine
                    .picks
                    .iter()
                    .zip(affine.scale.iter().zip(&affine.shift));
                values = numbers
                    .map(|(&pick, (scale, shift))| values[pick] * scale + shift)
                    .collect();
            }
            Operation::Linear(linear) => {
                let mut sums = linear
                    .biases
                    .clone()
                    .unwrap_or_else(|| vec![0.0; linear.units]);
                for (value, row) in values
                    .iter()
                    .zip(linear.weights.chunks_exact(linear.units.max(1)))
                {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += value * weight;
                    }
                }
                values = sums;
            }
        }
    }
    values
}
