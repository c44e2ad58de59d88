use super::merge::maximum;
use super::{Inputs, Reference};
use crate::{Float, GlobalPool, LayerKind, Pool};

impl<S: Float> Reference<S> for Pool {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Combines the numbers of each window that are inside the input, row by row.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        let (height, width) = (&self.height, &self.width);
        let mut sums = sums.iter_mut();
        for oy in 0..height.output {
            for ox in 0..width.output {
                let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
                for (channel, sum) in sums.by_ref().take(self.channels).enumerate() {
                    let mut numbers = (top..bottom).flat_map(|ky| {
                        (left..right).map(move |kx| {
                            let (y, x) = (height.position(oy, ky), width.position(ox, kx));
                            input[(y * width.input + x) * self.channels + channel]
                        })
                    });
                    *sum = if self.is_maximum() {
                        numbers.reduce(maximum).unwrap_or(S::ZERO)
                    } else {
                        let total = numbers.by_ref().fold(S::ZERO, |sum, number| sum + number);
                        let count = if self.include_padding {
                            height.kernel * width.kernel
                        } else {
                            (bottom - top) * (right - left)
                        };
                        total / S::from_f64(count as f64)
                    };
                }
            }
        }
    }
}

impl<S: Float> Reference<S> for GlobalPool {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Combines the numbers of each channel, from the first position to the last.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        for (channel, sum) in sums.iter_mut().enumerate() {
            let numbers = input[channel..].iter().copied().step_by(self.channels);
            *sum = if self.is_maximum() {
                numbers.reduce(maximum).unwrap_or(S::ZERO)
            } else {
                let count = input.len() / self.channels;
                numbers.fold(S::ZERO, |sum, number| sum + number) / S::from_f64(count as f64)
            };
        }
    }
}
