//! The rows of blocks: each block is below those that it takes values from.

/// The most blocks of a row, which keeps pictures narrow.
const WIDTH: usize = 4;

/// Returns the row of each block, from 0. `lines` go from earlier blocks to later ones.
pub(super) fn rows(blocks: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::with_capacity(blocks);
    let mut counts: Vec<usize> = Vec::new();
    for block in 0..blocks {
        let before = lines.iter().filter(|(_, to)| *to == block);
        let mut row = before.map(|(from, _)| rows[*from] + 1).max().unwrap_or(0);
        while counts.get(row).is_some_and(|count| *count == WIDTH) {
            row += 1;
        }
        if counts.len() <= row {
            counts.resize(row + 1, 0);
        }
        counts[row] += 1;
        rows.push(row);
    }
    // Rows are filled from above, so that none is empty.
    rows
}
