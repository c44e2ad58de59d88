use super::dense::fold;
use super::{Inputs, Reference};
use crate::summation::{MOST_PARTIAL_SUMS, partial_sums};
use crate::{Activation, BatchNorm, Float, LayerKind, LayerNorm, Prelu};

impl<S: Float> Reference<S> for BatchNorm<'_, S> {
    fn kind(&self) -> LayerKind {
        LayerKind::BatchNorm
    }

    /// Computes `sums = input · scale + shift`, channel by channel.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let channels = self.scale.iter().zip(self.shift).cycle();
        let input = inputs.first().iter();
        for ((sum, &x), (&scale, &shift)) in sums.iter_mut().zip(input).zip(channels) {
            *sum = x * scale + shift;
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}

impl<S: Float> Reference<S> for LayerNorm<'_, S> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Normalises the numbers of each position.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let rows = inputs.first().chunks(self.channels);
        for (x, y) in rows.zip(sums.chunks_mut(self.channels)) {
            if self.kind == LayerKind::L2Normalize {
                let norm = sum(x.iter().map(|&x| x * x), self.channels).sqrt();
                let norm = if norm < self.epsilon {
                    self.epsilon
                } else {
                    norm
                };
                for (y, &x) in y.iter_mut().zip(x) {
                    *y = x / norm;
                }
            } else {
                let count = S::from_f64(self.channels as f64);
                let mean = sum(x.iter().copied(), self.channels) / count;
                let squares = x.iter().map(|&x| (x - mean) * (x - mean));
                let variance = sum(squares, self.channels) / count;
                let deviation = (variance + self.epsilon).sqrt();
                let channels = self.gamma.iter().zip(self.beta);
                for ((y, &x), (&gamma, &beta)) in y.iter_mut().zip(x).zip(channels) {
                    *y = (x - mean) / deviation * gamma + beta;
                }
            }
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}

/// Adds `count` numbers in the order of a dense layer of one unit.
fn sum<S: Float>(numbers: impl Iterator<Item = S>, count: usize) -> S {
    let count = partial_sums(count, 1);
    let mut partial = [S::ZERO; MOST_PARTIAL_SUMS];
    for (i, number) in numbers.enumerate() {
        partial[i % count] = partial[i % count] + number;
    }
    fold(&mut partial[..count])
}

impl<S: Float> Reference<S> for Prelu<'_, S> {
    fn kind(&self) -> LayerKind {
        LayerKind::Prelu
    }

    /// Applies the function to each number, with the slope of its channel.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let slopes = self.slopes.iter().cycle();
        for ((sum, &x), &slope) in sums.iter_mut().zip(inputs.first()).zip(slopes) {
            *sum = x;
            S::activate(Activation::LeakyRelu { slope }, core::slice::from_mut(sum));
        }
    }
}
