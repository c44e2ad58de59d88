//! The order of blocks and lanes in each row, with few crossings.

/// A place in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A block.
    Block(usize),
    /// The lane of the lines of a block that go on to later rows.
    Lane(usize),
}

/// The slots of all rows, from left to right, and the lines between the slots of neighbouring rows.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Slot>>,
    /// For each gap between two rows, the indices of the slots above and below.
    pub(super) gaps: Vec<Vec<(usize, usize)>>,
}

/// The number of times that all rows are sorted, downwards and upwards.
const SWEEPS: usize = 6;

impl Rows {
    /// Orders the blocks, whose rows are given.
    pub(super) fn of(block_rows: &[usize], lines: &[(usize, usize)]) -> Self {
        let count = block_rows.iter().max().map_or(0, |row| row + 1);
        let mut rows = vec![Vec::new(); count];
        for (block, &row) in block_rows.iter().enumerate() {
            rows[row].push(Slot::Block(block));
        }
        for (block, &row) in block_rows.iter().enumerate() {
            let ends = lines.iter().filter(|(from, _)| *from == block);
            let last = ends.map(|(_, to)| block_rows[*to]).max().unwrap_or(row);
            for slots in rows.iter_mut().take(last).skip(row + 1) {
                slots.push(Slot::Lane(block));
            }
        }
        let mut best = Self::connect(rows, lines);
        let mut current = best.clone();
        for sweep in 0..SWEEPS {
            current = Self::connect(current.sorted(sweep % 2 == 0), lines);
            if current.crossings() < best.crossings() {
                best = current.clone();
            }
        }
        best
    }

    /// Connects the slots.
    fn connect(rows: Vec<Vec<Slot>>, lines: &[(usize, usize)]) -> Self {
        let gap = |pair: &[Vec<Slot>]| {
            let mut gap = Vec::new();
            for (upper, from) in pair[0].iter().enumerate() {
                let (Slot::Block(block) | Slot::Lane(block)) = *from;
                for (lower, to) in pair[1].iter().enumerate() {
                    let connected = match *to {
                        Slot::Lane(other) => other == block,
                        Slot::Block(to) => lines.contains(&(block, to)),
                    };
                    if connected {
                        gap.push((upper, lower));
                    }
                }
            }
            gap
        };
        let gaps = rows.windows(2).map(gap).collect();
        Self { rows, gaps }
    }

    /// Sorts each row by the mean place of its neighbours above, or below.
    fn sorted(&self, down: bool) -> Vec<Vec<Slot>> {
        let mut rows = self.rows.clone();
        // The new place of each slot of the row that was sorted last.
        let mut places: Vec<usize> = Vec::new();
        let count = rows.len();
        for step in 0..count {
            let row = if down { step } else { count - 1 - step };
            let gap = match down {
                true => row.checked_sub(1).map(|gap| &self.gaps[gap]),
                false => self.gaps.get(row),
            };
            let mean = |slot: usize| {
                let ends = gap.into_iter().flatten().map(|&(upper, lower)| match down {
                    true => (lower, upper),
                    false => (upper, lower),
                });
                let neighbours = ends.filter(|(own, _)| *own == slot);
                let (mut sum, mut neighbour_count) = (0.0, 0.0);
                for (_, other) in neighbours {
                    sum += places.get(other).copied().unwrap_or(0) as f64;
                    neighbour_count += 1.0;
                }
                match neighbour_count > 0.0 {
                    true => sum / neighbour_count,
                    false => slot as f64,
                }
            };
            let mut order: Vec<_> = (0..rows[row].len())
                .map(|slot| (mean(slot), slot))
                .collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut sorted = vec![0; order.len()];
            for (place, (_, slot)) in order.iter().enumerate() {
                sorted[*slot] = place;
            }
            rows[row] = order
                .iter()
                .map(|(_, slot)| self.rows[row][*slot])
                .collect();
            places = sorted;
        }
        rows
    }

    /// Returns whether a block is in a row below this one.
    pub(super) fn is_below(&self, block: usize, row: usize) -> bool {
        let mut below = self.rows.iter().skip(row + 1).flatten();
        below.any(|slot| *slot == Slot::Block(block))
    }

    /// Returns how many pairs of lines cross.
    fn crossings(&self) -> usize {
        let crossings = self.gaps.iter().map(|gap| {
            let pairs = gap.iter().enumerate().flat_map(|(index, a)| {
                let others = gap[index + 1..].iter();
                others.map(move |b| (a, b))
            });
            let crossed =
                pairs.filter(|(a, b)| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1));
            crossed.count()
        });
        crossings.sum()
    }
}
