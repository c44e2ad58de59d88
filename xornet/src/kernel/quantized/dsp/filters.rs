use super::instructions::{Pair, add_even, add_odd, add_products, even, odd};
use super::{offset, output};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::part;

/// Computes a dense layer or a convolution from `x` to `y`: two filters at two positions at a time.
pub(super) fn convolution(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width, filters) = (&layer.height, &layer.width, layer.filters);
    let (parts, length) = layer.parts();
    let quads = length.div_ceil(4);
    let rows = height.kernel * parts * quads;
    let table = layer.table.as_chunks::<32>().0;
    for (oy, y) in y.chunks_exact_mut(width.output * filters).enumerate() {
        let mut ox = 0;
        while ox < width.output {
            let taps = width.taps(ox);
            let two = ox + 1 < width.output && width.taps(ox + 1) == taps;
            let window = Window {
                layer,
                quads,
                offset: offset(layer.zero_point),
                place: [oy, ox],
                rows: height.taps(oy),
                columns: taps,
            };
            let count = if two { 2 } else { 1 };
            let y = &mut y[ox * filters..(ox + count) * filters];
            for filter in (0..filters).step_by(2) {
                let table = part(table, filter / 8 * rows, rows).as_flattened();
                let table = table.get(filter % 8 * 4..).unwrap_or_default();
                let bias = |filter| layer.biases.get(filter).copied().unwrap_or(0);
                let [a, b] = [bias(filter), bias(filter + 1)];
                let sums = if two {
                    window.sums::<2>(table, [[a, b]; 2], x).as_flattened().first_chunk().copied()
                } else {
                    let [[a, b]] = window.sums::<1>(table, [[a, b]], x);
                    Some([a, b, 0, 0])
                };
                let Some([a, b, c, d]) = sums else {
                    return;
                };
                for (sums, y) in [[a, b], [c, d]].into_iter().zip(y.chunks_exact_mut(filters)) {
                    for (index, (sum, y)) in sums.into_iter().zip(&mut y[filter..]).enumerate() {
                        *y = output(&layer.rescale, sum, filter + index);
                    }
                }
            }
            ox += count;
        }
    }
}

/// The window of one position, or of two neighbours.
struct Window<'a> {
    layer: &'a Products<'a>,
    /// The number of four inputs at a time of a part.
    quads: usize,
    offset: Pair,
    place: [usize; 2],
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Window<'_> {
    /// Adds the products of the window to the sums of two filters at `P` positions, whose weights begin with `table`.
    #[inline(always)]
    fn sums<const P: usize>(
        &self,
        table: &[i8],
        sums: [[i32; 2]; P],
        x: &[i8],
    ) -> [[i32; 2]; P] {
        let Self { layer, quads, .. } = *self;
        let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
        let [oy, ox] = self.place;
        let (left, right) = self.columns;
        let step = width.stride * channels;
        let mut sums = sums;
        for ky in self.rows.0..self.rows.1 {
            let row = height.position(oy, ky) * width.input;
            let (parts, length, skipped) = if width.dilation == 1 {
                (1, (right - left) * channels, left * channels)
            } else {
                (right - left, channels, 0)
            };
            for index in 0..parts {
                let place = (row + width.position(ox, left + index)) * channels;
                let weight = if width.dilation == 1 {
                    ky * quads
                } else {
                    (ky * width.kernel + left + index) * quads
                };
                let Some(weights) = table.get(32 * weight..) else {
                    return sums;
                };
                let x = part(x, place, (P - 1) * step + length);
                sums = if skipped.is_multiple_of(4) {
                    let weights = weights.get(skipped * 8..).unwrap_or_default();
                    self.quads(weights, sums, x, step, length)
                } else {
                    self.each(weights, sums, x, step, skipped)
                };
            }
        }
        sums
    }

    /// Adds the products of `length` neighbouring inputs, four at a time.
    #[inline(always)]
    fn quads<const P: usize>(
        &self,
        weights: &[i8],
        sums: [[i32; 2]; P],
        x: &[i8],
        step: usize,
        length: usize,
    ) -> [[i32; 2]; P] {
        let quads = length / 4;
        let mut sums = sums;
        if x.len() < (P - 1) * step + length || weights.len() + 24 < quads * 32 {
            return sums;
        }
        let (mut from, mut weight) = (x.as_ptr(), weights.as_ptr());
        for _ in 0..quads {
            // SAFETY: `x` has `length` inputs at each of `P` positions, which is `quads` times four or more, and `weights` has
            // 32 bytes for each four inputs and eight for the last.
            let (w, inputs) = unsafe {
                let w = weight.cast::<[u32; 2]>().read_unaligned();
                let mut inputs = [0; P];
                for (p, inputs) in inputs.iter_mut().enumerate() {
                    *inputs = from.add(p * step).cast::<u32>().read_unaligned();
                }
                from = from.add(4);
                weight = weight.wrapping_add(32);
                (w, inputs)
            };
            sums = self.add(sums, w, inputs);
        }
        if !length.is_multiple_of(4) {
            // Weights beyond the last input are zero.
            let w = weights.get(quads * 32..).unwrap_or_default().as_chunks::<4>().0;
            let mut inputs = [0; P];
            for (p, inputs) in inputs.iter_mut().enumerate() {
                let last = part(x, p * step + quads * 4, length % 4);
                let mut bytes = [0; 4];
                for (byte, x) in bytes.iter_mut().zip(last) {
                    *byte = x.cast_unsigned();
                }
                *inputs = u32::from_le_bytes(bytes);
            }
            if let [a, b, ..] = w {
                let w = [a, b].map(|w| u32::from_le_bytes(w.map(i8::cast_unsigned)));
                sums = self.add(sums, w, inputs);
            }
        }
        sums
    }

    /// Adds the products of four inputs at each position with the weights of two filters.
    #[inline(always)]
    fn add<const P: usize>(
        &self,
        sums: [[i32; 2]; P],
        [a, b]: [u32; 2],
        inputs: [u32; P],
    ) -> [[i32; 2]; P] {
        let (a_even, a_odd, b_even, b_odd) = (even(a), odd(a), even(b), odd(b));
        let mut sums = sums;
        for (sums, x) in sums.iter_mut().zip(inputs) {
            let (x_even, x_odd) = (add_even(self.offset, x), add_odd(self.offset, x));
            let [a, b] = *sums;
            *sums = [
                add_products(x_odd, a_odd, add_products(x_even, a_even, a)),
                add_products(x_odd, b_odd, add_products(x_even, b_even, b)),
            ];
        }
        sums
    }

    /// Adds the products of neighbouring inputs one by one, if the first is not the first of four.
    #[inline(never)]
    fn each<const P: usize>(
        &self,
        weights: &[i8],
        sums: [[i32; 2]; P],
        x: &[i8],
        step: usize,
        skipped: usize,
    ) -> [[i32; 2]; P] {
        let zero_point = i32::from(self.layer.zero_point);
        let mut sums = sums;
        let length = x.len().saturating_sub((P - 1) * step);
        for index in 0..length {
            let place = skipped + index;
            let weights = weights.get(place / 4 * 32 + place % 4..).unwrap_or_default();
            let [a, b] = [0, 4].map(|next| weights.get(next).copied().map_or(0, i32::from));
            for (p, [first, second]) in sums.iter_mut().enumerate() {
                let x = x.get(p * step + index).copied().map_or(0, i32::from) - zero_point;
                *first = first.wrapping_add(x * a);
                *second = second.wrapping_add(x * b);
            }
        }
        sums
    }
}
