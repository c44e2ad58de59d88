//! The whole graph, with a batch of different samples.

use super::Trial;
use crate::onnx::graph::ValueId;
use crate::onnx::tensor::Tensor;

/// The largest difference of the outputs, relative to the largest output: nodes may add numbers in another order for a
/// batch.
const ROUNDING: f64 = 1e-9;

impl Trial<'_> {
    /// Tries the whole graph with a batch of different samples.
    pub(super) fn whole(&mut self, samples: usize, outputs: &[ValueId]) -> Result<(), String> {
        // For each sample, a tensor for each input.
        let mut drawn = Vec::new();
        for _ in 0..samples {
            let mut sample = Vec::new();
            for &input in self.facts.inputs() {
                let like = self.facts.probe(input).ok_or("an input has no shape")?;
                sample.push(like.map(|_| 2.0 * self.random.symmetric()));
            }
            drawn.push(sample);
        }
        let alone = drawn
            .iter()
            .map(|sample| self.facts.output_tensors(outputs, sample.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        let mut inputs = Vec::new();
        for (place, (input, layout)) in super::layouts(self.facts).enumerate() {
            let tensors: Vec<_> = drawn.iter().map(|sample| sample[place].clone()).collect();
            inputs.push((input, layout.join(&tensors)?));
        }
        let run = self.facts.run(inputs, &self.work);
        for (place, output) in outputs.iter().enumerate() {
            let Some(&layout) = self.layouts.get(output) else {
                continue;
            };
            let alone: Vec<_> = alone.iter().map(|tensors| tensors[place].clone()).collect();
            let expected = layout.join(&alone)?;
            let got = run.values[*output]
                .as_deref()
                .ok_or("the output could not be computed")?;
            same(&expected, got, samples)?;
        }
        Ok(())
    }
}

/// Compares the output for a batch with those of its samples.
fn same(expected: &Tensor, got: &Tensor, samples: usize) -> Result<(), String> {
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
