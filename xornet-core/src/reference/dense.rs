use super::{Inputs, Reference};
use crate::summation::{MOST_PARTIAL_SUMS, partial_sums};
use crate::{Activation, Dense, Float, LayerKind};

impl<S: Float> Reference<S> for Dense<'_, S> {
    fn kind(&self) -> LayerKind {
        LayerKind::Dense
    }

    /// Computes `sums = input · weights + biases` for each row of the input.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        assert!(
            input.len() * self.units == sums.len() * self.inputs,
            "a layer of {} inputs and {} units was given {} inputs and a slice for {} sums",
            self.inputs,
            self.units,
            input.len(),
            sums.len(),
        );
        let rows = input.chunks(self.inputs);
        for (row, sums) in rows.zip(sums.chunks_mut(self.units)) {
            self.row(row, sums);
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}

impl<S: Float> Dense<'_, S> {
    /// Computes the sums of one row.
    fn row(&self, input: &[S], sums: &mut [S]) {
        for (unit, sum) in sums.iter_mut().enumerate() {
            *sum = self.sum(input, unit);
        }
    }

    /// Computes the sum of one unit, `input · weights + biases`.
    pub(super) fn sum(&self, input: &[S], unit: usize) -> S {
        let count = partial_sums(self.inputs, self.units);
        let mut partial = [S::ZERO; MOST_PARTIAL_SUMS];
        partial[0] = self.biases[unit];
        for (i, &x) in input.iter().enumerate() {
            partial[i % count] = partial[i % count] + x * self.weights[i * self.units + unit];
        }
        fold(&mut partial[..count])
    }
}

/// Adds the upper half of the partial sums to the lower half, until one is left.
pub(super) fn fold<S: Float>(partial: &mut [S]) -> S {
    let mut half = partial.len() / 2;
    while half > 0 {
        for p in 0..half {
            partial[p] = partial[p] + partial[p + half];
        }
        half /= 2;
    }
    partial[0]
}
