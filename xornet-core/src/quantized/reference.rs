//! The reference of layers of eight bits. Integer sums are exact in any order.

use super::{ClampLayer, Convolution, Dense, Layer, Mean, Merge};
use crate::reference::{Compute, Inputs};
use crate::{Broadcast, GlobalPool, LayerKind, Pool, WindowAxis};

impl Layer<'_> {
    /// Returns the kind of the layer.
    #[must_use]
    pub const fn kind(&self) -> LayerKind {
        match self {
            Self::Dense(_) => LayerKind::Dense,
            Self::Convolution(layer) => layer.kind,
            Self::Pool(layer) => layer.kind,
            Self::GlobalPool(layer) => layer.kind,
            Self::Mean(_) => LayerKind::GlobalAveragePool,
            Self::Lookup(_) | Self::Clamp(_) | Self::Softmax(_) => LayerKind::Activation,
            Self::Reshape(layer) => layer.kind,
            Self::Upsample(_) => LayerKind::Upsample,
            Self::Slice(_) => LayerKind::Slice,
            Self::Merge(layer) => layer.kind(),
            Self::Concatenate(_) => LayerKind::Concatenate,
            Self::Frames(_) => LayerKind::Window,
        }
    }
}

impl Compute<i8> for Layer<'_> {
    fn numbers(&self) -> usize {
        match self {
            Self::Frames(layer) => layer.frames.kept() * layer.frames.channels,
            _ => 0,
        }
    }

    fn is_stateful(&self) -> bool {
        matches!(self, Self::Frames(_))
    }

    fn reset(&self, state: &mut [i8]) {
        if let Self::Frames(layer) = self {
            state.fill(layer.zero_point);
        }
    }

    fn work(&self) -> usize {
        0
    }

    fn sums(&self, inputs: Inputs<'_, i8>, state: &mut [i8], _: &mut [i8], sums: &mut [i8]) {
        let input = inputs.first();
        match self {
            Self::Dense(layer) => layer.apply(input, sums),
            Self::Convolution(layer) => layer.apply(input, sums),
            Self::Pool(layer) => pool(layer, input, sums),
            Self::GlobalPool(layer) => global_pool(layer, input, sums),
            Self::Mean(layer) => layer.apply(input, sums),
            Self::Lookup(layer) => each(input, sums, |x| layer.output(x)),
            Self::Clamp(layer) => each(input, sums, |x| layer.output(x)),
            Self::Softmax(layer) => {
                let channels = inputs.shapes().next().map_or(1, |shape| shape.channels());
                sums.copy_from_slice(input);
                for row in sums.chunks_mut(channels) {
                    layer.apply(row);
                }
            }
            Self::Reshape(_) => sums.copy_from_slice(input),
            Self::Upsample(layer) => layer.copy(input, sums),
            Self::Slice(layer) => layer.copy(input, sums),
            Self::Merge(layer) => layer.apply(inputs, sums),
            Self::Concatenate(layer) => layer.copy(inputs, sums),
            Self::Frames(layer) => layer.frames.copy(input, state, sums),
        }
    }

    fn outputs(&self, _: usize, sums: &[i8], outputs: &mut [i8]) {
        outputs.copy_from_slice(sums);
    }
}

/// Applies a function to each integer.
fn each(input: &[i8], output: &mut [i8], function: impl Fn(i8) -> i8) {
    for (x, y) in input.iter().zip(output) {
        *y = function(*x);
    }
}

/// Returns an integer less a zero point.
fn less(x: i8, zero_point: i8) -> i32 {
    i32::from(x) - i32::from(zero_point)
}

impl Dense<'_> {
    fn apply(&self, input: &[i8], output: &mut [i8]) {
        let rows = input.chunks(self.inputs);
        for (row, output) in rows.zip(output.chunks_mut(self.units)) {
            for (unit, output) in output.iter_mut().enumerate() {
                let mut sum = self.biases[unit];
                for (i, &x) in row.iter().enumerate() {
                    let weight = i32::from(self.weights[i * self.units + unit]);
                    sum += less(x, self.zero_point) * weight;
                }
                *output = self.rescale.output(sum, unit);
            }
        }
    }
}

impl Convolution<'_> {
    fn apply(&self, input: &[i8], output: &mut [i8]) {
        let mut outputs = output.iter_mut();
        for oy in 0..self.height.output {
            for ox in 0..self.width.output {
                for (filter, output) in outputs.by_ref().take(self.filters).enumerate() {
                    *output = self
                        .rescale
                        .output(self.sum(input, [oy, ox], filter), filter);
                }
            }
        }
    }

    /// Computes the sum of a position and a filter, over the positions of the kernel that are inside the input.
    fn sum(&self, input: &[i8], [oy, ox]: [usize; 2], filter: usize) -> i32 {
        let (height, width) = (&self.height, &self.width);
        let channels = self.channels / self.groups;
        let group = filter / (self.filters / self.groups);
        let mut sum = self.biases[filter];
        for ky in taps(height, oy) {
            for kx in taps(width, ox) {
                let (y, x) = (height.position(oy, ky), width.position(ox, kx));
                let place = (y * width.input + x) * self.channels + group * channels;
                let tap = ky * width.kernel + kx;
                for channel in 0..channels {
                    let weight = self.weights[(tap * channels + channel) * self.filters + filter];
                    sum += less(input[place + channel], self.zero_point) * i32::from(weight);
                }
            }
        }
        sum
    }
}

/// Returns the positions of a window that are inside the input.
fn taps(axis: &WindowAxis, output: usize) -> core::ops::Range<usize> {
    let (first, end) = axis.taps(output);
    first..end
}

/// Computes the maximum or the average of each window.
fn pool(layer: &Pool, input: &[i8], output: &mut [i8]) {
    let (height, width) = (&layer.height, &layer.width);
    let mut outputs = output.iter_mut();
    for oy in 0..height.output {
        for ox in 0..width.output {
            for (channel, output) in outputs.by_ref().take(layer.channels).enumerate() {
                let numbers = taps(height, oy).flat_map(|ky| {
                    taps(width, ox).map(move |kx| {
                        let (y, x) = (height.position(oy, ky), width.position(ox, kx));
                        input[(y * width.input + x) * layer.channels + channel]
                    })
                });
                *output = combine(numbers, layer.is_maximum());
            }
        }
    }
}

/// Computes the maximum or the average of each channel.
fn global_pool(layer: &GlobalPool, input: &[i8], output: &mut [i8]) {
    for (channel, output) in output.iter_mut().enumerate() {
        let numbers = input[channel..].iter().copied().step_by(layer.channels);
        *output = combine(numbers, layer.is_maximum());
    }
}

/// Returns the maximum or the average of some integers.
fn combine(numbers: impl Iterator<Item = i8> + Clone, is_maximum: bool) -> i8 {
    if is_maximum {
        return numbers.max().unwrap_or_default();
    }
    let count = numbers.clone().count();
    average(numbers.map(i32::from).sum(), count)
}

/// Returns the sum of some integers divided by their count, rounded to the nearest integer, halves away from zero.
#[must_use]
#[inline(always)]
pub const fn average(sum: i32, count: usize) -> i8 {
    let count = if count == 0 { 1 } else { count as i32 };
    let half = count / 2;
    let nudged = if sum > 0 { sum + half } else { sum - half };
    (nudged / count) as i8
}

impl Mean<'_> {
    fn apply(&self, input: &[i8], output: &mut [i8]) {
        for (channel, output) in output.iter_mut().enumerate() {
            let numbers = input[channel..].iter().step_by(self.channels);
            let sum = numbers.map(|&x| less(x, self.zero_point)).sum();
            *output = self.rescale.output(sum, 0);
        }
    }
}

impl ClampLayer<'_> {
    /// Returns the output for an integer.
    #[must_use]
    #[inline(always)]
    pub const fn output(&self, input: i8) -> i8 {
        self.rescale
            .output(input as i32 - self.zero_point as i32, 0)
    }
}

impl Merge<'_> {
    fn apply(&self, inputs: Inputs<'_, i8>, output: &mut [i8]) {
        let mut parts = inputs.iter().zip(inputs.shapes());
        let (Some((a, of_a)), Some((b, of_b))) = (parts.next(), parts.next()) else {
            return;
        };
        let [of_a, of_b] = [of_a, of_b].map(|shape| Broadcast::new(&shape, &self.shape));
        for (place, output) in output.iter_mut().enumerate() {
            *output = self
                .operation
                .output(a[of_a.place(place)], b[of_b.place(place)]);
        }
    }
}
