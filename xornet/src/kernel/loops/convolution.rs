//! Convolutions. The sums of a position are variables, not elements of an array: a compiler that optimises for size does
//! not unroll loops over arrays, and so would leave the elements in memory.

/// Defines the computation of `$count` filters at a position.
macro_rules! filters {
    ($float:ident, $count:literal: $products:ident, $window:ident, $transposed:ident; $($sum:ident = $index:literal),+) => {
        /// Adds the products of one position of the kernel: each number of `x` with its row of weights.
        #[inline(always)]
        const fn $products(
            sums: [$float; $count],
            x: &[$float],
            weights: &[$float],
            filters: usize,
        ) -> [$float; $count] {
            let [$(mut $sum),+] = sums;
            let mut weights = weights;
            let mut i = 0;
            while i < x.len() {
                if let Some(row) = weights.first_chunk::<$count>() {
                    $($sum += x[i] * row[$index];)+
                }
                weights = from(weights, filters);
                i += 1;
            }
            [$($sum),+]
        }

        /// Computes the sums of the filters from `filter` on, whose group takes the channels from `channel` on.
        #[inline(always)]
        const fn $window(
            layer: &Convolution<'_, $float>,
            x: &[$float],
            [oy, ox]: [usize; 2],
            channel: usize,
            filter: usize,
        ) -> [$float; $count] {
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
                    sums = $products(sums, x, weights, layer.filters);
                    kx += 1;
                }
                ky += 1;
            }
            sums
        }

        /// Computes the sums of the filters from `filter` on in a transposed convolution.
        #[inline(always)]
        const fn $transposed(
            layer: &TransposedConvolution<'_, $float>,
            x: &[$float],
            [oy, ox]: [usize; 2],
            filter: usize,
        ) -> [$float; $count] {
            let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
            let mut sums = biases(layer.biases, filter);
            // The inputs count down while the taps count up; they end at the first input.
            let (mut ky, bottom, row) = height.taps(oy);
            let mut rows = row + 1;
            while ky < bottom && rows > 0 {
                let (mut kx, right, column) = width.taps(ox);
                let mut columns = column + 1;
                while kx < right && columns > 0 {
                    let place = ((rows - 1) * width.input + columns - 1) * channels;
                    let weight = (ky * width.kernel + kx) * channels * layer.filters + filter;
                    let (x, weights) = (part(x, place, channels), from(layer.weights, weight));
                    sums = $products(sums, x, weights, layer.filters);
                    kx += width.stride;
                    columns -= 1;
                }
                ky += height.stride;
                rows -= 1;
            }
            sums
        }
    };
}

macro_rules! convolutions {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::slices::{from, part, part_mut};
            use xornet_core::{Convolution, TransposedConvolution};

            filters!(
                $float, 8: eight_products, eight_filters, eight_transposed;
                a = 0, b = 1, c = 2, d = 3, e = 4, f = 5, g = 6, h = 7
            );
            filters!($float, 1: one_product, one_filter, one_transposed; a = 0);

            /// Returns the biases of the filters from `filter` on.
            #[inline(always)]
            const fn biases<const N: usize>(biases: &[$float], filter: usize) -> [$float; N] {
                match from(biases, filter).first_chunk() {
                    Some(biases) => *biases,
                    None => [0.0; N],
                }
            }

            /// Returns the position after `place`, row by row.
            #[inline(always)]
            const fn next([y, x]: [usize; 2], width: usize) -> [usize; 2] {
                if x + 1 < width { [y, x + 1] } else { [y + 1, 0] }
            }

            /// Computes a convolution from `x` to `y`.
            #[inline(always)]
            pub const fn convolution(
                layer: &Convolution<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                let (height, width) = (layer.height.output, layer.width.output);
                let channels = layer.channels / layer.groups;
                let filters = layer.filters / layer.groups;
                let mut place = [0, 0];
                let mut end = 0;
                while place[0] < height {
                    let sums = part_mut(y, end, layer.filters);
                    end += layer.filters;
                    let mut group = 0;
                    while group < layer.groups {
                        let (channel, first) = (group * channels, group * filters);
                        let sums = part_mut(sums, first, filters);
                        let (eights, rest) = sums.as_chunks_mut();
                        let mut filter = first;
                        let mut i = 0;
                        while i < eights.len() {
                            eights[i] = eight_filters(layer, x, place, channel, filter);
                            filter += 8;
                            i += 1;
                        }
                        let mut i = 0;
                        while i < rest.len() {
                            [rest[i]] = one_filter(layer, x, place, channel, filter);
                            filter += 1;
                            i += 1;
                        }
                        group += 1;
                    }
                    place = next(place, width);
                }
            }

            /// Computes a transposed convolution from `x` to `y`.
            #[inline(always)]
            pub const fn transposed_convolution(
                layer: &TransposedConvolution<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                let (height, width) = (layer.height.output, layer.width.output);
                let mut place = [0, 0];
                let mut end = 0;
                while place[0] < height {
                    let sums = part_mut(y, end, layer.filters);
                    end += layer.filters;
                    let (eights, rest) = sums.as_chunks_mut();
                    let mut filter = 0;
                    let mut i = 0;
                    while i < eights.len() {
                        eights[i] = eight_transposed(layer, x, place, filter);
                        filter += 8;
                        i += 1;
                    }
                    let mut i = 0;
                    while i < rest.len() {
                        [rest[i]] = one_transposed(layer, x, place, filter);
                        filter += 1;
                        i += 1;
                    }
                    place = next(place, width);
                }
            }
        }
    };
}

convolutions!(f32);
convolutions!(f64);
