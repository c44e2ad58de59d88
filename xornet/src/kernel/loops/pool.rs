//! Pools: the maximum or the average of windows, for all channels of a position at a time.

macro_rules! pools {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::merge::$float::{accumulate, largest};
            use super::super::shape::$float::{copy, fill};
            use super::super::slices::{part, part_mut};
            use xornet_core::{GlobalPool, Pool};

            /// Computes a pool from `x` to `y`.
            #[inline(always)]
            pub const fn pool(layer: &Pool, x: &[$float], y: &mut [$float]) {
                let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
                let mut oy = 0;
                while oy < height.output {
                    let (top, bottom) = height.taps(oy);
                    let mut ox = 0;
                    while ox < width.output {
                        let (left, right) = width.taps(ox);
                        let result = part_mut(y, (oy * width.output + ox) * channels, channels);
                        fill(result, 0.0);
                        let mut ky = top;
                        while ky < bottom {
                            let row = height.position(oy, ky) * width.input;
                            let mut kx = left;
                            while kx < right {
                                let place = (row + width.position(ox, kx)) * channels;
                                let x = part(x, place, channels);
                                if !layer.is_maximum() {
                                    accumulate(result, x);
                                } else if ky == top && kx == left {
                                    copy(x, result);
                                } else {
                                    largest(result, x);
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
                            divide(result, count as $float);
                        }
                        ox += 1;
                    }
                    oy += 1;
                }
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
