use super::dot::{Pairs, write_wide};
use super::products::Products;
use super::rescale::{Outputs, few, part};
use super::rows::{Line, Write, lines};

/// The inputs of a depthwise convolution.
#[derive(Clone, Copy)]
struct Inputs {
    zero_point: i8,
}

impl Write for Inputs {
    const BYTES: usize = 2;

    #[inline(always)]
    fn write(self, x: &[i8], to: &mut [u8]) {
        write_wide(x, self.zero_point, to);
    }

    #[inline(always)]
    fn clear(self, to: &mut [u8]) {
        to.fill(0);
    }
}

/// Computes a depthwise convolution from `x` to `y`.
#[inline(always)]
pub(super) fn depthwise<D: Pairs>(
    pairs: D,
    layer: &Products<'_>,
    buffer: &mut [u8],
    x: &[i8],
    y: &mut [i8],
) {
    let inputs = Inputs {
        zero_point: layer.zero_point,
    };
    let windows = Windows {
        pairs,
        layer,
        step: layer.width.stride * layer.channels * 2,
        column: layer.width.dilation * layer.channels * 2,
    };
    lines(inputs, layer, buffer, x, y, &windows);
}

/// The windows of all positions of a row.
struct Windows<'a, D> {
    pairs: D,
    layer: &'a Products<'a>,
    /// The distance between the inputs of neighbouring positions, in bytes.
    step: usize,
    /// The distance between the inputs of neighbouring columns of the kernel, in bytes.
    column: usize,
}

/// Sixteen channels, or all if there are fewer: the first, the weights, the biases, and the step to outputs.
struct Tile<'a> {
    channel: usize,
    table: &'a [[i8; 32]],
    biases: [[i32; 8]; 2],
    outputs: [Outputs; 2],
}

impl<D: Pairs> Windows<'_, D> {
    /// Computes the outputs of a tile at `P` positions, and returns their number.
    #[inline(always)]
    fn positions<const P: usize>(
        &self,
        tile: &Tile<'_>,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        y: &mut [i8],
    ) -> usize {
        let (pairs, layer, channel) = (self.pairs, self.layer, tile.channel);
        let mut sums = [pairs.begin(tile.biases.each_ref()); P];
        let columns = layer.width.kernel;
        let end = (P - 1) * self.step + (columns - 1) * self.column + 2 * LANES;
        let mut table = tile.table.iter();
        for &place in places {
            let inputs = part(buffer, place + first * self.step + channel * 2, end);
            if inputs.is_empty() {
                return P;
            }
            let mut column = 0;
            while column < columns {
                let Some(weights) = table.next() else {
                    return P;
                };
                let weights = pairs.weights(weights);
                // The second weight of the last pair is zero if there is no second position.
                let second = if column + 1 < columns {
                    column + 1
                } else {
                    column
                };
                for (p, sums) in sums.iter_mut().enumerate() {
                    let place = p * self.step;
                    // SAFETY: `p` is at most `P - 1` and both columns less than `columns`, so that the sixteen inputs of two
                    // bytes end at `end` at most.
                    let neighbours = unsafe {
                        [
                            pairs.inputs(inputs, place + column * self.column),
                            pairs.inputs(inputs, place + second * self.column),
                        ]
                    };
                    *sums = pairs.add(*sums, weights, neighbours);
                }
                column += 2;
            }
        }

        for (p, sums) in sums.into_iter().enumerate() {
            let place = (first + p) * layer.filters + channel;
            let sums = pairs.sums(sums);
            let mut all = [[0; 8]; 2];
            for ((all, outputs), sums) in all.iter_mut().zip(&tile.outputs).zip(&sums) {
                pairs.outputs(outputs, sums, all);
            }
            let all = all.as_flattened();
            // There are fewer channels than lanes if the layer has no more.
            let count = layer.channels.min(LANES);
            match y.get_mut(place..).and_then(|y| y.get_mut(..count)) {
                Some(y) if count == LANES => y.copy_from_slice(all),
                Some(y) => y.copy_from_slice(&all[..count]),
                None => return P,
            }
        }
        P
    }
}

impl<D: Pairs> Line for Windows<'_, D> {
    #[inline(always)]
    fn line(&self, buffer: &[u8], places: &[usize], y: &mut [i8]) {
        let layer = self.layer;
        let rows = layer.height.kernel * layer.width.kernel.div_ceil(2);
        let mut table = layer.table.as_chunks().0;
        let count = y.len() / layer.filters;
        let mut next = 0;
        while next < layer.channels {
            let Some((of_tile, rest)) = table.split_at_checked(rows) else {
                return;
            };
            table = rest;
            // The last tile computes channels of the one before once more.
            let channel = next.min(layer.channels.saturating_sub(LANES));
            next += LANES;
            let biases = layer.biases.get(channel..).unwrap_or_default();
            let tile = Tile {
                channel,
                table: of_tile,
                biases: [few(biases, 0), few(biases.get(8..).unwrap_or_default(), 0)],
                outputs: [
                    Outputs::new(&layer.rescale, channel),
                    Outputs::new(&layer.rescale, channel + 8),
                ],
            };
            let mut first = 0;
            while first < count {
                first += match count - first {
                    1 => self.positions::<1>(&tile, buffer, places, first, y),
                    2 => self.positions::<2>(&tile, buffer, places, first, y),
                    3 | 6 => self.positions::<3>(&tile, buffer, places, first, y),
                    5 => self.positions::<5>(&tile, buffer, places, first, y),
                    _ => self.positions::<4>(&tile, buffer, places, first, y),
                };
            }
        }
    }
}

/// The channels of a tile.
const LANES: usize = 16;
