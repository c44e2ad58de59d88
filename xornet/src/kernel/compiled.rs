//! The traits that the macro implements for a network.

use xornet_core::kernel::{SAMPLES, SIDE_BY_SIDE};

use super::isa::Isa;
use crate::Tensor;

/// The seal of [`Network`](crate::Network): only [`model!`](crate::model) implements this trait, so that `Network` can
/// get new items.
pub trait Generated {}

/// The way in which a network computes the samples of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Batch {
    /// One after the other.
    Singly,
    /// Several at a time, layer by layer.
    Blocks,
    /// Side by side, one in each lane.
    SideBySide,
}

/// The generated code of a network.
pub trait Compiled {
    /// The input, an array of numbers or a struct of several.
    type Input: Sync;
    /// The output, an array of numbers or a struct of several.
    type Output: Send;
    /// The memory for the values between layers: an array, which is empty if the values are variables.
    type Scratch: Tensor;

    /// Whether the network is of eight bits.
    const EIGHT_BITS: bool = false;

    /// The number of multiply-adds of a forward pass.
    const MACS: usize;

    /// The way in which the samples of a batch are computed.
    const BATCH: Batch;

    /// Computes a forward pass on an instruction set.
    fn run<S: Isa>(isa: S, scratch: &mut Self::Scratch, input: &Self::Input) -> Self::Output;

    /// Computes the outputs of a block of inputs, if `BATCH` is `Blocks`.
    #[inline(always)]
    fn run_block<S: Isa>(
        isa: S,
        inputs: &[Self::Input; SAMPLES],
        outputs: &mut [Self::Output; SAMPLES],
    ) {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = Self::run(isa, &mut { Self::Scratch::ZEROS }, input);
        }
    }

    /// Computes the outputs of inputs side by side, if `BATCH` is `SideBySide`.
    #[inline(always)]
    fn run_side_by_side<S: Isa>(
        isa: S,
        inputs: &[Self::Input; SIDE_BY_SIDE],
        outputs: &mut [Self::Output; SIDE_BY_SIDE],
    ) {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = Self::run(isa, &mut { Self::Scratch::ZEROS }, input);
        }
    }

    /// Computes a forward pass in plain loops, with the same bits as `run`.
    fn plain(scratch: &mut Self::Scratch, input: &Self::Input) -> Self::Output;
}
