use core::ops::Range;

use super::instructions::{
    Pair, add_even, add_high, add_high_low, add_low, add_low_high, add_odd, even, odd,
};
use super::{bytes, offset, taps, write};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::part;

/// The channels of a tile of the table.
const TILE: usize = 16;

/// Computes a depthwise convolution from `x` to `y`: four channels at a time.
pub(super) fn depthwise(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
    let pairs = width.kernel.div_ceil(2);
    let rows = height.kernel * pairs;
    let offset = offset(layer.zero_point);
    let step = width.dilation * channels;
    let row_step = height.dilation * width.input * channels;
    let x = bytes(x);
    let mut rest = y;
    for oy in 0..height.output {
        for ox in 0..width.output {
            let Some((y, after)) = rest.split_at_mut_checked(channels) else {
                return;
            };
            rest = after;
            let ((top, bottom), (left, right)) = (taps(height, oy), taps(width, ox));
            let first_row = height.position(oy, top) * width.input + width.position(ox, left);
            let (mut tile, mut first) = (0, 0);
            while first < channels {
                // The last tile has channels of the one before once more.
                let start = first.min(channels.saturating_sub(TILE));
                let table = bytes(part(layer.table, tile * rows * 32, rows * 32));
                let mut quad = 0;
                while quad < TILE && start + quad < channels {
                    let channel = start + quad;
                    let bias = |index| layer.biases.get(channel + index).copied().unwrap_or(0);
                    let mut sums = [bias(0), bias(1), bias(2), bias(3)];
                    let mut place = first_row * channels + channel;
                    let mut weight = top * pairs * 32 + 2 * quad;
                    for _ in top..bottom {
                        let (x, weights) = (x.get(place..), table.get(weight..));
                        if let (Some(x), Some(weights)) = (x, weights) {
                            add_row(x, step, weights, left..right, offset, &mut sums);
                        }
                        place += row_step;
                        weight += pairs * 32;
                    }
                    write(&layer.rescale, channel, &sums, y);
                    quad += 4;
                }
                tile += 1;
                first += TILE;
            }
        }
    }
}

/// Adds the products of four channels with the columns of a row of the kernel. `x` begins with the first of them.
#[inline(never)]
fn add_row(
    x: &[u8],
    step: usize,
    weights: &[u8],
    columns: Range<usize>,
    offset: Pair,
    sums: &mut [i32; 4],
) {
    let count = columns.end.saturating_sub(columns.start);
    let last = columns.end.saturating_sub(1);
    let inside = x.len() >= last.saturating_sub(columns.start) * step + 4;
    if count == 0 || weights.len() < last / 2 * 32 + 8 {
        return;
    }
    let [mut a, mut b, mut c, mut d] = *sums;
    let mut place = 0;
    let mut column = columns.start;
    while column < columns.end {
        // SAFETY: the last column's four inputs and eight weights are inside, and so are those before.
        let (x, low, high) = unsafe {
            let weights = weights.as_ptr().add(column / 2 * 32).cast::<u32>();
            let x = match inside {
                true => x.as_ptr().add(place).cast::<u32>().read_unaligned(),
                false => word(x, place),
            };
            (x, weights.read_unaligned(), weights.add(1).read_unaligned())
        };
        place += step;
        // Each word has the weights of two channels, for an even position and the odd one after it.
        let (low, high) = match column % 2 {
            0 => (even(low), even(high)),
            _ => (odd(low), odd(high)),
        };
        let (x_even, x_odd) = (add_even(offset, x), add_odd(offset, x));
        a = add_low(x_even, low, a);
        b = add_low_high(x_odd, low, b);
        c = add_high_low(x_even, high, c);
        d = add_high(x_odd, high, d);
        column += 1;
    }
    *sums = [a, b, c, d];
}

/// Returns four integers as a word. Those beyond the end are zero.
#[inline(never)]
fn word(numbers: &[u8], place: usize) -> u32 {
    let rest = numbers.get(place..).unwrap_or_default();
    match rest.first_chunk::<4>() {
        Some(four) => u32::from_le_bytes(*four),
        None => few(rest),
    }
}

/// Returns up to three integers as a word.
#[cold]
#[inline(never)]
fn few(rest: &[u8]) -> u32 {
    let mut word = 0;
    for (index, &number) in rest.iter().enumerate() {
        word |= u32::from(number) << (8 * index);
    }
    word
}
