//! How the samples of a batch go through a network.

use xornet_core::kernel::SAMPLES;

use super::{FIRST_LEVEL_CACHE, Segment, Step};
use crate::{Float, Network};

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

/// The most bytes of vectors that a block of samples may hold: it is on the stack. The vectors of
/// wider networks do not stay in a first-level cache, so that a block gains them less.
pub const BLOCK_BYTES: usize = 128 * 1024;

/// Multiply-adds up to which a network goes through samples side by side. Its layers are narrower
/// than a register then, and its tables stay in the cache.
const TINY: usize = 128;

impl Batch {
    /// Chooses for a network.
    pub(super) fn of<T: Float>(
        network: &Network<T>,
        steps: &[Step<'_, T>],
        segments: &[Segment],
    ) -> Self {
        let blocks = steps.iter().any(|step| step.code.asked().takes_blocks());
        let mut codes = steps.iter().map(|step| step.code.asked());
        let narrow = codes.all(|code| code.fits_side_by_side());
        let macs = network.macs();
        // Weights in the first-level cache are as near to one sample as to six.
        let large = macs * size_of::<T>() > FIRST_LEVEL_CACHE;
        if segments.len() > 1 {
            Self::Singly
        } else if blocks && large && block_bytes(steps) <= BLOCK_BYTES {
            Self::Blocks
        } else if narrow && macs <= TINY {
            Self::SideBySide
        } else {
            Self::Singly
        }
    }

    /// Returns how the samples go, in words.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Singly => "one sample after the other".into(),
            Self::Blocks => format!("{SAMPLES} samples at a time through each layer"),
            Self::SideBySide => {
                let samples = xornet_core::kernel::SIDE_BY_SIDE;
                format!("{samples} samples side by side, one in each lane of a register")
            }
        }
    }
}

/// Returns the bytes of the vectors of a block of samples.
pub(super) fn block_bytes<T: Float>(steps: &[Step<'_, T>]) -> usize {
    let numbers: usize = steps.iter().map(Step::block_padded).sum();
    numbers * SAMPLES * size_of::<T>()
}
