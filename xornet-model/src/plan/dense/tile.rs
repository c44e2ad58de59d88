//! The tiles of a dense layer, and the layout of its weights for them.

use xornet_core::kernel::{Kernel, NARROW_BYTES, WIDE_BYTES};

use crate::{Activation, Dense, Float};

/// A dense layer as loops over tiles, whose sums stay in registers.
#[derive(Debug)]
pub struct Loops {
    /// The runs of equal tiles that cover the units, first to last.
    pub runs: Vec<Run>,
    /// Whether the kernels apply `relu` to the sums.
    pub relu: bool,
    partial: usize,
}

/// Consecutive tiles of the same size.
#[derive(Debug)]
pub struct Run {
    /// The kind and size of each tile.
    pub tile: Tile,
    /// The number of tiles.
    pub count: usize,
    /// The function that computes them.
    pub call: Call,
    /// The kernel that computes them for several samples of a batch, if there is one.
    pub block: Option<Kernel>,
}

/// The function that computes the tiles of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A kernel that is compiled with `xornet`.
    Kernel(Kernel),
    /// A generic function that is inlined into its caller.
    Inlined,
}

/// The sums that are in registers at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tile {
    /// The sums of units that fill this many SIMD vectors of 32 bytes; each lane is a unit.
    Wide(usize),
    /// The sums of units that fill one SIMD vector of 16 bytes; each lane is a unit.
    Narrow,
    /// The sums of this many units; the lanes are the partial sums of each.
    Units(usize),
}

/// The most SIMD vectors of 32 bytes in a tile. An addition takes about four cycles, and a core starts two in
/// each: eight independent sums keep it busy. They leave half of the sixteen registers of AVX2 for inputs and
/// weights.
const REGISTERS: usize = 8;

/// The most SIMD vectors of 16 bytes in a tile of units: ten of the sixteen registers of SSE2, which leaves
/// enough for inputs and weights.
const UNIT_REGISTERS: usize = 10;

/// The most multiply-adds of a layer that is inlined. In longer layers, the call of a kernel costs little next
/// to the loop, and a kernel is optimised even if the user's crate is not.
const LONGEST_INLINED: usize = 256;

/// Returns how many numbers a SIMD vector of 32 bytes holds.
pub fn wide<T>() -> usize {
    WIDE_BYTES / size_of::<T>()
}

/// Returns how many numbers a SIMD vector of 16 bytes holds.
pub fn narrow<T>() -> usize {
    NARROW_BYTES / size_of::<T>()
}

impl Tile {
    /// Returns the number of sums in a tile.
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
        let relu = dense.activation() == Activation::Relu;
        Self::new::<T>([dense.inputs(), dense.units()], dense.partial_sums(), relu)
    }

    /// Cuts a layer of these inputs and units into tiles.
    fn new<T>([inputs, units]: [usize; 2], partial: usize, relu: bool) -> Self {
        // Few units would leave most lanes of a SIMD vector empty, and their partial sums fill them. It takes
        // four partial sums to fill a vector of 16 bytes.
        let tiles = if units < 16 && partial >= 4 {
            let most = (UNIT_REGISTERS / (partial * size_of::<T>()).div_ceil(NARROW_BYTES)).max(1);
            even(units, most, Tile::Units)
        } else if units <= narrow::<T>() {
            vec![(Tile::Narrow, 1)]
        } else {
            even(units.div_ceil(wide::<T>()), REGISTERS / partial, Tile::Wide)
        };
        // Only the kernels of wide tiles can apply `relu` while the sums are in registers.
        let wide = tiles.iter().all(|(tile, _)| matches!(tile, Tile::Wide(_)));
        let relu = relu && wide;
        // A layer of fewer than 16 units has four partial sums only if it has few inputs. There are too many
        // different tiles for such layers to compile a kernel for each.
        let long = inputs * units > LONGEST_INLINED && !(units < 16 && partial == 4);
        let runs = tiles.into_iter().map(|(tile, count)| {
            let kernel = match tile {
                Tile::Wide(registers) => Kernel::columns(registers, partial, relu),
                Tile::Units(units) => Kernel::rows(units, partial),
                Tile::Narrow => None,
            };
            let block = match tile {
                Tile::Wide(registers) if long && partial == 1 => Kernel::block(registers, relu),
                _ => None,
            };
            Run {
                tile,
                count,
                call: kernel.filter(|_| long).map_or(Call::Inlined, Call::Kernel),
                block,
            }
        });
        Self {
            runs: runs.collect(),
            relu,
            partial,
        }
    }

    /// Returns whether all tiles have kernels that take several samples of a batch at a time.
    #[must_use]
    pub fn takes_blocks(&self) -> bool {
        self.runs.iter().all(|run| run.block.is_some())
    }

    /// Returns the padded length of the array of sums: the units, rounded up to whole tiles and SIMD vectors.
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

    /// Returns the weights of each run, in the order in which its kernel reads them: input by input, and within
    /// a tile of units, for each unit as many inputs as there are partial sums. Weights beyond the last input or
    /// unit are zero.
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

/// Cuts a length into the fewest parts of at most `most`, as even as possible, the longer ones first.
fn even(length: usize, most: usize, tile: fn(usize) -> Tile) -> Vec<(Tile, usize)> {
    let parts = length.div_ceil(most);
    let (short, longer) = (length / parts, length % parts);
    let runs = [(short + 1, longer), (short, parts - longer)];
    let runs = runs.into_iter().filter(|&(_, count)| count > 0);
    runs.map(|(size, count)| (tile(size), count)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plan::dense::partial_sums;
    use crate::plan::tiles;

    fn cut(inputs: usize, units: usize) -> Vec<(Tile, usize)> {
        let runs = Loops::new::<f32>([inputs, units], partial_sums(inputs, units), false).runs;
        runs.iter().map(|run| (run.tile, run.count)).collect()
    }

    #[test]
    fn tiles_are_few_and_even() {
        assert_eq!(cut(4, 1), [(Tile::Narrow, 1)]);
        assert_eq!(cut(4, 10), [(Tile::Wide(2), 1)]);
        assert_eq!(cut(64, 1), [(Tile::Units(1), 1)]);
        assert_eq!(cut(64, 10), [(Tile::Units(5), 2)]);
        assert_eq!(cut(64, 13), [(Tile::Units(5), 1), (Tile::Units(4), 2)]);
        assert_eq!(cut(64, 16), [(Tile::Wide(2), 1)]);
        assert_eq!(cut(64, 32), [(Tile::Wide(4), 1)]);
        assert_eq!(cut(64, 64), [(Tile::Wide(8), 1)]);
        assert_eq!(cut(64, 65), [(Tile::Wide(5), 1), (Tile::Wide(4), 1)]);
        assert_eq!(cut(64, 512), [(Tile::Wide(8), 8)]);
    }

    #[test]
    fn tiles_cover_the_units_and_tables_hold_every_weight() {
        for inputs in [1, 7, 8, 31, 64] {
            for units in 1..=140 {
                let weights = vec![1.0; inputs * units];
                let dense = Dense::<f32>::new(inputs, units, weights, None, Activation::Linear);
                let dense = dense.expect("a layer of ones");
                let loops = Loops::of(&dense);
                let runs = loops.runs.iter();
                let sums = runs.map(|run| run.count * run.tile.sums::<f32>()).sum();
                assert!(units <= sums && sums <= loops.sums::<f32>(units));
                let sum: f32 = loops.tables(&dense).concat().iter().sum();
                assert_eq!(sum as usize, inputs * units, "every weight is in a table");
            }
        }
    }

    /// Collects the kernels that layers of all shapes ask for. Larger shapes ask for no others: the order of
    /// summation does not change beyond 33 units and 128 inputs, and a tile has at most 64 units.
    fn asked<T>(kernels: &mut BTreeSet<&'static str>) {
        for inputs in 1..=600 {
            for units in 1..=600 {
                for relu in [false, true] {
                    let partial = partial_sums(inputs, units);
                    let loops = Loops::new::<T>([inputs, units], partial, relu);
                    let long =
                        inputs * units > LONGEST_INLINED && !(units < 16 && loops.partial == 4);
                    for run in &loops.runs {
                        if let Call::Kernel(kernel) = run.call {
                            kernels.insert(kernel.name());
                        } else {
                            let exists = !long || run.tile == Tile::Narrow;
                            assert!(exists, "no kernel for {:?} of {inputs} × {units}", run.tile);
                        }
                        kernels.extend(run.block.map(Kernel::name));
                    }
                    let one_sum = loops.partial == 1;
                    assert!(
                        !long || !one_sum || loops.takes_blocks(),
                        "{inputs} × {units}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_kernel_that_is_asked_for_exists_and_is_asked_for() {
        let mut kernels = BTreeSet::new();
        asked::<f32>(&mut kernels);
        asked::<f64>(&mut kernels);
        tiles::asked::<f32>(&mut kernels);
        tiles::asked::<f64>(&mut kernels);
        assert_eq!(kernels, Kernel::names().collect());
    }
}
