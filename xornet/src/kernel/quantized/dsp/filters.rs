use super::instructions::{Pair, add_even, add_odd, add_products, even, odd};
use super::window::{Part, Window};
use super::{offset, write};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::{few, part};

/// Computes a dense layer or a convolution from `x` to `y`, four filters at a time.
pub(super) fn convolution(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let filters = layer.filters;
    let rows = layer.height.kernel * layer.parts().0 * layer.parts().1.div_ceil(4);
    let inputs = Inputs {
        x,
        zero_point: layer.zero_point,
        offset: offset(layer.zero_point),
    };
    let mut window = Window::EMPTY;
    let mut rest = y;
    for oy in 0..layer.height.output {
        for ox in 0..layer.width.output {
            let Some((y, after)) = rest.split_at_mut_checked(filters) else {
                return;
            };
            rest = after;
            window.place(layer, [oy, ox]);
            let mut filter = 0;
            while filter < filters {
                let biases = layer.biases.get(filter..).unwrap_or_default();
                let mut sums = match biases.first_chunk() {
                    Some(biases) => *biases,
                    None => {
                        let [a, b, c, d, ..] = few(biases, 0);
                        [a, b, c, d]
                    }
                };
                let tile = part(layer.table, filter / 8 * rows * 32, rows * 32);
                let tile = tile.get(filter % 8 * 4..).unwrap_or_default();
                for part in window.parts() {
                    inputs.add(part, tile, &mut sums);
                }
                write(&layer.rescale, filter, &sums, y);
                filter += 4;
            }
        }
    }
}

/// The inputs of a layer.
struct Inputs<'a> {
    x: &'a [i8],
    zero_point: i8,
    offset: Pair,
}

impl Inputs<'_> {
    /// Adds the products of a part of a window to the sums of four filters, whose weights begin with `tile`.
    #[inline(always)]
    fn add(&self, part: &Part, tile: &[i8], sums: &mut [i32; 4]) {
        let (mut row, mut input, mut length) = (part.row, part.input, part.length);
        if part.skipped > 0 {
            let count = length.min(4 - part.skipped);
            self.few(input, part.skipped, count, row_of(tile, row), sums);
            row += 1;
            input += count;
            length -= count;
        }
        let quads = length / 4;
        if let (Some(x), Some(weights)) = (self.x.get(input..), tile.get(row * 32..))
            && x.len() >= length
            && weights.len() + 16 >= quads * 32
            && quads > 0
        {
            // SAFETY: `x` has four inputs `quads` times, and `weights` 32 bytes for each, and 16 for the last.
            unsafe { add_quads(x.as_ptr(), weights.as_ptr(), quads, self.offset, sums) };
        }
        if !length.is_multiple_of(4) {
            let input = input + 4 * quads;
            self.few(input, 0, length % 4, row_of(tile, row + quads), sums);
        }
    }

    /// Adds the products of up to three inputs, which are those from `first` on of four.
    #[inline(never)]
    fn few(
        &self,
        input: usize,
        first: usize,
        count: usize,
        weights: Option<&[i8; 16]>,
        sums: &mut [i32; 4],
    ) {
        // Inputs that are absent are zero points.
        let mut bytes = [self.zero_point; 4];
        let places = bytes.get_mut(first..).unwrap_or_default().iter_mut();
        for (byte, x) in places.zip(part(self.x, input, count)) {
            *byte = *x;
        }
        if let Some(weights) = weights {
            // SAFETY: there are four inputs and 16 weights.
            unsafe { add_quads(bytes.as_ptr(), weights.as_ptr(), 1, self.offset, sums) };
        }
    }
}

/// Returns the weights of four filters in a row of a tile.
#[inline(always)]
fn row_of(tile: &[i8], row: usize) -> Option<&[i8; 16]> {
    tile.get(row * 32..)?.first_chunk()
}

/// Adds the products of four inputs at a time with the weights of four filters.
///
/// This is a function of its own so that all of its variables are in registers.
///
/// # Safety
///
/// There must be four inputs `quads` times, at least once. For each there must be 32 bytes of weights, and 16 for the last.
#[inline(never)]
unsafe fn add_quads(
    x: *const i8,
    weights: *const i8,
    quads: usize,
    offset: Pair,
    sums: &mut [i32; 4],
) {
    let [mut a, mut b, mut c, mut d] = *sums;
    let (mut x, mut weights) = (x, weights);
    let end = x.wrapping_add(quads * 4);
    while x != end {
        // SAFETY: the caller's promise.
        unsafe {
            let inputs = x.cast::<u32>().read_unaligned();
            let x = (add_even(offset, inputs), add_odd(offset, inputs));
            a = add_four(x, weights, a);
            b = add_four(x, weights.add(4), b);
            c = add_four(x, weights.add(8), c);
            d = add_four(x, weights.add(12), d);
        }
        x = x.wrapping_add(4);
        weights = weights.wrapping_add(32);
    }
    *sums = [a, b, c, d];
}

/// Adds four products.
///
/// # Safety
///
/// There must be four weights.
#[inline(always)]
unsafe fn add_four((x_even, x_odd): (Pair, Pair), weights: *const i8, sum: i32) -> i32 {
    // SAFETY: the caller's promise.
    let weights = unsafe { weights.cast::<u32>().read_unaligned() };
    add_products(
        x_odd,
        odd(weights),
        add_products(x_even, even(weights), sum),
    )
}
