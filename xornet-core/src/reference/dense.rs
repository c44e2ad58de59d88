use super::{Inputs, Reference};
use crate::summation::{MOST_PARTIAL_SUMS, partial_sums};
use crate::{Activation, Dense, Scalar};

impl<S: Scalar> Reference<S> for Dense<'_, S> {
    /// Computes `sums = input · weights + biases`.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        assert!(
            input.len() == self.inputs && sums.len() == self.units,
            "a layer of {} inputs and {} units was given {} inputs and a slice for {} sums",
            self.inputs,
            self.units,
            input.len(),
            sums.len(),
        );
        let count = partial_sums(self.inputs, self.units);
        for (unit, sum) in sums.iter_mut().enumerate() {
            let mut partial = [S::ZERO; MOST_PARTIAL_SUMS];
            partial[0] = self.biases[unit];
            for (i, &x) in input.iter().enumerate() {
                partial[i % count] = partial[i % count] + x * self.weights[i * self.units + unit];
            }
            let mut half = count / 2;
            while half > 0 {
                for p in 0..half {
                    partial[p] = partial[p] + partial[p + half];
                }
                half /= 2;
            }
            *sum = partial[0];
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}
