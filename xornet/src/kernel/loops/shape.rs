//! Copies of tensors and of their parts.

macro_rules! shapes {
    ($($float:ident)*) => {$(
        pub(super) mod $float {
            use super::super::slices::{least, part, part_mut};
            use xornet_core::{Slice, Upsample};

            /// Copies `x` to `y`.
            #[inline(always)]
            pub const fn copy(x: &[$float], y: &mut [$float]) {
                let count = least(x.len(), y.len());
                let mut i = 0;
                while i < count {
                    y[i] = x[i];
                    i += 1;
                }
            }

            /// Copies the range of each tensor from `x` to `y`.
            #[inline(always)]
            pub const fn slice(layer: &Slice, x: &[$float], y: &mut [$float]) {
                let count = layer.count * layer.inner;
                let mut tensor = 0;
                while tensor < layer.outer {
                    let start = (tensor * layer.length + layer.start) * layer.inner;
                    copy(part(x, start, count), part_mut(y, tensor * count, count));
                    tensor += 1;
                }
            }

            /// Copies one of several tensors that follow each other to its places in `y`: `start` is the number of
            /// numbers in front of it, for each of the outer tensors.
            #[inline(always)]
            pub const fn concatenate(outer: usize, start: usize, x: &[$float], y: &mut [$float]) {
                let (count, length) = (x.len() / outer, y.len() / outer);
                let mut tensor = 0;
                while tensor < outer {
                    let y = part_mut(y, tensor * length + start, count);
                    copy(part(x, tensor * count, count), y);
                    tensor += 1;
                }
            }

            /// Copies each position of `x` to `y` as often as it is repeated.
            #[inline(always)]
            pub const fn upsample(layer: &Upsample, x: &[$float], y: &mut [$float]) {
                let ([height, width], [rows, columns]) = (layer.input, layer.size);
                let channels = layer.channels;
                let mut row = 0;
                while row < height * rows {
                    let mut column = 0;
                    while column < width * columns {
                        let from = (row / rows * width + column / columns) * channels;
                        let to = (row * width * columns + column) * channels;
                        copy(part(x, from, channels), part_mut(y, to, channels));
                        column += 1;
                    }
                    row += 1;
                }
            }
        }
    )*};
}

shapes!(f32 f64 i8);
