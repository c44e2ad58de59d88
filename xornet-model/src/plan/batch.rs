//! The choice of how a network computes the samples of a batch.

use xornet_core::kernel::SAMPLES;

use super::{FIRST_LEVEL_CACHE, Planned, Segment, Step};
use crate::{Element, Network};

/// The way in which a network computes the samples of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// One after the other.
    Singly,
    /// Several at a time, layer by layer.
    Blocks,
    /// Side by side, one in each lane.
    SideBySide,
}

/// The most bytes that the arrays of a block of samples may take, since they are on the stack. The arrays of
/// wider networks do not stay in a first-level cache anyway, so that blocks would gain less.
pub const BLOCK_BYTES: usize = 128 * 1024;

/// The most multiply-adds of a network that takes samples side by side. Its layers are narrower than a SIMD
/// vector, so that lanes would be left empty, and its tables stay in the cache.
const TINY: usize = 128;

impl Batch {
    /// Chooses the way for a network.
    pub(super) fn of<T: Element>(
        network: &Network<T>,
        steps: &[Step<'_, T>],
        segments: &[Segment],
    ) -> Self {
        let blocks = steps.iter().any(|step| step.code.takes_blocks());
        let narrow = steps.iter().all(|step| step.code.fits_side_by_side());
        let macs = network.macs();
        // A block loads each weight once for six samples. That gains nothing if all weights are in the
        // first-level cache.
        let large = macs * size_of::<T>() > FIRST_LEVEL_CACHE;
        let ports = (network.input_values().len(), network.output_values().len());
        if segments.len() > 1 || ports != (1, 1) {
            Self::Singly
        } else if blocks && large && block_bytes(steps) <= BLOCK_BYTES {
            Self::Blocks
        } else if narrow && macs <= TINY {
            Self::SideBySide
        } else {
            Self::Singly
        }
    }

    /// Describes the way in words.
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

/// Returns the bytes of the arrays that a block of samples needs.
pub(super) fn block_bytes<T: Element>(steps: &[Step<'_, T>]) -> usize {
    let numbers: usize = steps.iter().map(Step::block_padded).sum();
    numbers * SAMPLES * size_of::<T>()
}
