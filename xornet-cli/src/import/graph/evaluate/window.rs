//! Convolutions and pools, window by window.

use super::image;
use super::values::{Number, Values};
use crate::import::graph::{Convolution, Pool, TransposedConvolution, Window};

impl Window {
    /// Calls a function with each position of the window of an output that is inside the input: its number in the kernel,
    /// and the position in the input.
    fn inside(
        &self,
        output: [usize; 2],
        input: [usize; 2],
        mut function: impl FnMut(usize, usize),
    ) {
        let place = |axis: usize, tap: usize| {
            let place = output[axis] * self.strides[axis] + tap * self.dilation[axis];
            let place = place.checked_sub(self.padding[axis][0])?;
            (place < input[axis]).then_some(place)
        };
        for ky in 0..self.size[0] {
            let Some(y) = place(0, ky) else { continue };
            for kx in 0..self.size[1] {
                if let Some(x) = place(1, kx) {
                    function(ky * self.size[1] + kx, y * input[1] + x);
                }
            }
        }
    }
}

/// Calls a function with each position of an image.
fn positions([height, width, _]: [usize; 3]) -> impl Iterator<Item = [usize; 2]> {
    (0..height).flat_map(move |y| (0..width).map(move |x| [y, x]))
}

/// Returns the initial sums of one position.
fn start(filters: usize, biases: Option<&[f64]>, unit: f64) -> Vec<Number> {
    let bias = |filter| biases.map_or(0.0, |biases| biases[filter]);
    (0..filters)
        .map(|filter| Number::exact(bias(filter)).rounded(unit, 1.0))
        .collect()
}

impl Convolution {
    /// Computes the output of this shape.
    pub(super) fn evaluate(
        &self,
        from: &[usize],
        input: &Values,
        shape: &[usize],
        unit: f64,
    ) -> Values {
        let [height, width, _] = image(from);
        let (own, per_group) = (self.channels / self.groups, self.filters / self.groups);
        let positions = positions(image(shape)).flat_map(|output| {
            let mut sums = start(self.filters, self.biases.as_deref(), unit);
            self.window.inside(output, [height, width], |tap, place| {
                for channel in 0..own {
                    let row = &self.weights[(tap * own + channel) * self.filters..];
                    for (filter, (sum, weight)) in sums.iter_mut().zip(row).enumerate() {
                        let channel = filter / per_group * own + channel;
                        sum.add_product(input.at(place * self.channels + channel), *weight, unit);
                    }
                }
            });
            sums
        });
        positions.collect()
    }
}

impl TransposedConvolution {
    /// Computes the output of this shape.
    pub(super) fn evaluate(
        &self,
        from: &[usize],
        input: &Values,
        shape: &[usize],
        unit: f64,
    ) -> Values {
        let window = &self.window;
        let ([height, width, _], [rows, columns, _]) = (image(from), image(shape));
        let sums = start(self.filters, self.biases.as_deref(), unit);
        let mut all: Vec<_> = (0..rows * columns).flat_map(|_| sums.clone()).collect();
        for [y, x] in positions([height, width, 1]) {
            for ky in 0..window.size[0] {
                for kx in 0..window.size[1] {
                    let row = (y * window.strides[0] + ky).checked_sub(window.padding[0][0]);
                    let column = (x * window.strides[1] + kx).checked_sub(window.padding[1][0]);
                    let (Some(row), Some(column)) = (row, column) else {
                        continue;
                    };
                    if row >= rows || column >= columns {
                        continue;
                    }
                    let sums = &mut all[(row * columns + column) * self.filters..];
                    for channel in 0..self.channels {
                        let value = input.at((y * width + x) * self.channels + channel);
                        let tap = ky * window.size[1] + kx;
                        let weights =
                            &self.weights[(tap * self.channels + channel) * self.filters..];
                        let weights = weights.iter().take(self.filters);
                        for (sum, weight) in sums.iter_mut().zip(weights) {
                            sum.add_product(value, *weight, unit);
                        }
                    }
                }
            }
        }
        all.into_iter().collect()
    }
}

impl Pool {
    /// Computes the output of this shape.
    pub(super) fn evaluate(
        &self,
        from: &[usize],
        input: &Values,
        shape: &[usize],
        unit: f64,
    ) -> Values {
        let [height, width, channels] = image(from);
        let positions = positions(image(shape)).flat_map(|output| {
            let mut places = Vec::new();
            self.window
                .inside(output, [height, width], |_, place| places.push(place));
            (0..channels)
                .map(|channel| {
                    let numbers = places
                        .iter()
                        .map(|place| input.at(place * channels + channel));
                    let whole = self.window.size.iter().product();
                    match self.maximum {
                        true => Number::largest(numbers),
                        false => {
                            Number::average(numbers, self.include_padding.then_some(whole), unit)
                        }
                    }
                })
                .collect::<Vec<_>>()
        });
        positions.collect()
    }
}
