//! The horizontal places of blocks and lanes.

use super::order::{Rows, Slot};

/// The distance between two blocks.
const BLOCKS: f64 = 26.0;
/// The distance of a lane to its neighbour.
const LANE: f64 = 13.0;
/// The weight of a lane's wish, relative to that of a block: blocks stand straight below each other, and lanes give way.
const LANE_WEIGHT: f64 = 1e-6;
/// The number of times that all rows are placed, downwards and upwards.
const SWEEPS: usize = 4;

/// Returns the middle of each slot. Slots of a row keep their order and their distances.
pub(super) fn places(rows: &Rows, widths: &[f64], lines: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let branches = branches(widths.len(), lines);
    let mut places: Vec<Vec<f64>> = rows
        .rows
        .iter()
        .map(|row| {
            let wishes = vec![(0.0, 1.0); row.len()];
            separate(row, widths, &wishes)
        })
        .collect();
    let count = rows.rows.len();
    for sweep in 0..=2 * SWEEPS {
        let down = sweep % 2 == 0;
        for step in 1..count {
            let row = if down { step } else { count - 1 - step };
            let wishes = wishes(rows, row, down, &places, &branches);
            places[row] = separate(&rows.rows[row], widths, &wishes);
        }
    }
    places
}

/// Returns the lines that are not skips. A skip goes to a block that takes, by another line, what is computed from the same
/// value; it does not draw blocks to its side.
fn branches(blocks: usize, lines: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each block, those that it follows from.
    let mut origins: Vec<Vec<bool>> = Vec::with_capacity(blocks);
    for block in 0..blocks {
        let mut before = vec![false; blocks];
        for &(from, _) in lines.iter().filter(|(_, to)| *to == block) {
            before[from] = true;
            for (known, origin) in before.iter_mut().zip(&origins[from]) {
                *known |= origin;
            }
        }
        origins.push(before);
    }
    let is_branch = |&&(from, to): &&(usize, usize)| {
        let mut others = lines.iter().filter(|(_, end)| *end == to);
        !others.any(|&(other, _)| origins[other][from])
    };
    lines.iter().filter(is_branch).copied().collect()
}

/// Returns the place that each slot of a row wishes to have, with its weight: the mean of the slots above, or below, from
/// which lines come that are not skips.
fn wishes(
    rows: &Rows,
    row: usize,
    down: bool,
    places: &[Vec<f64>],
    branches: &[(usize, usize)],
) -> Vec<(f64, f64)> {
    let (gap, other) = match down {
        true => (&rows.gaps[row - 1], row - 1),
        false => (&rows.gaps[row], row + 1),
    };
    let wish = |slot: usize| {
        let neighbours = || {
            let ends = gap.iter().map(|&(upper, lower)| match down {
                true => (lower, upper),
                false => (upper, lower),
            });
            ends.filter(move |(own, _)| *own == slot)
                .map(|(_, end)| end)
        };
        let counts = |end: &usize| match (rows.rows[row][slot], rows.rows[other][*end]) {
            (Slot::Block(to), Slot::Block(from) | Slot::Lane(from)) if down => {
                branches.contains(&(from, to))
            }
            (Slot::Block(_), Slot::Lane(from)) => branches
                .iter()
                .any(|&(start, end)| start == from && rows.is_below(end, other)),
            _ => true,
        };
        let counted: Vec<_> = neighbours().filter(counts).collect();
        let ends = match counted.is_empty() {
            true => neighbours().collect(),
            false => counted,
        };
        let weight = match rows.rows[row][slot] {
            Slot::Block(_) => 1.0,
            Slot::Lane(_) => LANE_WEIGHT,
        };
        match ends.len() {
            // It stays where it is.
            0 => (places[row][slot], weight),
            count => {
                let sum: f64 = ends.iter().map(|&end| places[other][end]).sum();
                (sum / count as f64, weight)
            }
        }
    };
    (0..rows.rows[row].len()).map(wish).collect()
}

/// Places the slots of a row as near to their wishes as their distances allow, by least squares: neighbours that would be
/// too near become one group, which is placed at the mean of its wishes.
fn separate(row: &[Slot], widths: &[f64], wishes: &[(f64, f64)]) -> Vec<f64> {
    // The place of each slot if all stood as near to each other as they may, from the first.
    let mut nearest = Vec::with_capacity(row.len());
    let mut place = 0.0;
    for (index, slot) in row.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            place += distance(&row[before], slot, widths);
        }
        nearest.push(place);
    }
    // Groups of slots: the sum of weights, that of weighted wishes, and the number of slots.
    let mut groups: Vec<(f64, f64, usize)> = Vec::new();
    for (&(wish, weight), nearest) in wishes.iter().zip(&nearest) {
        let mut group = (weight, weight * (wish - nearest), 1);
        while let Some(&last) = groups.last() {
            if last.1 / last.0 <= group.1 / group.0 {
                break;
            }
            groups.pop();
            group = (last.0 + group.0, last.1 + group.1, last.2 + group.2);
        }
        groups.push(group);
    }
    let starts = groups
        .iter()
        .flat_map(|&(weight, sum, count)| std::iter::repeat_n(sum / weight, count));
    starts
        .zip(nearest)
        .map(|(start, nearest)| start + nearest)
        .collect()
}

/// Returns the distance between the middles of two neighbours.
fn distance(left: &Slot, right: &Slot, widths: &[f64]) -> f64 {
    let half = |slot: &Slot| match *slot {
        Slot::Block(block) => widths[block] / 2.0,
        Slot::Lane(_) => 0.0,
    };
    let space = match (left, right) {
        (Slot::Block(_), Slot::Block(_)) => BLOCKS,
        _ => LANE,
    };
    half(left) + space + half(right)
}

#[cfg(test)]
mod tests {
    use super::super::order::Slot::{Block, Lane};
    use super::separate;

    #[test]
    fn blocks_are_where_they_wish_and_lanes_give_way() {
        let row = [Block(0), Lane(9), Block(1)];
        let widths = [20.0, 40.0];
        let lane = 1e-6;
        let apart = separate(&row, &widths, &[(0.0, 1.0), (1.0, lane), (90.0, 1.0)]);
        assert_eq!((apart[0].round(), apart[2].round()), (0.0, 90.0));
        assert_eq!(apart[1].round(), 23.0);
        let near = separate(&row, &widths, &[(0.0, 1.0), (0.0, lane), (0.0, 1.0)]);
        // The distances are 10 + 13 and 13 + 20, and the blocks are on both sides of their wish.
        let rounded: Vec<_> = near.iter().map(|place| place.round()).collect();
        assert_eq!(rounded, [-28.0, -5.0, 28.0]);
    }
}
