use super::instructions::{
    add_even, add_high, add_high_low, add_low, add_low_high, add_odd, even, odd,
};
use super::{offset, output};
use crate::kernel::quantized::Products;
use crate::kernel::quantized::rescale::part;

/// The channels of a tile of the table.
const TILE: usize = 16;

/// Computes a depthwise convolution from `x` to `y`: four channels at a time.
pub(super) fn depthwise(layer: &Products<'_>, x: &[i8], y: &mut [i8]) {
    let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
    let pairs = width.kernel.div_ceil(2);
    let rows = height.kernel * pairs;
    let table = layer.table.as_chunks::<32>().0;
    let offset = offset(layer.zero_point);
    for (index, y) in y.chunks_exact_mut(channels).enumerate() {
        let [oy, ox] = [index / width.output, index % width.output];
        let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
        for quad in 0..channels.div_ceil(TILE) * (TILE / 4) {
            // The last tile has channels of the one before once more.
            let (tile, quad) = (quad / (TILE / 4), quad % (TILE / 4));
            let channel = (tile * TILE).min(channels.saturating_sub(TILE)) + 4 * quad;
            let tile = part(table, tile * rows, rows);
            let Some(biases) = part(layer.biases, channel, 4).first_chunk::<4>() else {
                continue;
            };
            let [mut a, mut b, mut c, mut d] = *biases;
            for ky in top..bottom {
                let row = height.position(oy, ky) * width.input;
                for kx in left..right {
                    let place = (row + width.position(ox, kx)) * channels + channel;
                    let (Some(x), Some(weights)) = (
                        x.get(place..).and_then(|x| x.first_chunk::<4>()),
                        tile.get(ky * pairs + kx / 2)
                            .and_then(|row| row.as_chunks::<8>().0.get(quad)),
                    ) else {
                        return;
                    };
                    let word = |bytes: [i8; 4]| u32::from_le_bytes(bytes.map(i8::cast_unsigned));
                    let [p, q, r, s, t, u, v, w] = *weights;
                    // Each word has the weights of two channels, for an even position and the odd one after it.
                    let weights = [[p, q, r, s], [t, u, v, w]].map(word);
                    let is_odd = kx % 2 == 1;
                    let [low, high] = weights.map(|word| if is_odd { odd(word) } else { even(word) });
                    let x = word(*x);
                    let (x_even, x_odd) = (add_even(offset, x), add_odd(offset, x));
                    a = add_low(x_even, low, a);
                    b = add_low_high(x_odd, low, b);
                    c = add_high_low(x_even, high, c);
                    d = add_high(x_odd, high, d);
                }
            }
            let outputs = y.get_mut(channel..).unwrap_or_default();
            for (index, (sum, y)) in [a, b, c, d].into_iter().zip(outputs).enumerate() {
                *y = output(&layer.rescale, sum, channel + index);
            }
        }
    }
}
