//! How the samples of a batch go through a network.

use super::{Code, FIRST_LEVEL_CACHE, Plan, Step, wide};
use crate::Float;

/// How the samples of a batch go through a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// One after the other.
    Singly,
    /// Several at a time, through one layer after the other.
    Blocks,
    /// Side by side, one in each lane.
    SideBySide,
}

/// Samples in a block, as the kernels take them.
pub const SAMPLES: usize = 6;

/// The most bytes of vectors that a block of samples may hold: it is on the stack. The vectors of
/// wider networks do not stay in a first-level cache, so that a block gains them less.
pub const BLOCK_BYTES: usize = 128 * 1024;

/// Multiply-adds up to which a network goes through samples side by side. Its layers are narrower
/// than a register then, and its tables stay in the cache.
const TINY: usize = 128;

impl<T: Float> Plan<'_, T> {
    /// Chooses how a batch is taken.
    #[must_use]
    pub fn batch(&self) -> Batch {
        let blocks = self.steps.iter().any(|step| {
            matches!(step, Step::Dense { code: Code::Loops(loops), .. } if loops.takes_blocks())
        });
        let narrow = self.steps.iter().all(|step| match step {
            Step::Dense { dense, .. } => dense.units() < wide::<T>(),
            Step::Activation { .. } => true,
        });
        let macs = self.steps.iter().map(|step| match step {
            Step::Dense { dense, .. } => dense.weights().len(),
            Step::Activation { .. } => 0,
        });
        let macs: usize = macs.sum();
        // Weights in the first-level cache are as near to one sample as to six.
        let large = macs * size_of::<T>() > FIRST_LEVEL_CACHE;
        if self.segments().len() > 1 {
            Batch::Singly
        } else if blocks && large && self.block_bytes() <= BLOCK_BYTES {
            Batch::Blocks
        } else if narrow && macs <= TINY {
            Batch::SideBySide
        } else {
            Batch::Singly
        }
    }

    /// Returns the bytes of the vectors of a block of samples.
    #[must_use]
    pub fn block_bytes(&self) -> usize {
        let rooms: usize = self.steps.iter().map(Step::room).sum();
        rooms * SAMPLES * size_of::<T>()
    }
}
