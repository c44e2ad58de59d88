//! How a dense layer is cut into tiles, and its weights laid out for them.

use xornet_core::summation::partial_sums;

use crate::{Activation, Dense, Float};

/// A dense layer as loops over register tiles.
pub struct Loops {
    /// Partial sums of each sum.
    pub partial: usize,
    /// The units, first to last, in runs of equal tiles.
    pub runs: Vec<Run>,
    /// Whether the loops are long: these are not inlined.
    pub long: bool,
}

/// Tiles of one shape, one after the other.
pub struct Run {
    /// The shape of each.
    pub tile: Tile,
    /// How many there are.
    pub count: usize,
}

/// What is summed in registers at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tile {
    /// So many registers of 32 bytes, whose lanes are units.
    Wide(usize),
    /// One register of 16 bytes, whose lanes are units.
    Narrow,
    /// So many units, the lanes being their partial sums.
    Units(usize),
}

const WIDE_BYTES: usize = 32;
const NARROW_BYTES: usize = 16;

/// Registers of 32 bytes in a tile. Eight additions are enough to hide the latency of each, and
/// leave half of the registers for inputs and weights.
const REGISTERS: usize = 8;

/// Registers of 16 bytes in a tile of units.
const UNIT_REGISTERS: usize = 10;

/// Multiply-adds from which on a call costs little, and code that is not optimised a lot.
const LONG: usize = 256;

/// Numbers in a wide register.
pub fn wide<T>() -> usize {
    WIDE_BYTES / size_of::<T>()
}

/// Numbers in a narrow register.
pub fn narrow<T>() -> usize {
    NARROW_BYTES / size_of::<T>()
}

impl Tile {
    /// Sums in a tile.
    pub fn sums<T>(self) -> usize {
        match self {
            Self::Wide(registers) => registers * wide::<T>(),
            Self::Narrow => narrow::<T>(),
            Self::Units(units) => units,
        }
    }
}

impl Loops {
    /// Cuts a layer into tiles.
    #[must_use]
    pub fn of<T: Float>(dense: &Dense<T>) -> Self {
        let (inputs, units) = (dense.inputs(), dense.units());
        let partial = partial_sums(inputs, units);
        let runs = if units < 16 && partial >= 4 {
            let most = (UNIT_REGISTERS / (partial * size_of::<T>()).div_ceil(NARROW_BYTES)).max(1);
            even(units, most, Tile::Units)
        } else if units <= narrow::<T>() {
            let (tile, count) = (Tile::Narrow, 1);
            vec![Run { tile, count }]
        } else {
            even(units.div_ceil(wide::<T>()), REGISTERS / partial, Tile::Wide)
        };
        Self {
            partial,
            runs,
            // With few inputs and four partial sums there are too many shapes to compile them all.
            long: inputs * units > LONG && !(units < 16 && partial == 4),
        }
    }

    /// Whether the kernels apply the activation, too.
    pub fn fuses<T: Float>(&self, activation: Activation<T>) -> bool {
        let wide = self
            .runs
            .iter()
            .all(|run| matches!(run.tile, Tile::Wide(_)));
        wide && activation == Activation::Relu
    }

    /// Whether there are kernels that take several samples.
    pub fn takes_blocks(&self) -> bool {
        let wide = self
            .runs
            .iter()
            .all(|run| matches!(run.tile, Tile::Wide(_)));
        wide && self.long && self.partial == 1
    }

    /// Sums in all tiles: the units, filled up to whole registers.
    pub fn sums<T>(&self, units: usize) -> usize {
        let covered: usize = self
            .runs
            .iter()
            .map(|run| run.count * run.tile.sums::<T>())
            .sum();
        let register = if units <= narrow::<T>() {
            narrow::<T>()
        } else {
            wide::<T>()
        };
        covered.max(units.next_multiple_of(register))
    }

    /// The weights of each run, in the order in which its kernel reads them.
    pub fn tables<T: Float>(&self, dense: &Dense<T>) -> Vec<Vec<T>> {
        let weight = |input: usize, unit: usize| {
            if input < dense.inputs() && unit < dense.units() {
                dense.weights()[input * dense.units() + unit]
            } else {
                T::ZERO
            }
        };
        let mut start = 0;
        let mut tables = Vec::new();
        for run in &self.runs {
            let sums = run.tile.sums::<T>();
            let mut table = Vec::with_capacity(run.count * sums * dense.inputs());
            for _ in 0..run.count {
                let units = start..start + sums;
                if let Tile::Units(_) = run.tile {
                    for first in (0..dense.inputs()).step_by(self.partial) {
                        for unit in units.clone() {
                            let inputs = first..first + self.partial;
                            table.extend(inputs.map(|input| weight(input, unit)));
                        }
                    }
                } else {
                    for input in 0..dense.inputs() {
                        table.extend(units.clone().map(|unit| weight(input, unit)));
                    }
                }
                start += sums;
            }
            tables.push(table);
        }
        tables
    }
}

/// Cuts a length into as few parts as possible, as even as possible, the longer ones first.
fn even(length: usize, most: usize, tile: fn(usize) -> Tile) -> Vec<Run> {
    let parts = length.div_ceil(most);
    let (short, longer) = (length / parts, length % parts);
    let runs = [(short + 1, longer), (short, parts - longer)];
    runs.into_iter()
        .filter(|&(_, count)| count > 0)
        .map(|(size, count)| Run {
            tile: tile(size),
            count,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loops(inputs: usize, units: usize) -> Loops {
        let row = format!("[{}],", "1,".repeat(units));
        let text = format!(
            "input = {inputs}\n[[layers]]\ntype = 'dense'\nunits = {units}\nweights = [{}]",
            row.repeat(inputs)
        );
        let Ok(crate::Model::F32(network)) = crate::read(&text, "x") else {
            panic!("a model");
        };
        let [crate::Layer::Dense(dense)] = network.layers() else {
            panic!("a layer");
        };
        let loops = Loops::of(dense);
        let sum: f32 = loops.tables(dense).concat().iter().sum();
        assert_eq!(sum as usize, inputs * units, "every weight is in a table");
        loops
    }

    fn tiles(inputs: usize, units: usize) -> Vec<(Tile, usize)> {
        let runs = loops(inputs, units).runs;
        runs.iter().map(|run| (run.tile, run.count)).collect()
    }

    #[test]
    fn tiles_are_few_and_even() {
        assert_eq!(tiles(4, 1), [(Tile::Narrow, 1)]);
        assert_eq!(tiles(4, 10), [(Tile::Wide(2), 1)]);
        assert_eq!(tiles(64, 1), [(Tile::Units(1), 1)]);
        assert_eq!(tiles(64, 10), [(Tile::Units(5), 2)]);
        assert_eq!(tiles(64, 13), [(Tile::Units(5), 1), (Tile::Units(4), 2)]);
        assert_eq!(tiles(64, 16), [(Tile::Wide(2), 1)]);
        assert_eq!(tiles(64, 32), [(Tile::Wide(4), 1)]);
        assert_eq!(tiles(64, 64), [(Tile::Wide(8), 1)]);
        assert_eq!(tiles(64, 65), [(Tile::Wide(5), 1), (Tile::Wide(4), 1)]);
        assert_eq!(tiles(64, 512), [(Tile::Wide(8), 8)]);
    }

    #[test]
    fn tiles_cover_the_units() {
        for inputs in [1, 7, 8, 31, 64] {
            for units in 1..=140 {
                let loops = loops(inputs, units);
                let sums = loops
                    .runs
                    .iter()
                    .map(|run| run.count * run.tile.sums::<f32>());
                let sums = sums.sum();
                assert!(units <= sums && sums <= loops.sums::<f32>(units));
            }
        }
    }
}
