//! The whole graph, with a batch of different samples.

use super::Trial;
use super::layout::Layout;
use crate::onnx::graph::ValueId;

/// The largest difference of the outputs, relative to the largest output: nodes may add numbers in another order for a
/// batch.
const ROUNDING: f64 = 1e-9;

impl Trial<'_> {
    /// Tries the whole graph with a batch of different samples.
    pub(super) fn whole(
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
}
