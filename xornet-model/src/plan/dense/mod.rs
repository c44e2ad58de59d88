//! The code of dense layers.

mod auto;
mod lines;
mod sparse;
mod tile;

use std::fmt;

pub use self::lines::{Part, Terms};
pub use self::sparse::Sparse;
pub use self::tile::{Call, Loops, Run, Tile, wide};
pub use xornet_core::kernel::LISTS;
pub use xornet_core::summation::partial_sums;

use super::{Activate, Place, PlanLayer, Planned, Told};
use crate::quantity;
use crate::{Dense, Float, Unroll};

/// The code of a dense layer.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer.
    pub dense: &'n Dense<T>,
    /// Partial sums of each of its sums.
    pub partial: usize,
    /// What it becomes where there are vector registers.
    pub strategy: Strategy<T>,
    /// Straight-line code in place of plain loops, in const contexts and on processors without
    /// vector registers: of a layer so short that it is no longer than a loop.
    pub short: Option<Vec<Part<T>>>,
    /// How the activation is applied to the sums in registers.
    pub activate: Activate,
    why: &'static str,
}

/// What a dense layer becomes where there are vector registers.
#[derive(Debug)]
pub enum Strategy<T> {
    /// Straight-line code with literal weights, in functions of bounded length.
    Lines(Vec<Part<T>>),
    /// Loops over register tiles.
    Loops(Loops),
    /// Loops over the registers of weights that are left of a pruned layer.
    Sparse(Sparse<T>),
}

impl<T: Float> Strategy<T> {
    /// Chooses for a layer, with the reason.
    fn choose(dense: &Dense<T>, unroll: Unroll) -> (Self, &'static str) {
        match unroll {
            Unroll::Full => (
                Self::Lines(lines::parts(dense)),
                "the file asks for straight-line code",
            ),
            Unroll::None => (Self::Loops(Loops::of(dense)), "the file asks for loops"),
            Unroll::Auto => auto::fastest(dense),
        }
    }

    /// Returns the length of the array in which the sums are taken; none in straight-line code.
    #[must_use]
    pub fn sums(&self, dense: &Dense<T>) -> Option<usize> {
        match self {
            Self::Lines(_) => None,
            Self::Loops(loops) => Some(loops.sums::<T>(dense.units())),
            Self::Sparse(sparse) => Some(sparse.sums()),
        }
    }
}

impl<T: Float> Code<'_, T> {
    /// Returns the code on processors without vector registers, where it is straight-line code.
    #[must_use]
    pub fn lines(&self) -> Option<&[Part<T>]> {
        match &self.strategy {
            Strategy::Lines(parts) => Some(parts),
            Strategy::Loops(_) | Strategy::Sparse(_) => self.short.as_deref(),
        }
    }
}

impl<'n, T: Float> PlanLayer<'n, Dense<T>> for Code<'n, T> {
    fn plan(dense: &'n Dense<T>, place: &Place) -> Self {
        let (strategy, why) = Strategy::choose(dense, place.unroll);
        let activate = match &strategy {
            Strategy::Loops(loops) if loops.relu => Activate::Nothing,
            _ => {
                let padded = strategy.sums(dense).unwrap_or(dense.units());
                Activate::of(dense.activation(), padded)
            }
        };
        Self {
            dense,
            partial: partial_sums(dense.inputs(), dense.units()),
            strategy,
            short: match place.unroll {
                Unroll::Auto => auto::short(dense),
                Unroll::Full | Unroll::None => None,
            },
            activate,
            why,
        }
    }

    fn straight_line_length(dense: &Dense<T>) -> usize {
        dense.nonzero() + dense.units()
    }
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        match self.strategy.sums(self.dense) {
            Some(sums) if self.activate != Activate::Exactly => sums,
            _ => self.dense.units(),
        }
    }

    fn is_mutable(&self) -> bool {
        let registers = !matches!(self.strategy, Strategy::Lines(_));
        registers && self.activate.is_mutable()
    }

    fn has_loops(&self) -> bool {
        !matches!(self.strategy, Strategy::Lines(_))
    }

    fn takes_blocks(&self) -> bool {
        matches!(&self.strategy, Strategy::Loops(loops) if loops.takes_blocks())
    }

    fn fits_side_by_side(&self) -> bool {
        self.dense.units() < wide::<T>()
    }

    /// Measured: twice the vector of the layer, or three times its input and output in straight-line
    /// code, where sums and inputs are variables.
    fn stack(&self) -> usize {
        match self.strategy {
            Strategy::Lines(_) => 3 * (self.dense.inputs() + self.dense.units()),
            Strategy::Loops(_) | Strategy::Sparse(_) => 2 * self.padded(),
        }
    }

    fn told(&self) -> Option<Told> {
        let code = self.strategy.to_string();
        let without_registers = match (&self.strategy, &self.short) {
            (Strategy::Lines(_), _) => code.clone(),
            (_, Some(parts)) => straight_line(parts),
            (_, None) => "loops".into(),
        };
        Some(Told {
            code,
            why: self.why,
            without_registers,
        })
    }
}

fn straight_line<T>(parts: &[Part<T>]) -> String {
    let terms = parts.iter().flat_map(|part| &part.sums);
    let products = terms.map(|terms| terms.products.len()).sum();
    format!("straight-line, {}", quantity(products, "product"))
}

impl<T: Float> fmt::Display for Strategy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(parts) => f.write_str(&straight_line(parts)),
            Self::Loops(loops) => {
                for (index, run) in loops.runs.iter().enumerate() {
                    let between = if index == 0 { "" } else { ", " };
                    let tiles = quantity(run.count, "tile");
                    write!(f, "{between}{tiles} of {}", run.tile.sums::<T>())?;
                }
                Ok(())
            }
            Self::Sparse(sparse) => {
                let registers = sparse.steps.iter().sum::<usize>() * LISTS;
                write!(f, "sparse, {}", quantity(registers, "register"))
            }
        }
    }
}
