use xornet_core::Run;

use super::Tiles;

/// How the sums of a tile are computed.
pub(in crate::kernel) trait Sums<T> {
    /// Computes the sums of `P` positions.
    fn sums<const P: usize>(&self, window: &Window, place: Place, x: &[T], y: &mut [T]);
}

/// The window of all positions of a rectangle.
///
/// A window is `rows` × `columns` positions of the kernel, each of which is some channels of the input.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct Window {
    /// The first row of weights, in a tile.
    pub(super) weight: usize,
    /// The number of rows of the kernel.
    pub(super) rows: usize,
    /// The distance between the weights of neighbouring rows of the kernel.
    pub(super) row_weights: usize,
    /// The distance between the inputs of neighbouring rows of the kernel.
    pub(super) row_inputs: isize,
    /// The number of columns of the kernel.
    pub(super) columns: usize,
    /// The distance between the weights of neighbouring columns of the kernel.
    pub(super) column_weights: usize,
    /// The distance between the inputs of neighbouring columns of the kernel.
    pub(super) column_inputs: isize,
    /// The number of neighbouring inputs at each position of the kernel.
    pub(super) length: usize,
}

impl Window {
    /// Returns the row of a tile with the first weights at a position of the kernel.
    #[inline(always)]
    pub(super) const fn weight_at(&self, row: usize, column: usize) -> usize {
        self.weight + row * self.row_weights + column * self.column_weights
    }

    /// Returns the first input at a position of the kernel, for the first position of a tile.
    #[inline(always)]
    pub(super) const fn input_at(&self, place: Place, row: usize, column: usize) -> usize {
        place
            .input
            .wrapping_add_signed(row.cast_signed() * self.row_inputs)
            .wrapping_add_signed(column.cast_signed() * self.column_inputs)
    }
}

/// The positions of a tile.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct Place {
    /// The first input of the first position.
    pub(super) input: usize,
    /// The distance between the inputs of neighbouring positions.
    pub(super) input_step: usize,
    /// The first output of the first position.
    pub(super) output: usize,
    /// The distance between the outputs of neighbouring positions.
    pub(super) output_step: usize,
}

/// Computes the filters from `filter` on, which take the channels from `channel` on, at all positions, in tiles of up to
/// `N` of them.
#[inline(always)]
pub(in crate::kernel) fn convolve<T, S: Sums<T>, const N: usize>(
    sums: &S,
    tiles: &Tiles<'_, T>,
    [channel, filter]: [usize; 2],
    x: &[T],
    y: &mut [T],
) {
    for rows in tiles.height.runs {
        for columns in tiles.width.runs {
            rectangle::<_, _, N>(sums, tiles, [channel, filter], [rows, columns], x, y);
        }
    }
}

/// Computes the positions of two runs, all of which have the same window.
#[inline(always)]
fn rectangle<T, S: Sums<T>, const N: usize>(
    sums: &S,
    tiles: &Tiles<'_, T>,
    [channel, filter]: [usize; 2],
    [rows, columns]: [&Run; 2],
    x: &[T],
    y: &mut [T],
) {
    let (height, width) = (&tiles.height, &tiles.width);
    let channels = tiles.group_channels;
    let (input_row, output_row) = (width.input * tiles.channels, width.output * tiles.filters);
    let mut window = Window {
        weight: 1 + (rows.tap * width.kernel + columns.tap) * channels,
        rows: rows.taps,
        row_weights: height.steps.tap * width.kernel * channels,
        row_inputs: height.steps.tap_input * input_row.cast_signed(),
        columns: columns.taps,
        column_weights: width.steps.tap * channels,
        column_inputs: width.steps.tap_input * tiles.channels.cast_signed(),
        length: channels,
    };
    // The inputs and weights of a row of the kernel are neighbours, unless there is a distance between its positions.
    if window.column_weights == channels && window.column_inputs == channels.cast_signed() {
        window.length *= window.columns;
        window.columns = 1;
    }

    let right = Place {
        input: rows.input * input_row + columns.input * tiles.channels + channel,
        input_step: width.steps.input * tiles.channels,
        output: (rows.output * width.output + columns.output) * tiles.filters + filter,
        output_step: width.steps.output * tiles.filters,
    };
    let down = Place {
        input_step: height.steps.input * input_row,
        output_step: height.steps.output * output_row,
        ..right
    };
    // Long lines of positions make large tiles, so the borders on the left and right are lines from top to bottom.
    let (line, next, count, lines) = if columns.count >= rows.count {
        (right, down, columns.count, rows.count)
    } else {
        (down, right, rows.count, columns.count)
    };
    for index in 0..lines {
        let start = Place {
            input: line.input + index * next.input_step,
            output: line.output + index * next.output_step,
            ..line
        };
        positions::<_, _, N>(sums, &window, start, count, x, y);
    }
}

/// Computes a line of positions in tiles. The last tile may compute some of the positions before it once more.
#[inline(always)]
fn positions<T, S: Sums<T>, const N: usize>(
    sums: &S,
    window: &Window,
    start: Place,
    count: usize,
    x: &[T],
    y: &mut [T],
) {
    let mut done = 0;
    while done < count {
        let size = size(N, count - done, count);
        let first = done.min(count - size);
        let place = Place {
            input: start.input + first * start.input_step,
            output: start.output + first * start.output_step,
            ..start
        };
        match size {
            8 => sums.sums::<8>(window, place, x, y),
            6 => sums.sums::<6>(window, place, x, y),
            4 => sums.sums::<4>(window, place, x, y),
            2 => sums.sums::<2>(window, place, x, y),
            _ => sums.sums::<1>(window, place, x, y),
        }
        done = first + size;
    }
}

/// Returns the size of the next tile of a line of `count` positions, of which some are left.
///
/// Small tiles take about as long as larger ones, since their sums wait for one another: so a line ends with a tile of at
/// least half the size, if it is long enough for that.
#[inline(always)]
const fn size(most: usize, left: usize, count: usize) -> usize {
    let size = match left {
        1 => 1,
        2 => 2,
        3 | 4 => 4,
        7 | 8 if most == 6 => 4,
        _ => most,
    };
    match size {
        _ if size <= count => size,
        _ if count >= 4 => 4,
        _ if count >= 2 => 2,
        _ => 1,
    }
}
