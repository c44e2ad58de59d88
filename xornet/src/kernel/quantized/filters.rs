use super::dot::Dot;
use super::products::{LINE, Products};
use super::rescale::{Outputs, few, part};
use super::rows::{Line, Write, lines};

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
            self.dot
                .write(&[self.zero_point; LINE], self.zero_point, to);
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
        lines(inputs, layer, buffer, x, y, &windows);
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

    /// Computes the outputs of `R` tiles of eight filters at all positions of a row, in tiles of positions. The last of them
    /// may compute some of the positions before it once more.
    #[inline(always)]
    fn tiles<const R: usize>(
        &self,
        buffer: &[u8],
        places: &[usize],
        index: usize,
        y: &mut [i8],
        one: bool,
    ) {
        let dot = self.dot;
        let mut tile = Tile {
            filter: index * 8,
            table: part(
                self.layer.table.as_chunks().0,
                index * self.rows,
                R * self.rows,
            ),
            begin: [dot.begin(&[0; 8]); R],
            outputs: [Outputs::new(&self.layer.rescale, index * 8); R],
        };
        for r in 0..R {
            let filter = (index + r) * 8;
            let biases = self.biases.get(filter..).unwrap_or_default();
            tile.begin[r] = match biases.first_chunk() {
                Some(biases) => dot.begin(biases),
                None => dot.begin(&few(biases, 0)),
            };
            tile.outputs[r] = Outputs::new(&self.layer.rescale, filter);
        }
        let count = y.len() / self.layer.filters;
        if one {
            for position in 0..count {
                self.positions::<R, 1>(&tile, buffer, places, position, y);
            }
            return;
        }
        let mut done = 0;
        while done < count {
            let size = match count - done {
                left @ 2..=6 => left,
                1 => 2,
                // Rather four and four than six and two.
                8 => 4,
                _ => 6,
            };
            let first = done.min(count - size);
            match size {
                6 => self.positions::<R, 6>(&tile, buffer, places, first, y),
                5 => self.positions::<R, 5>(&tile, buffer, places, first, y),
                4 => self.positions::<R, 4>(&tile, buffer, places, first, y),
                3 => self.positions::<R, 3>(&tile, buffer, places, first, y),
                _ => self.positions::<R, 2>(&tile, buffer, places, first, y),
            }
            done = first + size;
        }
    }

    /// Computes the outputs of a tile at `P` positions.
    #[inline(always)]
    fn positions<const R: usize, const P: usize>(
        &self,
        tile: &Tile<'_, D, R>,
        buffer: &[u8],
        places: &[usize],
        first: usize,
        y: &mut [i8],
    ) {
        let dot = self.dot;
        let mut sums = [tile.begin; P];
        // The sums of a single position wait for one another, so that there are two of each.
        let mut others = [dot.begin(&[0; 8]); R];
        let end = (P - 1) * self.step + self.quads * 4 * D::BYTES;
        let mut row = 0;
        for &place in places {
            let place = place + first * self.step;
            for index in 0..self.parts {
                let inputs = part(buffer, place + index * self.part_step, end);
                let weights = part(tile.table, row, (R - 1) * self.rows + self.quads);
                if inputs.is_empty() || weights.is_empty() {
                    return;
                }
                let mut quad = 0;
                if P == 1 {
                    while quad + 1 < self.quads {
                        // SAFETY: `quad + 1` is less than `quads`, and the slices have the lengths that are asked for.
                        unsafe {
                            self.quad(&mut sums, inputs, weights, quad);
                            self.quad::<R, 1>(
                                core::array::from_mut(&mut others),
                                inputs,
                                weights,
                                quad + 1,
                            );
                        }
                        quad += 2;
                    }
                }
                while quad < self.quads {
                    // SAFETY: `quad` is less than `quads`, and the slices have the lengths that are asked for.
                    unsafe { self.quad(&mut sums, inputs, weights, quad) };
                    quad += 1;
                }
                row += self.quads;
            }
        }

        // The registers are read at fixed places, or else they would be in memory from the beginning.
        let mut numbers = [[[0; 8]; R]; P];
        for (numbers, sums) in numbers.iter_mut().zip(&sums) {
            for ((numbers, sums), others) in numbers.iter_mut().zip(sums).zip(&others) {
                *numbers = dot.sums(*sums);
                if P == 1 {
                    for (number, other) in numbers.iter_mut().zip(dot.sums(*others)) {
                        *number = number.wrapping_add(other);
                    }
                }
            }
        }
        let filters = self.layer.filters;
        let rows = y.chunks_exact_mut(filters).skip(first);
        for (row, numbers) in rows.zip(&numbers) {
            let row = row.get_mut(tile.filter..).unwrap_or_default();
            if let Some(places) = row.as_chunks_mut().0.first_chunk_mut::<R>() {
                for ((place, numbers), outputs) in places.iter_mut().zip(numbers).zip(&tile.outputs)
                {
                    dot.outputs(outputs, numbers, place);
                }
            } else {
                for ((places, numbers), outputs) in
                    row.chunks_mut(8).zip(numbers).zip(&tile.outputs)
                {
                    let mut all = [0; 8];
                    dot.outputs(outputs, numbers, &mut all);
                    for (place, output) in places.iter_mut().zip(all) {
                        *place = output;
                    }
                }
            }
        }
    }

    /// Adds the products of four inputs at each position.
    ///
    /// # Safety
    ///
    /// `quad` must be less than `quads`. `inputs` must have `(P - 1) * step + quads * 4 * BYTES` bytes, and `weights`
    /// `(R - 1) * rows + quads` rows.
    #[inline(always)]
    unsafe fn quad<const R: usize, const P: usize>(
        &self,
        sums: &mut [[D::Sums; R]; P],
        inputs: &[u8],
        weights: &[[i8; 32]],
        quad: usize,
    ) {
        let dot = self.dot;
        let mut tiles = [dot.weights(&[0; 32]); R];
        for (r, tile) in tiles.iter_mut().enumerate() {
            // SAFETY: `r` is at most `R - 1`, and the caller's promise. The compiler cannot remove a check, which would take
            // as long as its products.
            *tile = dot.weights(unsafe { weights.get_unchecked(r * self.rows + quad) });
        }
        for (p, sums) in sums.iter_mut().enumerate() {
            // SAFETY: `p` is at most `P - 1`, and the caller's promise.
            let quad = unsafe { dot.quad(inputs, p * self.step + quad * 4 * D::BYTES) };
            for (sums, &tile) in sums.iter_mut().zip(&tiles) {
                *sums = dot.add(*sums, tile, quad);
            }
        }
    }
}

/// Tiles of eight filters: the first filter, the weights, the biases, and the step to outputs.
struct Tile<'a, D: Dot, const R: usize> {
    filter: usize,
    table: &'a [[i8; 32]],
    begin: [D::Sums; R],
    outputs: [Outputs; R],
}

impl<D: Dot> Line for Windows<'_, D> {
    #[inline(always)]
    fn line(&self, buffer: &[u8], places: &[usize], y: &mut [i8]) {
        let [of_one, of_more] = D::TILES;
        let one = y.len() < 2 * self.layer.filters;
        let most = if one { of_one } else { of_more };
        let tiles = self.layer.filters.div_ceil(8);
        let mut tile = 0;
        while tile < tiles {
            let size = match tiles - tile {
                4.. if most >= 4 => 4,
                2.. if most >= 2 => 2,
                _ => 1,
            };
            match size {
                4 => self.tiles::<4>(buffer, places, tile, y, one),
                2 => self.tiles::<2>(buffer, places, tile, y, one),
                _ => self.tiles::<1>(buffer, places, tile, y, one),
            }
            tile += size;
        }
    }
}
