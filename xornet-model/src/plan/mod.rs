//! How each layer becomes code.

mod auto;
mod batch;
mod checks;
mod lines;
mod sparse;
mod tile;

use std::fmt;

pub use self::batch::{BLOCK_BYTES, Batch, SAMPLES};
pub use self::checks::compiled_checks;
pub use self::lines::{Part, Terms};
pub use self::sparse::{LISTS, Sparse};
pub use self::tile::{Loops, Run, Tile, wide};
pub use xornet_core::summation::partial_sums;

use crate::{Activation, Dense, Float, Layer, Network, Unroll};

/// A network, layer by layer, with the shape of each layer's code.
pub struct Plan<'a, T> {
    /// First to last.
    pub steps: Vec<Step<'a, T>>,
}

impl<T> Plan<'_, T> {
    /// Whether there is more than straight-line code.
    pub fn has_loops(&self) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Dense { code, .. } => !matches!(code, Code::Lines(_)),
            Step::Activation { .. } => false,
        })
    }

    /// Returns about how many bytes of stack a forward pass takes in an optimised build. Measured
    /// networks took no more (tests/targets/costs): twice the vector of each layer, or three times its
    /// input and output in straight-line code, where sums and inputs are variables.
    pub fn stack_estimate(&self) -> usize
    where
        T: Float,
    {
        const CALLS: usize = 256;
        let steps = self.steps.iter().map(|step| match step {
            Step::Dense {
                code: Code::Lines(_),
                ..
            } => 3 * (step.inputs() + step.units()),
            _ => 2 * step.room(),
        });
        CALLS + steps.sum::<usize>() * size_of::<T>()
    }

    /// Returns the steps in pieces of bounded length, each to be a function. Optimising a function takes
    /// time that grows with the square of its steps; and every step binds a variable, whose scope is
    /// inside the one before: nested too deeply they overflow the compiler's stack.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = &[Step<'_, T>]> {
        self.steps.chunks(SEGMENT)
    }
}

/// Steps in one function.
pub const SEGMENT: usize = 16;

/// A layer, with the shape of its code.
pub enum Step<'a, T> {
    /// A dense layer.
    Dense {
        /// Its weights.
        dense: &'a Dense<T>,
        /// What it becomes.
        code: Code<T>,
        /// Straight-line code in place of plain loops, in const contexts and on processors without
        /// vector registers: of a layer so short that it is no longer than a loop.
        short: Option<Vec<Part<T>>>,
    },
    /// An activation of its own.
    Activation {
        /// Length of its input and output.
        width: usize,
        /// What is applied.
        activation: Activation<T>,
    },
}

impl<T: Float> Step<'_, T> {
    /// The length of the vector that the step takes.
    pub fn inputs(&self) -> usize {
        match self {
            Self::Dense { dense, .. } => dense.inputs(),
            Self::Activation { width, .. } => *width,
        }
    }

    /// The length of the vector that the step leaves.
    pub fn units(&self) -> usize {
        match self {
            Self::Dense { dense, .. } => dense.units(),
            Self::Activation { width, .. } => *width,
        }
    }

    /// The length of the array that the step leaves: its units, filled up to whole registers where
    /// its code sums in registers.
    #[must_use]
    pub fn room(&self) -> usize {
        match self {
            Self::Dense { dense, code, .. } if !dense.activation().is_of_the_whole_layer() => {
                code.room(dense).unwrap_or(dense.units())
            }
            _ => self.units(),
        }
    }
}

/// The code of a dense layer.
pub enum Code<T> {
    /// Straight-line code with literal weights, in functions of bounded length.
    Lines(Vec<Part<T>>),
    /// Loops over register tiles.
    Loops(Loops),
    /// Loops over the registers of weights that are left of a pruned layer.
    Sparse(Sparse<T>),
}

impl<T: Float> Code<T> {
    /// The length of the array in which the sums are taken; none in straight-line code.
    #[must_use]
    pub fn room(&self, dense: &Dense<T>) -> Option<usize> {
        match self {
            Self::Lines(_) => None,
            Self::Loops(loops) => Some(loops.sums::<T>(dense.units())),
            Self::Sparse(sparse) => Some(sparse.sums()),
        }
    }
}

/// What a reader of the layer table is told.
impl<T: Float> fmt::Display for Code<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(parts) => {
                let terms = parts.iter().flat_map(|part| &part.sums);
                let products = terms.map(|terms| terms.products.len()).sum();
                write!(f, "straight-line, {}", count(products, "product"))
            }
            Self::Loops(loops) => {
                for (index, run) in loops.runs.iter().enumerate() {
                    let between = if index == 0 { "" } else { ", " };
                    let tiles = count(run.count, "tile");
                    write!(f, "{between}{tiles} of {}", run.tile.sums::<T>())?;
                }
                Ok(())
            }
            Self::Sparse(sparse) => {
                let registers = sparse.steps.iter().sum::<usize>() * LISTS;
                write!(f, "sparse, {}", count(registers, "register"))
            }
        }
    }
}

/// `1 tile`, `2 tiles`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Chooses the code of each layer.
#[must_use]
pub fn plan<T: Float>(network: &Network<T>) -> Plan<'_, T> {
    let mut width = network.inputs();
    let steps = network
        .layers()
        .iter()
        .map(|layer| match layer {
            Layer::Dense(dense) => {
                width = dense.units();
                let (code, _) = choose(dense, network.unroll());
                let short = match network.unroll() {
                    Unroll::Auto => auto::short(dense),
                    Unroll::Full | Unroll::None => None,
                };
                Step::Dense { dense, code, short }
            }
            Layer::Activation(activation) => Step::Activation {
                width,
                activation: *activation,
            },
        })
        .collect();
    Plan { steps }
}

/// The code of a layer, and the reason for it.
#[must_use]
pub fn choose<T: Float>(dense: &Dense<T>, unroll: Unroll) -> (Code<T>, &'static str) {
    match unroll {
        Unroll::Full => (
            Code::Lines(lines::parts(dense)),
            "the file asks for straight-line code",
        ),
        Unroll::None => (Code::Loops(Loops::of(dense)), "the file asks for loops"),
        Unroll::Auto => auto::fastest(dense),
    }
}

/// Bytes of the cache next to the core, on most processors.
pub const FIRST_LEVEL_CACHE: usize = 32 * 1024;
