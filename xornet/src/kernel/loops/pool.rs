//! Pools: the maximum or the average of windows, for all channels of a position at a time.

macro_rules! pools {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::merge::$float::{accumulate, largest};
            use super::super::shape::$float::copy;
            use super::super::slices::{fill, part, part_mut};
            use xornet_core::{GlobalPool, Pool};

            /// Computes a pool from `x` to `y`.
            #[inline(always)]
            pub const fn pool(layer: &Pool, x: &[$float], y: &mut [$float]) {
                let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
                let mut oy = 0;
                while oy < height.output {
                    let mut ox = 0;
                    while ox < width.output {
                        let result = part_mut(y, (oy * width.output + ox) * channels, channels);
                        let (vectors, rest) = result.as_chunks_mut::<8>();
                        let mut index = 0;
                        while index < vectors.len() {
                            vectors[index] = window(layer, x, [oy, ox], index * 8);
                            index += 1;
                        }
                        let first = vectors.len() * 8;
                        let mut index = 0;
                        while index < rest.len() {
                            [rest[index]] = window(layer, x, [oy, ox], first + index);
                            index += 1;
                        }
                        ox += 1;
                    }
                    oy += 1;
                }
            }

            /// Computes `N` channels at one position, from `first` on.
            #[inline(always)]
            const fn window<const N: usize>(
                layer: &Pool,
                x: &[$float],
                [oy, ox]: [usize; 2],
                first: usize,
            ) -> [$float; N] {
                let (height, width) = (&layer.height, &layer.width);
                let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
                let mut result = [0.0; N];
                let mut ky = top;
                while ky < bottom {
                    let row = height.position(oy, ky) * width.input;
                    let mut kx = left;
                    while kx < right {
                        let place = (row + width.position(ox, kx)) * layer.channels + first;
                        if let Some(x) = part(x, place, N).first_chunk::<N>() {
                            if !layer.is_maximum() {
                                accumulate(&mut result, x);
                            } else if ky == top && kx == left {
                                result = *x;
                            } else {
                                largest(&mut result, x);
                            }
                        }
                        kx += 1;
                    }
                    ky += 1;
                }
                if !layer.is_maximum() {
                    let count = if layer.include_padding {
                        height.kernel * width.kernel
                    } else {
                        (bottom - top) * (right - left)
                    };
                    divide(&mut result, count as $float);
                }
                result
            }

            /// Computes a global pool from `x` to `y`.
            #[inline(always)]
            pub const fn global_pool(layer: &GlobalPool, x: &[$float], y: &mut [$float]) {
                let channels = layer.channels;
                let positions = x.len() / channels;
                fill(y, 0.0);
                let mut position = 0;
                while position < positions {
                    let x = part(x, position * channels, channels);
                    if !layer.is_maximum() {
                        accumulate(y, x);
                    } else if position == 0 {
                        copy(x, y);
                    } else {
                        largest(y, x);
                    }
                    position += 1;
                }
                if !layer.is_maximum() {
                    divide(y, positions as $float);
                }
            }

            #[inline(always)]
            const fn divide(sums: &mut [$float], count: $float) {
                let mut i = 0;
                while i < sums.len() {
                    sums[i] /= count;
                    i += 1;
                }
            }
        }
    };
}

pools!(f32);
pools!(f64);
