//! A network as the macro writes it.

use xornet_core::kernel::{SAMPLES, SIDE_BY_SIDE};

use super::isa::Isa;

/// What only [`model!`](crate::model) implements, so that [`Network`](crate::Network) can grow.
pub trait Generated {}

/// How the samples of a batch go through a network.
#[derive(Clone, Copy, Debug)]
pub enum Batch {
    /// One after the other.
    Singly,
    /// Several at a time, through one layer after the other.
    Blocks,
    /// Side by side, one in each lane.
    SideBySide,
}

/// A network as [`model!`](crate::model) writes it.
pub trait Compiled {
    /// An array of numbers.
    type Input: Sync;
    /// An array of numbers.
    type Output: Send;

    /// Multiply-adds of a forward pass.
    const MACS: usize;

    /// How the samples of a batch are taken.
    const BATCH: Batch;

    /// A forward pass on an instruction set.
    fn run<S: Isa>(isa: S, input: &Self::Input) -> Self::Output;

    /// The same for each input, where `BATCH` is `Blocks`.
    #[inline(always)]
    fn run_block<S: Isa>(
        isa: S,
        inputs: &[Self::Input; SAMPLES],
        outputs: &mut [Self::Output; SAMPLES],
    ) {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = Self::run(isa, input);
        }
    }

    /// The same for each input, where `BATCH` is `SideBySide`.
    #[inline(always)]
    fn run_side_by_side<S: Isa>(
        isa: S,
        inputs: &[Self::Input; SIDE_BY_SIDE],
        outputs: &mut [Self::Output; SIDE_BY_SIDE],
    ) {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = Self::run(isa, input);
        }
    }

    /// The same bits as `run`, in plain loops.
    fn plain(input: &Self::Input) -> Self::Output;
}
