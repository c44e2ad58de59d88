//! The code of dense layers.

mod auto;
mod lines;
mod sparse;
mod tile;

use std::fmt;

pub use self::sparse::Sparse;
pub use self::tile::{Call, Loops, Run, Tile, wide};
pub use xornet_core::kernel::LISTS;
pub use xornet_core::summation::partial_sums;

use super::lines::{Part, describe};
use super::{Activate, Explanation, PlanContext, Planned};
use crate::quantity;
use crate::{Dense, Float, Unroll};

/// The code of a dense layer.
#[derive(Debug)]
pub struct Code<'n, T> {
    /// The layer.
    pub dense: &'n Dense<T>,
    /// The number of rows of the input, each of which the layer is applied to.
    pub rows: usize,
    /// The number of partial sums of each sum.
    pub partial: usize,
    /// The strategy on processors with SIMD.
    pub strategy: Strategy<T>,
    /// The straight-line code that replaces plain loops in const contexts and on processors without SIMD, if the
    /// layer is so short that this is no larger.
    pub short: Option<Vec<Part<T>>>,
    /// The way in which the activation is applied to the sums.
    pub activate: Activate,
    why: &'static str,
}

/// The code generation strategy of a dense layer on processors with SIMD.
#[derive(Debug)]
pub enum Strategy<T> {
    /// Straight-line code with literal weights, in functions of bounded length.
    Lines(Vec<Part<T>>),
    /// Loops over tiles, whose sums stay in registers.
    Loops(Loops),
    /// Loops over the SIMD vectors of weights of a pruned layer that are not all zero.
    Sparse(Sparse<T>),
}

impl<T: Float> Strategy<T> {
    /// Chooses the strategy for a layer, and says why.
    fn choose(dense: &Dense<T>, unroll: Unroll) -> (Self, &'static str) {
        match unroll {
            Unroll::Full => (
                Self::Lines(lines::of(dense)),
                "the file asks for straight-line code",
            ),
            Unroll::None => (Self::Loops(Loops::of(dense)), "the file asks for loops"),
            Unroll::Auto => auto::fastest(dense),
        }
    }

    /// Returns the padded length of the array of sums; `None` for straight-line code, which has no such array.
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
    /// Returns the straight-line code for processors without SIMD; `None` if plain loops are used there.
    #[must_use]
    pub fn lines(&self) -> Option<&[Part<T>]> {
        match &self.strategy {
            Strategy::Lines(parts) => Some(parts),
            Strategy::Loops(_) | Strategy::Sparse(_) => self.short.as_deref(),
        }
    }
}

impl<'n, T: Float> Code<'n, T> {
    pub(super) fn plan(dense: &'n Dense<T>, context: &PlanContext) -> Self {
        let (strategy, why) = Strategy::choose(dense, context.unroll);
        let activate = match &strategy {
            Strategy::Loops(loops) if loops.relu => Activate::Nothing,
            _ => {
                let padded = strategy.sums(dense).unwrap_or(dense.units());
                Activate::of(dense.activation(), padded)
            }
        };
        Self {
            dense,
            rows: context.output.count() / dense.units(),
            partial: dense.partial_sums(),
            strategy,
            short: match context.unroll {
                Unroll::Auto => auto::short(dense),
                Unroll::Full | Unroll::None => None,
            },
            activate,
            why,
        }
    }
}

/// Estimates how many statements a layer would have as straight-line code.
pub(super) fn straight_line_length<T: Float>(dense: &Dense<T>) -> usize {
    dense.nonzero() + dense.units()
}

impl<T: Float> Planned for Code<'_, T> {
    fn padded(&self) -> usize {
        match self.strategy.sums(self.dense) {
            Some(sums) if self.activate != Activate::Exactly => sums,
            _ => self.dense.units(),
        }
    }

    fn is_mutable(&self) -> bool {
        self.has_loops() && self.activate.is_mutable()
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

    /// Estimates by measurements: twice the array of the layer, or three times its input and output in
    /// straight-line code, where inputs and sums are variables.
    fn stack_numbers(&self) -> usize {
        match self.strategy {
            Strategy::Lines(_) => 3 * (self.dense.inputs() + self.dense.units()),
            Strategy::Loops(_) | Strategy::Sparse(_) => 2 * self.padded(),
        }
    }

    fn explain(&self) -> Option<Explanation> {
        let code = self.strategy.to_string();
        let without_registers = match (&self.strategy, &self.short) {
            (Strategy::Lines(_), _) => code.clone(),
            (_, Some(parts)) => describe(parts),
            (_, None) => "loops".into(),
        };
        Some(Explanation {
            code,
            why: self.why,
            without_registers,
        })
    }
}

impl<T: Float> fmt::Display for Strategy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(parts) => f.write_str(&describe(parts)),
            Self::Loops(loops) => {
                for (index, run) in loops.runs.iter().enumerate() {
                    let between = if index == 0 { "" } else { ", " };
                    let tiles = quantity(run.count, "tile");
                    write!(f, "{between}{tiles} of {}", run.tile.sums::<T>())?;
                }
                Ok(())
            }
            Self::Sparse(sparse) => {
                let vectors = sparse.steps.iter().sum::<usize>() * LISTS;
                write!(f, "sparse, {}", quantity(vectors, "SIMD vector"))
            }
        }
    }
}
