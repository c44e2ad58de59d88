//! The sums of convolutions, and their straight-line code.

use xornet_core::{Layer, Run, Steps, TransposedAxis, WindowAxis};

use super::lines::Terms;
use crate::Float;

/// The sums of a convolution or transposed convolution.
#[derive(Debug)]
pub(super) struct Sums<'a, T> {
    /// The windows along the height and the width.
    pub(super) axes: [Axis; 2],
    /// The number of channels of the input.
    pub(super) channels: usize,
    /// The number of filters.
    pub(super) filters: usize,
    /// The number of groups that channels and filters are divided into.
    pub(super) groups: usize,
    /// The weights `[height][width][channels / groups][filters]`.
    pub(super) weights: &'a [T],
    /// The biases, one per filter.
    pub(super) biases: &'a [T],
}

/// The windows along one axis.
#[derive(Debug)]
pub struct Axis {
    /// The outputs in runs with the same window.
    pub runs: Vec<Run>,
    /// The distances in all runs.
    pub steps: Steps,
    /// The numbers of inputs, of outputs, and of positions of the kernel.
    pub lengths: [usize; 3],
}

impl From<&WindowAxis> for Axis {
    fn from(axis: &WindowAxis) -> Self {
        Self {
            runs: axis.runs().collect(),
            steps: axis.steps(),
            lengths: [axis.input, axis.output, axis.kernel],
        }
    }
}

impl From<&TransposedAxis> for Axis {
    fn from(axis: &TransposedAxis) -> Self {
        Self {
            runs: axis.runs().collect(),
            steps: axis.steps(),
            lengths: [axis.input, axis.output, axis.kernel],
        }
    }
}

impl Axis {
    /// Returns the number of outputs.
    pub(super) fn outputs(&self) -> usize {
        self.lengths[1]
    }

    /// Returns each output, in order, with the positions of the kernel and the inputs of its products.
    fn windows(&self) -> Vec<Vec<(usize, usize)>> {
        let mut windows = vec![Vec::new(); self.outputs()];
        for run in &self.runs {
            for index in 0..run.count {
                let input = run.input + index * self.steps.input;
                windows[run.output + index * self.steps.output] = (0..run.taps)
                    .map(|tap| {
                        let distance = tap.cast_signed() * self.steps.tap_input;
                        (
                            run.tap + tap * self.steps.tap,
                            input.wrapping_add_signed(distance),
                        )
                    })
                    .collect();
            }
        }
        windows
    }
}

impl<'a, T: Float> Sums<'a, T> {
    /// Returns the sums of a layer; `None` if it is no convolution.
    pub(super) fn of(layer: &Layer<'a, T>) -> Option<Self> {
        match layer {
            Layer::Convolution(layer) => Some(Self {
                axes: [(&layer.height).into(), (&layer.width).into()],
                channels: layer.channels,
                filters: layer.filters,
                groups: layer.groups,
                weights: layer.weights,
                biases: layer.biases,
            }),
            Layer::TransposedConvolution(layer) => Some(Self {
                axes: [(&layer.height).into(), (&layer.width).into()],
                channels: layer.channels,
                filters: layer.filters,
                groups: 1,
                weights: layer.weights,
                biases: layer.biases,
            }),
            _ => None,
        }
    }

    /// Returns the terms of each output.
    pub(super) fn terms(&self) -> impl Iterator<Item = Terms<T>> {
        let [height, width] = &self.axes;
        let (rows, columns) = (height.windows(), width.windows());
        let channels = self.channels / self.groups;
        let filters = self.filters / self.groups;
        let [input_width, positions] = [width.lengths[0], width.outputs()];
        (0..rows.len() * positions * self.filters).map(move |unit| {
            let (position, filter) = (unit / self.filters, unit % self.filters);
            let first_channel = filter / filters * channels;
            let mut products = Vec::new();
            for (ky, y) in &rows[position / positions] {
                for (kx, x) in &columns[position % positions] {
                    let place = (y * input_width + x) * self.channels + first_channel;
                    let row = (ky * width.lengths[2] + kx) * channels;
                    products.extend((0..channels).map(|channel| {
                        let weight = (row + channel) * self.filters + filter;
                        (place + channel, self.weights[weight])
                    }));
                }
            }
            Terms {
                unit,
                partial: 0,
                continued: false,
                products,
            }
        })
    }

    /// Returns how many statements the straight-line code has: the products without weights of zero, and the outputs.
    fn length(&self) -> usize {
        let [height, width] = &self.axes;
        let counts = |axis: &Axis| {
            let mut counts = vec![0; axis.lengths[2]];
            for (tap, _) in axis.windows().concat() {
                counts[tap] += 1;
            }
            counts
        };
        let (rows, columns) = (counts(height), counts(width));
        let position = self.channels / self.groups * self.filters;
        let mut length = height.outputs() * width.outputs() * self.filters;
        for (tap, weights) in self.weights.chunks_exact(position).enumerate() {
            let nonzero = weights.iter().filter(|weight| !weight.is_zero()).count();
            length += rows[tap / columns.len()] * columns[tap % columns.len()] * nonzero;
        }
        length
    }
}

/// Returns how many statements the straight-line code of a convolution has; zero for other layers.
pub(super) fn straight_line_length<T: Float>(layer: &Layer<'_, T>) -> usize {
    Sums::of(layer).map_or(0, |sums| sums.length())
}

#[cfg(test)]
mod tests {
    use xornet_core::{
        Convolution, Layer, LayerKind, TransposedAxis, TransposedConvolution, WindowAxis,
    };

    use super::Sums;
    use crate::Activation;

    /// Returns weights of which every third is zero.
    fn weights(count: usize) -> Vec<f32> {
        (0..count).map(|index| (index % 3) as f32).collect()
    }

    /// Compares the length with the terms, and returns the terms of one output.
    fn terms(layer: &Layer<'_, f32>, unit: usize) -> Vec<(usize, f32)> {
        let sums = Sums::of(layer).expect("a convolution");
        let terms: Vec<_> = sums.terms().collect();
        let products = terms.iter().flat_map(|terms| &terms.products);
        let nonzero = products.filter(|(_, weight)| *weight != 0.0).count();
        assert_eq!(sums.length(), nonzero + terms.len());
        terms[unit].products.clone()
    }

    #[test]
    fn terms_of_a_convolution_are_those_inside_the_input() {
        let (weights, biases) = (weights(3 * 4 * 4), [0.0; 4]);
        let layer = Layer::Convolution(Convolution::new(
            LayerKind::Conv1d,
            [WindowAxis::ONE, WindowAxis::new(5, 5, 3, 1, 1, 1)],
            [8, 2, 4],
            &weights,
            &biases,
            Activation::Linear,
        ));
        // The last position, whose third tap is in the padding, and a filter of the second group.
        let unit = 4 * 4 + 2;
        let expected = [3, 4].into_iter().enumerate().flat_map(|(tap, frame)| {
            (0..4).map(move |channel| (frame * 8 + 4 + channel, (tap * 4 + channel) * 4 + 2))
        });
        let expected: Vec<_> = expected.map(|(x, w)| (x, weights[w])).collect();
        assert_eq!(terms(&layer, unit), expected);
    }

    #[test]
    fn terms_of_a_transposed_convolution_count_the_inputs_down() {
        let (weights, biases) = (weights(3 * 2), [0.0]);
        let layer = Layer::TransposedConvolution(TransposedConvolution::new(
            LayerKind::Conv1dTranspose,
            [TransposedAxis::ONE, TransposedAxis::new(3, 7, 3, 2, 0)],
            [2, 1],
            &weights,
            &biases,
            Activation::Linear,
        ));
        // Output 2 is position 0 of input 1, and position 2 of input 0.
        let expected = [(2, 0), (3, 1), (0, 4), (1, 5)].map(|(x, w)| (x, weights[w]));
        assert_eq!(terms(&layer, 2), expected);
    }
}
