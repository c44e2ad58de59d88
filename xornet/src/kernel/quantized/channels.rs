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

impl<D: Pairs> Windows<'_, D> {
    /// Computes the outputs of `P` positions, in tiles of channels. The last tile may compute some channels of the one before
    /// once more.
    #[inline(always)]
    fn positions<const P: usize>(
        &self,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        y: &mut [i8],
    ) {
        let channels = self.layer.channels;
        let rows = self.layer.height.kernel * self.layer.width.kernel.div_ceil(2);
        let mut table = self.layer.table.as_chunks::<32>().0;
        let mut channel = 0;
        while channel < channels {
            let Some((tile, rest)) = table.split_at_checked(rows) else {
                return;
            };
            table = rest;
            let start = channel.min(channels.saturating_sub(LANES));
            self.tile::<P>(buffer, places, first, start, tile, y);
            channel += LANES;
        }
    }

    /// Computes the outputs of the channels from `channel` on at `P` positions.
    #[inline(always)]
    fn tile<const P: usize>(
        &self,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        channel: usize,
        tile: &[[i8; 32]],
        y: &mut [i8],
    ) {
        let (pairs, layer) = (self.pairs, self.layer);
        let biases = layer.biases.get(channel..).unwrap_or_default();
        let biases = [few(biases, 0), few(biases.get(8..).unwrap_or_default(), 0)];
        let mut sums = [pairs.begin(biases.each_ref()); P];
        let columns = layer.width.kernel;
        let end = (P - 1) * self.step + (columns - 1) * self.column + 2 * LANES;
        let mut tile = tile.iter();
        for &place in places {
            let inputs = part(buffer, place + first * self.step + channel * 2, end);
            if inputs.is_empty() {
                return;
            }
            let mut column = 0;
            while column < columns {
                let Some(weights) = tile.next() else {
                    return;
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

        let outputs = [
            Outputs::new(&layer.rescale, channel),
            Outputs::new(&layer.rescale, channel + 8),
        ];
        for (p, sums) in sums.into_iter().enumerate() {
            let place = (first + p) * layer.filters + channel;
            let sums = pairs.sums(sums);
            let mut all = [[0; 8]; 2];
            for ((all, outputs), sums) in all.iter_mut().zip(&outputs).zip(&sums) {
                pairs.outputs(outputs, sums, all);
            }
            let all = all.as_flattened();
            // There are fewer channels than lanes if the layer has no more.
            let count = layer.channels.min(LANES);
            match y.get_mut(place..).and_then(|y| y.get_mut(..count)) {
                Some(y) if count == LANES => y.copy_from_slice(all),
                Some(y) => y.copy_from_slice(&all[..count]),
                None => return,
            }
        }
    }
}

impl<D: Pairs> Line for Windows<'_, D> {
    #[inline(always)]
    fn line(&self, buffer: &[u8], places: &[usize], y: &mut [i8]) {
        let count = y.len() / self.layer.filters;
        let mut done = 0;
        while done < count {
            let size = match (count - done, count) {
                (_, 4..) => 4,
                (1, _) => 1,
                _ => 2,
            };
            let first = done.min(count - size);
            match size {
                4 => self.positions::<4>(buffer, places, first, y),
                2 => self.positions::<2>(buffer, places, first, y),
                _ => self.positions::<1>(buffer, places, first, y),
            }
            done = first + size;
        }
    }
}

/// The channels of a tile.
const LANES: usize = 16;
