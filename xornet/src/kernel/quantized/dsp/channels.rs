use super::instructions::{
    add_even, add_high, add_high_low, add_low, add_low_high, add_odd, even, odd,
};
use super::{offset, output, taps};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::part;

/// The channels of a tile of the table.
const TILE: usize = 16;

/// Computes a depthwise convolution from `x` to `y`: four channels at a time.
pub(super) fn depthwise(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width) = (&layer.height, &layer.width);
    let mut rest = y;
    for oy in 0..height.output {
        for ox in 0..width.output {
            let Some((y, after)) = rest.split_at_mut_checked(layer.channels) else {
                return;
            };
            rest = after;
            let window = Window {
                layer,
                place: [oy, ox],
                rows: taps(height, oy),
                columns: taps(width, ox),
            };
            window.outputs(x, y);
        }
    }
}

/// The window of a position.
struct Window<'a> {
    layer: &'a Products<'a>,
    place: [usize; 2],
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Window<'_> {
    /// Computes the outputs of all channels.
    #[inline(always)]
    fn outputs(&self, x: &[i8], y: &mut [i8]) {
        let layer = self.layer;
        let channels = layer.channels;
        let rows = layer.height.kernel * layer.width.kernel.div_ceil(2);
        let mut tile = 0;
        let mut first = 0;
        while first < channels {
            // The last tile has channels of the one before once more.
            let start = first.min(channels.saturating_sub(TILE));
            let table = part(layer.table, tile * rows * 32, rows * 32);
            let mut quad = 0;
            while quad < TILE {
                let channel = start + quad;
                if let Some(y) = y.get_mut(channel..) {
                    let weights = table.get(quad * 2..).unwrap_or_default();
                    let [a, b, c, d] = self.sums(weights, channel, x);
                    write(y, layer, channel, [a, b, c, d]);
                }
                quad += 4;
            }
            tile += 1;
            first += TILE;
        }
    }

    /// Returns the sums of four channels, whose weights begin with `table`.
    #[inline(always)]
    fn sums(&self, table: &[i8], channel: usize, x: &[i8]) -> [i32; 4] {
        let layer = self.layer;
        let (height, width) = (&layer.height, &layer.width);
        let pairs = width.kernel.div_ceil(2);
        let offset = offset(layer.zero_point);
        let [oy, ox] = self.place;
        let bias = |index: usize| layer.biases.get(channel + index).copied().unwrap_or(0);
        let (mut a, mut b, mut c, mut d) = (bias(0), bias(1), bias(2), bias(3));
        let mut ky = self.rows.0;
        while ky < self.rows.1 {
            let row = height.position(oy, ky) * width.input;
            let mut kx = self.columns.0;
            while kx < self.columns.1 {
                let place = (row + width.position(ox, kx)) * layer.channels + channel;
                let x = word(x, place);
                // Each word has the weights of two channels, for an even position and the odd one after it.
                let place = (ky * pairs + kx / 2) * 32;
                let (low, high) = (word(table, place), word(table, place + 4));
                let (low, high) = match kx % 2 {
                    0 => (even(low), even(high)),
                    _ => (odd(low), odd(high)),
                };
                let (x_even, x_odd) = (add_even(offset, x), add_odd(offset, x));
                a = add_low(x_even, low, a);
                b = add_low_high(x_odd, low, b);
                c = add_high_low(x_even, high, c);
                d = add_high(x_odd, high, d);
                kx += 1;
            }
            ky += 1;
        }
        [a, b, c, d]
    }
}

/// Writes the outputs for the sums of four channels, or of those that there are.
#[inline(always)]
fn write(y: &mut [i8], layer: &Products<'_>, channel: usize, [a, b, c, d]: [i32; 4]) {
    let output = |sum, index| output(&layer.rescale, sum, channel + index);
    if let Some(y) = y.first_chunk_mut() {
        *y = [output(a, 0), output(b, 1), output(c, 2), output(d, 3)];
    } else {
        for (y, (index, sum)) in y.iter_mut().zip([a, b, c].into_iter().enumerate()) {
            *y = output(sum, index);
        }
    }
}

/// Returns four integers as a word. Those beyond the end are zero.
#[inline(always)]
fn word(numbers: &[i8], place: usize) -> u32 {
    let rest = numbers.get(place..).unwrap_or_default();
    if let Some(four) = rest.first_chunk::<4>() {
        return u32::from_le_bytes(four.map(i8::cast_unsigned));
    }
    let mut word = 0;
    for (index, number) in rest.iter().enumerate() {
        word |= u32::from(number.cast_unsigned()) << (8 * index);
    }
    word
}
