use super::{Inputs, Reference};
use crate::{Activation, Convolution, Float, LayerKind, TransposedConvolution};

impl<S: Float> Reference<S> for Convolution<'_, S> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Computes the sum of each position and filter, over the positions of the kernel that are inside the input.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        let (height, width) = (&self.height, &self.width);
        let channels = self.channels / self.groups;
        let mut sums = sums.iter_mut();
        for oy in 0..height.output {
            for ox in 0..width.output {
                for (filter, sum) in sums.by_ref().take(self.filters).enumerate() {
                    let group = filter / (self.filters / self.groups);
                    let mut acc = self.biases[filter];
                    for ky in range(height.taps(oy)) {
                        for kx in range(width.taps(ox)) {
                            let (y, x) = (height.position(oy, ky), width.position(ox, kx));
                            let place = (y * width.input + x) * self.channels + group * channels;
                            let tap = ky * width.kernel + kx;
                            for channel in 0..channels {
                                let weight = (tap * channels + channel) * self.filters + filter;
                                acc = acc + input[place + channel] * self.weights[weight];
                            }
                        }
                    }
                    *sum = acc;
                }
            }
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}

impl<S: Float> Reference<S> for TransposedConvolution<'_, S> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Computes the sum of each position and filter, over the positions of the kernel that contribute.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let input = inputs.first();
        let (height, width) = (&self.height, &self.width);
        let mut sums = sums.iter_mut();
        for oy in 0..height.output {
            for ox in 0..width.output {
                for (filter, sum) in sums.by_ref().take(self.filters).enumerate() {
                    let mut acc = self.biases[filter];
                    let (first, end, bottom) = height.taps(oy);
                    for (rows, ky) in (first..end).step_by(height.stride).enumerate() {
                        // The taps end where the first input is reached.
                        let Some(y) = bottom.checked_sub(rows) else {
                            break;
                        };
                        let (first, end, right) = width.taps(ox);
                        for (columns, kx) in (first..end).step_by(width.stride).enumerate() {
                            let Some(x) = right.checked_sub(columns) else {
                                break;
                            };
                            let place = (y * width.input + x) * self.channels;
                            let tap = ky * width.kernel + kx;
                            for channel in 0..self.channels {
                                let weight =
                                    (tap * self.channels + channel) * self.filters + filter;
                                acc = acc + input[place + channel] * self.weights[weight];
                            }
                        }
                    }
                    *sum = acc;
                }
            }
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}

/// Returns the taps from the first to the last.
fn range((first, end): (usize, usize)) -> core::ops::Range<usize> {
    first..end
}
