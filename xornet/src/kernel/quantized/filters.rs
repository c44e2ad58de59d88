use super::dot::Dot;
use super::products::{LINE, Products};
use super::rescale::{Outputs, few, part};
use super::rows::{Write, lines};

/// The inputs as the instructions of `D` take them.
#[derive(Clone, Copy)]
struct Inputs<D> {
    dot: D,
    zero_point: i8,
}

impl<D: Dot> Write for Inputs<D> {
    const BYTES: usize = D::BYTES;

    #[inline(always)]
    fn write(self, x: &[i8], to: &mut [u8]) {
        self.dot.write(x, self.zero_point, to);
    }

    #[inline(always)]
    fn clear(self, to: &mut [u8]) {
        for to in to.chunks_mut(LINE) {
            self.dot.write(&[self.zero_point; LINE], self.zero_point, to);
        }
    }
}

/// Computes a dense layer or a convolution from `x` to `y`.
#[inline(always)]
pub(super) fn convolution<D: Dot>(
    dot: D,
    layer: &Products<'_>,
    buffer: &mut [u8],
    x: &[i8],
    y: &mut [i8],
) {
    let inputs = Inputs {
        dot,
        zero_point: layer.zero_point,
    };
    let windows = Windows::new(dot, layer);
    if !layer.is_line() {
        lines(inputs, layer, buffer, x, y, |buffer, places, y| {
            windows.line(buffer, places, y);
        });
        return;
    }
    let x = x.chunks(LINE * layer.channels);
    let y = y.chunks_mut(LINE * layer.filters);
    for (x, y) in x.zip(y) {
        inputs.write(x, buffer);
        windows.line(buffer, &[0], y);
    }
}

/// The windows of all positions of a row.
struct Windows<'a, D> {
    dot: D,
    layer: &'a Products<'a>,
    biases: &'a [i32],
    /// The distance between the inputs of neighbouring positions, in bytes.
    step: usize,
    /// The number of parts in each row of the kernel, the distance between them in bytes, and four inputs at a time in each.
    parts: usize,
    part_step: usize,
    quads: usize,
    /// The number of rows of eight times four weights of a tile.
    rows: usize,
}

impl<'a, D: Dot> Windows<'a, D> {
    #[inline(always)]
    fn new(dot: D, layer: &'a Products<'a>) -> Self {
        let (parts, length) = layer.parts();
        let quads = length.div_ceil(4);
        Self {
            dot,
            layer,
            biases: if D::FOLDED {
                layer.folded
            } else {
                layer.biases
            },
            step: layer.width.stride * layer.channels * D::BYTES,
            parts,
            part_step: layer.width.dilation * layer.channels * D::BYTES,
            quads,
            rows: layer.height.kernel * parts * quads,
        }
    }

    /// Computes the outputs of a row, in tiles of positions. The last tile may compute some of the positions before it once
    /// more.
    #[inline(always)]
    fn line(&self, buffer: &[u8], places: &[usize], y: &mut [i8]) {
        let count = y.len() / self.layer.filters;
        let mut done = 0;
        while done < count {
            let size = match (count - done, count) {
                (_, 6..) => 6,
                (1, _) => 1,
                (2, _) | (_, 2 | 3) => 2,
                _ => 4,
            };
            let first = done.min(count - size);
            match size {
                6 => self.positions::<6>(buffer, places, first, y),
                4 => self.positions::<4>(buffer, places, first, y),
                2 => self.positions::<2>(buffer, places, first, y),
                _ => self.positions::<1>(buffer, places, first, y),
            }
            done = first + size;
        }
    }

    /// Computes the outputs of `P` positions, in tiles of filters.
    #[inline(always)]
    fn positions<const P: usize>(
        &self,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        y: &mut [i8],
    ) {
        let [one, more] = D::TILES;
        let most = if P == 1 { one } else { more };
        let tiles = self.layer.filters.div_ceil(8);
        let mut tile = 0;
        while tile < tiles {
            let size = match tiles - tile {
                4.. if most >= 4 => 4,
                2.. if most >= 2 => 2,
                _ => 1,
            };
            match size {
                4 => self.tiles::<4, P>(buffer, places, first, tile, y),
                2 => self.tiles::<2, P>(buffer, places, first, tile, y),
                _ => self.tiles::<1, P>(buffer, places, first, tile, y),
            }
            tile += size;
        }
    }

    /// Computes the outputs of `R` tiles of eight filters at `P` positions.
    #[inline(always)]
    fn tiles<const R: usize, const P: usize>(
        &self,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        tile: usize,
        y: &mut [i8],
    ) {
        let dot = self.dot;
        let mut begin = [dot.begin(&[0; 8]); R];
        for (r, begin) in begin.iter_mut().enumerate() {
            let biases = self.biases.get((tile + r) * 8..).unwrap_or_default();
            *begin = match biases.first_chunk() {
                Some(biases) => dot.begin(biases),
                None => dot.begin(&few(biases, 0)),
            };
        }
        let mut sums = [begin; P];

        let table = self.layer.table.as_chunks::<32>().0;
        let table = part(table, tile * self.rows, R * self.rows);
        let end = (P - 1) * self.step + self.quads * 4 * D::BYTES;
        let mut row = 0;
        for &place in places {
            let place = place + first * self.step;
            for index in 0..self.parts {
                let inputs = part(buffer, place + index * self.part_step, end);
                let weights = part(table, row, (R - 1) * self.rows + self.quads);
                if inputs.is_empty() || weights.is_empty() {
                    return;
                }
                for quad in 0..self.quads {
                    let mut tiles = [dot.weights(&[0; 32]); R];
                    for (r, tile) in tiles.iter_mut().enumerate() {
                        // SAFETY: `r` is at most `R - 1` and `quad` less than `quads`, so that the index is less than the
                        // length. The compiler cannot remove a check, which would take as long as its products.
                        let weights = unsafe { weights.get_unchecked(r * self.rows + quad) };
                        *tile = dot.weights(weights);
                    }
                    for (p, sums) in sums.iter_mut().enumerate() {
                        // SAFETY: `p` is at most `P - 1` and `quad` less than `quads`, so that the four inputs end at `end`
                        // at most.
                        let quad = unsafe {
                            dot.quad(inputs, p * self.step + quad * 4 * D::BYTES)
                        };
                        for (sums, &tile) in sums.iter_mut().zip(&tiles) {
                            *sums = dot.add(*sums, tile, quad);
                        }
                    }
                }
                row += self.quads;
            }
        }

        let filters = self.layer.filters;
        for r in 0..R {
            let filter = (tile + r) * 8;
            let outputs = Outputs::new(&self.layer.rescale, filter);
            let outputs = sums.map(|sums| outputs.outputs(dot.sums(sums[r])));
            for (p, outputs) in outputs.iter().enumerate() {
                let Some(y) = y.get_mut((first + p) * filters + filter..) else {
                    return;
                };
                if let Some(y) = y.first_chunk_mut().filter(|_| filter + 8 <= filters) {
                    *y = *outputs;
                } else {
                    for (y, &output) in y.iter_mut().zip(outputs).take(filters - filter) {
                        *y = output;
                    }
                }
            }
        }
    }
}
