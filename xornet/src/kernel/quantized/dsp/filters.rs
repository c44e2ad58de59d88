use super::instructions::{Pair, add_even, add_odd, add_products, even, odd};
use super::{offset, output, taps};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::part;

/// Computes a dense layer or a convolution from `x` to `y`: two filters at two positions at a time.
pub(super) fn convolution(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width) = (&layer.height, &layer.width);
    let mut rest = y;
    let mut oy = 0;
    while oy < height.output {
        let mut ox = 0;
        while ox < width.output {
            let columns = taps(width, ox);
            let two = ox + 1 < width.output && taps(width, ox + 1) == columns;
            let count = if two { 2 } else { 1 };
            let Some((y, after)) = rest.split_at_mut_checked(count * layer.filters) else {
                return;
            };
            rest = after;
            let window = Window::new(layer, [oy, ox], columns);
            let mut filter = 0;
            while filter < layer.filters {
                let table = window.table(filter);
                let [a, b] = [filter, filter + 1]
                    .map(|filter| layer.biases.get(filter).copied().unwrap_or(0));
                if two {
                    let [a, b, c, d] = window.two(table, [a, b, a, b], x);
                    window.write(y, filter, [a, b]);
                    window.write(y.get_mut(layer.filters..).unwrap_or_default(), filter, [c, d]);
                } else {
                    let sums = window.one(table, [a, b], x);
                    window.write(y, filter, sums);
                }
                filter += 2;
            }
            ox += count;
        }
        oy += 1;
    }
}

/// The window of one position, or of two neighbours.
struct Window<'a> {
    layer: &'a Products<'a>,
    offset: Pair,
    place: [usize; 2],
    rows: (usize, usize),
    columns: (usize, usize),
    /// The number of parts of a row of the window, the number of inputs of each, and that of inputs before the first.
    parts: (usize, usize, usize),
    /// The number of four inputs at a time of a row of the whole kernel, or of a position if these are parts.
    quads: usize,
}

impl<'a> Window<'a> {
    #[inline(always)]
    fn new(layer: &'a Products<'a>, place: [usize; 2], columns: (usize, usize)) -> Self {
        let (left, right) = columns;
        let count = right.saturating_sub(left);
        Self {
            layer,
            offset: offset(layer.zero_point),
            place,
            rows: taps(&layer.height, place[0]),
            columns,
            parts: match layer.width.dilation {
                1 => (1, count * layer.channels, left * layer.channels),
                _ => (count, layer.channels, 0),
            },
            quads: layer.parts().1.div_ceil(4),
        }
    }

    /// Returns the weights of two filters, to the end of their tile.
    #[inline(always)]
    fn table(&self, filter: usize) -> &'a [i8] {
        let rows = self.layer.height.kernel * self.layer.parts().0 * self.quads;
        let tile = part(self.layer.table, filter / 8 * rows * 32, rows * 32);
        tile.get(filter % 8 * 4..).unwrap_or_default()
    }

    /// Returns the first input of a part, and the first of its weights for four inputs.
    #[inline(always)]
    fn begin(&self, ky: usize, index: usize) -> (usize, usize) {
        let (height, width) = (&self.layer.height, &self.layer.width);
        let ([oy, ox], (left, _)) = (self.place, self.columns);
        let row = height.position(oy, ky) * width.input;
        let input = (row + width.position(ox, left + index)) * self.layer.channels;
        let weight = match width.dilation {
            1 => ky * self.quads,
            _ => (ky * width.kernel + left + index) * self.quads,
        };
        (input, weight * 32)
    }

    /// Writes the outputs for the sums of two filters.
    #[inline(always)]
    fn write(&self, y: &mut [i8], filter: usize, [a, b]: [i32; 2]) {
        let (filters, rescale) = (self.layer.filters, &self.layer.rescale);
        if let Some(y) = y.get_mut(filter) {
            *y = output(rescale, a, filter);
        }
        if filter + 1 < filters
            && let Some(y) = y.get_mut(filter + 1)
        {
            *y = output(rescale, b, filter + 1);
        }
    }
}

/// Defines the sums of two filters at one position or at two. They are variables, not elements of an array: a compiler that
/// optimises for size does not unroll loops over arrays.
macro_rules! sums {
    (
        $count:literal: $sums:ident, $quads:ident, $add:ident, $each:ident;
        $($a:ident, $b:ident, $x:ident at $position:literal),+
    ) => {
        impl Window<'_> {
            /// Adds the products of the window to sums of two filters, whose weights begin with `table`.
            #[inline(always)]
            fn $sums(&self, table: &[i8], sums: [i32; $count], x: &[i8]) -> [i32; $count] {
                let (parts, length, skipped) = self.parts;
                let mut sums = sums;
                let mut ky = self.rows.0;
                while ky < self.rows.1 {
                    let mut index = 0;
                    while index < parts {
                        let (input, weight) = self.begin(ky, index);
                        let (x, weights) = (x.get(input..), table.get(weight..));
                        let (Some(x), Some(weights)) = (x, weights) else {
                            return sums;
                        };
                        sums = if skipped % 4 == 0 {
                            let weights = weights.get(skipped * 8..).unwrap_or_default();
                            self.$quads(weights, sums, x, length)
                        } else {
                            self.$each(weights, sums, x, length)
                        };
                        index += 1;
                    }
                    ky += 1;
                }
                sums
            }

            /// Adds the products of neighbouring inputs, four at a time.
            #[inline(always)]
            fn $quads(
                &self,
                weights: &[i8],
                sums: [i32; $count],
                x: &[i8],
                length: usize,
            ) -> [i32; $count] {
                let step = self.layer.width.stride * self.layer.channels;
                let quads = length / 4;
                let mut sums = sums;
                if x.len() < ($count / 2 - 1) * step + length || weights.len() + 24 < quads * 32 {
                    return sums;
                }
                let (mut from, mut weight) = (x.as_ptr(), weights.as_ptr());
                let end = from.wrapping_add(quads * 4);
                while from != end {
                    // SAFETY: at each position, `x` has `length` inputs, which are `quads` times four or more; `weights` has
                    // 32 bytes for each four inputs, and eight for the last.
                    unsafe {
                        let a = weight.cast::<u32>().read_unaligned();
                        let b = weight.add(4).cast::<u32>().read_unaligned();
                        $(let $x = from.add($position * step).cast::<u32>().read_unaligned();)+
                        from = from.add(4);
                        weight = weight.wrapping_add(32);
                        sums = self.$add([a, b], sums, $($x),+);
                    }
                }
                if length % 4 != 0 {
                    // Weights beyond the last input are zero.
                    let place = quads * 4;
                    let word = |start: usize| {
                        let word = weights.get(quads * 32 + start..);
                        let word = word.and_then(|weights| weights.first_chunk::<4>());
                        word.map_or(0, |word| u32::from_le_bytes(word.map(i8::cast_unsigned)))
                    };
                    $(let $x = last(x.get($position * step + place..), length % 4);)+
                    sums = self.$add([word(0), word(4)], sums, $($x),+);
                }
                sums
            }

            /// Adds the products of four inputs at each position with the weights of two filters.
            #[inline(always)]
            fn $add(
                &self,
                [a, b]: [u32; 2],
                [$($a, $b),+]: [i32; $count],
                $($x: u32),+
            ) -> [i32; $count] {
                let (a_even, a_odd, b_even, b_odd) = (even(a), odd(a), even(b), odd(b));
                $(
                    let (x_even, x_odd) = (add_even(self.offset, $x), add_odd(self.offset, $x));
                    let $a = add_products(x_odd, a_odd, add_products(x_even, a_even, $a));
                    let $b = add_products(x_odd, b_odd, add_products(x_even, b_even, $b));
                )+
                [$($a, $b),+]
            }

            /// Adds the products of neighbouring inputs one by one, if the first is not the first of four.
            #[inline(never)]
            fn $each(
                &self,
                weights: &[i8],
                [$(mut $a, mut $b),+]: [i32; $count],
                x: &[i8],
                length: usize,
            ) -> [i32; $count] {
                let step = self.layer.width.stride * self.layer.channels;
                let zero_point = i32::from(self.layer.zero_point);
                let number = |numbers: &[i8], place: usize| numbers.get(place).copied().map_or(0, i32::from);
                let mut index = 0;
                while index < length {
                    let place = self.parts.2 + index;
                    let place = place / 4 * 32 + place % 4;
                    let (first, second) = (number(weights, place), number(weights, place + 4));
                    $(
                        let input = number(x, $position * step + index) - zero_point;
                        $a = $a.wrapping_add(input * first);
                        $b = $b.wrapping_add(input * second);
                    )+
                    index += 1;
                }
                [$($a, $b),+]
            }
        }
    };
}

sums!(2: one, quads_of_one, add_to_one, each_of_one; a, b, x at 0);
sums!(4: two, quads_of_two, add_to_two, each_of_two; a, b, x at 0, c, d, y at 1);

/// Returns up to three inputs as the first bytes of a word.
#[inline(always)]
fn last(x: Option<&[i8]>, count: usize) -> u32 {
    let mut word = 0;
    for (index, x) in x.unwrap_or_default().iter().take(count).enumerate() {
        word |= u32::from(x.cast_unsigned()) << (8 * index);
    }
    word
}
