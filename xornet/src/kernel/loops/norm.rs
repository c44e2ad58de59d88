//! Normalisations, slopes and activations, in place.

macro_rules! norms {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::slices::{least, part_mut};
            use crate::activation;
            use xornet_core::summation::{MOST_PARTIAL_SUMS, partial_sums};
            use xornet_core::{Activation, BatchNorm, LayerNorm, Prelu};

            /// Applies an activation to each row of `channels` numbers.
            #[inline(always)]
            pub const fn apply(activation: Activation<$float>, y: &mut [$float], channels: usize) {
                if activation.is_elementwise() {
                    activation.apply(y);
                    return;
                }
                let mut row = 0;
                while row < y.len() / channels {
                    activation.apply(part_mut(y, row * channels, channels));
                    row += 1;
                }
            }

            /// Computes `y = y · scale + shift`, channel by channel.
            #[inline(always)]
            pub const fn batch_norm(layer: &BatchNorm<'_, $float>, y: &mut [$float]) {
                let channels = least(layer.scale.len(), layer.shift.len());
                let mut row = 0;
                while row < y.len() / channels {
                    let y = part_mut(y, row * channels, channels);
                    let count = least(y.len(), channels);
                    let mut i = 0;
                    while i < count {
                        y[i] = y[i] * layer.scale[i] + layer.shift[i];
                        i += 1;
                    }
                    row += 1;
                }
            }

            /// Multiplies the numbers of `y` that are not positive by the slopes of their channels.
            #[inline(always)]
            pub const fn prelu(layer: &Prelu<'_, $float>, y: &mut [$float]) {
                let channels = layer.slopes.len();
                let mut row = 0;
                while row < y.len() / channels {
                    let y = part_mut(y, row * channels, channels);
                    let count = least(y.len(), channels);
                    let mut i = 0;
                    while i < count {
                        y[i] = activation::$float::leaky_relu(y[i], layer.slopes[i]);
                        i += 1;
                    }
                    row += 1;
                }
            }

            /// Adds the squares of the distances of numbers from `center`, in the order of a dense layer of one unit.
            #[inline(always)]
            const fn squares(x: &[$float], center: $float) -> $float {
                let count = partial_sums(x.len(), 1);
                let mut partial = [0.0; MOST_PARTIAL_SUMS];
                let mut i = 0;
                while i < x.len() {
                    let distance = x[i] - center;
                    partial[i % count % MOST_PARTIAL_SUMS] += distance * distance;
                    i += 1;
                }
                fold(partial, count)
            }

            /// Adds numbers in the order of a dense layer of one unit.
            #[inline(always)]
            const fn sum(x: &[$float]) -> $float {
                let count = partial_sums(x.len(), 1);
                let mut partial = [0.0; MOST_PARTIAL_SUMS];
                let mut i = 0;
                while i < x.len() {
                    partial[i % count % MOST_PARTIAL_SUMS] += x[i];
                    i += 1;
                }
                fold(partial, count)
            }

            /// Adds the upper half of the partial sums to the lower half, until one is left.
            #[inline(always)]
            const fn fold(mut partial: [$float; MOST_PARTIAL_SUMS], count: usize) -> $float {
                let mut half = least(count, MOST_PARTIAL_SUMS) / 2;
                while half > 0 {
                    let mut i = 0;
                    while i < half {
                        partial[i] += partial[i + half];
                        i += 1;
                    }
                    half /= 2;
                }
                partial[0]
            }

            /// Normalises each row by its mean and its variance.
            #[inline(always)]
            pub const fn layer_norm(layer: &LayerNorm<'_, $float>, y: &mut [$float]) {
                let channels = layer.channels;
                let mut row = 0;
                while row < y.len() / channels {
                    let y = part_mut(y, row * channels, channels);
                    let mean = sum(y) / channels as $float;
                    let variance = squares(y, mean) / channels as $float;
                    let deviation = activation::$float::sqrt(variance + layer.epsilon);
                    let count = least(y.len(), least(layer.gamma.len(), layer.beta.len()));
                    let mut i = 0;
                    while i < count {
                        y[i] = (y[i] - mean) / deviation * layer.gamma[i] + layer.beta[i];
                        i += 1;
                    }
                    row += 1;
                }
            }

            /// Divides each row by its Euclidean norm, or by `epsilon` if that is larger.
            #[inline(always)]
            pub const fn l2_normalize(layer: &LayerNorm<'_, $float>, y: &mut [$float]) {
                let channels = layer.channels;
                let mut row = 0;
                while row < y.len() / channels {
                    let y = part_mut(y, row * channels, channels);
                    let norm = activation::$float::sqrt(squares(y, 0.0));
                    let norm = if norm < layer.epsilon {
                        layer.epsilon
                    } else {
                        norm
                    };
                    let mut i = 0;
                    while i < y.len() {
                        y[i] /= norm;
                        i += 1;
                    }
                    row += 1;
                }
            }
        }
    };
}

norms!(f32);
norms!(f64);
