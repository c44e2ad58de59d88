//! Layers of eight bits. Additions need no check: the macro has made sure that no sum overflows.

mod pools;

pub use self::pools::{global_pool, mean, pool};

use xornet_core::Broadcast;
use xornet_core::quantized::{ClampLayer, Convolution, Dense, Lookup, Merge, Softmax};

use super::slices::{from, part, part_mut};

/// Defines the sums of `$count` units or filters. They are variables, not elements of an array: a compiler that optimises for
/// size does not unroll loops over arrays.
macro_rules! sums {
    ($count:literal: $products:ident, $row:ident, $window:ident; $($sum:ident = $index:literal),+) => {
        /// Adds the products of integers less a zero point with their rows of weights.
        #[inline(always)]
        const fn $products(
            sums: [i32; $count],
            x: &[i8],
            zero_point: i8,
            weights: &[i8],
            channels: usize,
        ) -> [i32; $count] {
            let [$(mut $sum),+] = sums;
            let mut weights = weights;
            let mut i = 0;
            while i < x.len() {
                if let Some(row) = weights.first_chunk::<$count>() {
                    let x = x[i] as i32 - zero_point as i32;
                    $($sum = $sum.wrapping_add(x.wrapping_mul(row[$index] as i32));)+
                }
                weights = from(weights, channels);
                i += 1;
            }
            [$($sum),+]
        }

        /// Computes the outputs of the units from `unit` on, for one row of the input.
        #[inline(always)]
        const fn $row(layer: &Dense<'_>, x: &[i8], unit: usize) -> [i8; $count] {
            let sums = biases(layer.biases, unit);
            let weights = from(layer.weights, unit);
            let [$($sum),+] = $products(sums, x, layer.zero_point, weights, layer.units);
            [$(layer.rescale.output($sum, unit + $index)),+]
        }

        /// Computes the outputs of the filters from `filter` on, whose group takes the channels from `channel` on.
        #[inline(always)]
        const fn $window(
            layer: &Convolution<'_>,
            x: &[i8],
            [oy, ox]: [usize; 2],
            channel: usize,
            filter: usize,
        ) -> [i8; $count] {
            let (height, width) = (&layer.height, &layer.width);
            let channels = layer.channels / layer.groups;
            let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
            let mut sums = biases(layer.biases, filter);
            let mut ky = top;
            while ky < bottom {
                let row = height.position(oy, ky) * width.input;
                let mut kx = left;
                while kx < right {
                    let place = (row + width.position(ox, kx)) * layer.channels + channel;
                    let weight = (ky * width.kernel + kx) * channels * layer.filters + filter;
                    let (x, weights) = (part(x, place, channels), from(layer.weights, weight));
                    sums = $products(sums, x, layer.zero_point, weights, layer.filters);
                    kx += 1;
                }
                ky += 1;
            }
            let [$($sum),+] = sums;
            [$(layer.rescale.output($sum, filter + $index)),+]
        }
    };
}

sums!(
    8: eight_products, eight_units, eight_filters;
    a = 0, b = 1, c = 2, d = 3, e = 4, f = 5, g = 6, h = 7
);
sums!(1: one_product, one_unit, one_filter; a = 0);

/// Returns the biases of the channels from `channel` on.
#[inline(always)]
const fn biases<const N: usize>(biases: &[i32], channel: usize) -> [i32; N] {
    match from(biases, channel).first_chunk() {
        Some(biases) => *biases,
        None => [0; N],
    }
}

/// Computes a fully connected layer from `x` to `y`, row by row.
#[inline(always)]
pub const fn dense(layer: &Dense<'_>, x: &[i8], y: &mut [i8]) {
    let rows = x.len() / layer.inputs;
    let mut row = 0;
    while row < rows {
        let x = part(x, row * layer.inputs, layer.inputs);
        let y = part_mut(y, row * layer.units, layer.units);
        let (eights, rest) = y.as_chunks_mut();
        let mut unit = 0;
        let mut i = 0;
        while i < eights.len() {
            eights[i] = eight_units(layer, x, unit);
            unit += 8;
            i += 1;
        }
        let mut i = 0;
        while i < rest.len() {
            [rest[i]] = one_unit(layer, x, unit);
            unit += 1;
            i += 1;
        }
        row += 1;
    }
}

/// Computes a convolution from `x` to `y`.
#[inline(always)]
pub const fn convolution(layer: &Convolution<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width) = (layer.height.output, layer.width.output);
    let channels = layer.channels / layer.groups;
    let filters = layer.filters / layer.groups;
    let mut end = 0;
    let mut oy = 0;
    while oy < height {
        let mut ox = 0;
        while ox < width {
            let outputs = part_mut(y, end, layer.filters);
            end += layer.filters;
            let mut group = 0;
            while group < layer.groups {
                let (channel, first) = (group * channels, group * filters);
                let (eights, rest) = part_mut(outputs, first, filters).as_chunks_mut();
                let mut filter = first;
                let mut i = 0;
                while i < eights.len() {
                    eights[i] = eight_filters(layer, x, [oy, ox], channel, filter);
                    filter += 8;
                    i += 1;
                }
                let mut i = 0;
                while i < rest.len() {
                    [rest[i]] = one_filter(layer, x, [oy, ox], channel, filter);
                    filter += 1;
                    i += 1;
                }
                group += 1;
            }
            ox += 1;
        }
        oy += 1;
    }
}

/// Applies a table to each integer, in place.
#[inline(always)]
pub const fn lookup(layer: &Lookup<'_>, y: &mut [i8]) {
    let mut i = 0;
    while i < y.len() {
        y[i] = layer.output(y[i]);
        i += 1;
    }
}

/// Applies `relu` or `relu6` to each integer, in place.
#[inline(always)]
pub const fn clamp(layer: &ClampLayer<'_>, y: &mut [i8]) {
    let mut i = 0;
    while i < y.len() {
        y[i] = layer.output(y[i]);
        i += 1;
    }
}

/// Computes the softmax of each row of `channels` integers, in place.
#[inline(always)]
pub const fn softmax(layer: &Softmax, channels: usize, y: &mut [i8]) {
    let rows = y.len() / channels;
    let mut row = 0;
    while row < rows {
        layer.apply(part_mut(y, row * channels, channels));
        row += 1;
    }
}

/// Computes a sum or a product of two tensors, which are broadcast to the shape of `y`.
#[inline(always)]
pub const fn merge(layer: &Merge<'_>, steps: [Broadcast; 2], [a, b]: [&[i8]; 2], y: &mut [i8]) {
    let [of_a, of_b] = steps;
    let lengths = of_a.lengths;
    let mut row = 0;
    while row < lengths[0] * lengths[1] {
        let y = part_mut(y, row * lengths[2], lengths[2]);
        let [a, b] = [from(a, start(&of_a, row)), from(b, start(&of_b, row))];
        if of_a.steps[2] == 1 && of_b.steps[2] == 1 {
            let (a, b) = (part(a, 0, y.len()), part(b, 0, y.len()));
            let mut i = 0;
            while i < y.len() && i < a.len() && i < b.len() {
                y[i] = layer.operation.output(a[i], b[i]);
                i += 1;
            }
        } else {
            let mut i = 0;
            while i < y.len() {
                let (Some(a), Some(b)) = (
                    from(a, i * of_a.steps[2]).first(),
                    from(b, i * of_b.steps[2]).first(),
                ) else {
                    return;
                };
                y[i] = layer.operation.output(*a, *b);
                i += 1;
            }
        }
        row += 1;
    }
}

/// Returns the place in a tensor of the first number of a row.
#[inline(always)]
const fn start(steps: &Broadcast, row: usize) -> usize {
    row / steps.lengths[1] * steps.steps[0] + row % steps.lengths[1] * steps.steps[1]
}
