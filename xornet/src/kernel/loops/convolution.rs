//! Convolutions: each product of a number of the input is added to the sums of all filters at a position.

macro_rules! convolutions {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::shape::$float::copy;
            use super::super::slices::{least, part, part_mut};
            use xornet_core::{Convolution, TransposedConvolution};

            /// Adds `x · weights` to the sums.
            #[inline(always)]
            const fn add(sums: &mut [$float], x: $float, weights: &[$float]) {
                let count = least(sums.len(), weights.len());
                let mut i = 0;
                while i < count {
                    sums[i] += x * weights[i];
                    i += 1;
                }
            }

            /// Adds the products of one position of the kernel: each number of `x` with its row of weights, from which
            /// `sums` takes the filters from `first` on.
            #[inline(always)]
            const fn tap(
                sums: &mut [$float],
                x: &[$float],
                weights: &[$float],
                filters: usize,
                first: usize,
            ) {
                let count = sums.len();
                let mut i = 0;
                while i < x.len() {
                    add(sums, x[i], part(weights, i * filters + first, count));
                    i += 1;
                }
            }

            /// Computes a convolution from `x` to `y`.
            #[inline(always)]
            pub const fn convolution(
                layer: &Convolution<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                let (height, width, filters) = (&layer.height, &layer.width, layer.filters);
                let channels = layer.channels / layer.groups;
                let group_filters = filters / layer.groups;
                let mut oy = 0;
                while oy < height.output {
                    let (top, bottom) = height.taps(oy);
                    let mut ox = 0;
                    while ox < width.output {
                        let (left, right) = width.taps(ox);
                        let sums = part_mut(y, (oy * width.output + ox) * filters, filters);
                        copy(layer.biases, sums);
                        let mut group = 0;
                        while group < layer.groups {
                            let first = group * group_filters;
                            let sums = part_mut(sums, first, group_filters);
                            let mut ky = top;
                            while ky < bottom {
                                let row = height.position(oy, ky) * width.input;
                                let mut kx = left;
                                while kx < right {
                                    let place = (row + width.position(ox, kx)) * layer.channels;
                                    let x = part(x, place + group * channels, channels);
                                    let weights = (ky * width.kernel + kx) * channels * filters;
                                    let weights = part(layer.weights, weights, channels * filters);
                                    tap(sums, x, weights, filters, first);
                                    kx += 1;
                                }
                                ky += 1;
                            }
                            group += 1;
                        }
                        ox += 1;
                    }
                    oy += 1;
                }
            }

            /// Computes a transposed convolution from `x` to `y`.
            #[inline(always)]
            pub const fn transposed_convolution(
                layer: &TransposedConvolution<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                let (height, width, filters) = (&layer.height, &layer.width, layer.filters);
                let channels = layer.channels;
                let mut oy = 0;
                while oy < height.output {
                    let mut ox = 0;
                    while ox < width.output {
                        let sums = part_mut(y, (oy * width.output + ox) * filters, filters);
                        copy(layer.biases, sums);
                        // The inputs count down while the taps count up; they end at the first input.
                        let (mut ky, bottom, row) = height.taps(oy);
                        let mut rows = row + 1;
                        while ky < bottom && rows > 0 {
                            let (mut kx, right, column) = width.taps(ox);
                            let mut columns = column + 1;
                            while kx < right && columns > 0 {
                                let place = (rows - 1) * width.input + columns - 1;
                                let x = part(x, place * channels, channels);
                                let weights = (ky * width.kernel + kx) * channels * filters;
                                let weights = part(layer.weights, weights, channels * filters);
                                tap(sums, x, weights, filters, 0);
                                kx += width.stride;
                                columns -= 1;
                            }
                            ky += height.stride;
                            rows -= 1;
                        }
                        ox += 1;
                    }
                    oy += 1;
                }
            }
        }
    };
}

convolutions!(f32);
convolutions!(f64);
