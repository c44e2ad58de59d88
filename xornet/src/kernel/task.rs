//! A network as the macro writes it, and how it is run on the best instruction set of the
//! processor.

use super::isa::Isa;
use super::simd;
use xornet_core::kernel::SAMPLES;
use xornet_core::kernel::SIDE_BY_SIDE;

/// Work that is written once for all instruction sets.
pub trait Task: Sized {
    /// What comes out.
    type Output;

    /// Does it on an instruction set.
    fn run<S: Isa>(self, isa: S) -> Self::Output;

    /// Does it in plain loops, the same bits.
    fn plain(self) -> Self::Output;
}

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

struct Forward<'a, N: Compiled>(&'a N::Input);

impl<N: Compiled> Clone for Forward<'_, N> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<N: Compiled> Task for Forward<'_, N> {
    type Output = N::Output;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) -> N::Output {
        N::run(isa, self.0)
    }

    #[inline(always)]
    fn plain(self) -> N::Output {
        N::plain(self.0)
    }
}

/// A forward pass, the fastest way that this processor has.
#[inline(always)]
pub fn forward<N: Compiled>(input: &N::Input) -> N::Output {
    simd::dispatch(Forward::<N>(input))
}

/// A forward pass in each way that this processor has, for tests: its name and its output.
pub fn every_way<N: Compiled>(input: &N::Input, mut visit: impl FnMut(&str, N::Output)) {
    visit("plain", Forward::<N>(input).plain());
    simd::every_way(Forward::<N>(input), visit);
}

struct ForwardBatch<'a, N: Compiled> {
    inputs: &'a [N::Input],
    outputs: &'a mut [N::Output],
}

impl<N: Compiled> Task for ForwardBatch<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) {
        let Self { inputs, outputs } = self;
        let (inputs, outputs) = match N::BATCH {
            Batch::Singly => (inputs, outputs),
            Batch::Blocks => {
                let (blocks, inputs) = inputs.as_chunks();
                let (output_blocks, outputs) = outputs.as_chunks_mut();
                for (inputs, outputs) in blocks.iter().zip(output_blocks) {
                    N::run_block(isa, inputs, outputs);
                }
                (inputs, outputs)
            }
            Batch::SideBySide => {
                let (blocks, inputs) = inputs.as_chunks();
                let (output_blocks, outputs) = outputs.as_chunks_mut();
                for (inputs, outputs) in blocks.iter().zip(output_blocks) {
                    N::run_side_by_side(isa, inputs, outputs);
                }
                (inputs, outputs)
            }
        };
        for (input, output) in inputs.iter().zip(outputs) {
            *output = N::run(isa, input);
        }
    }

    #[inline(always)]
    fn plain(self) {
        for (input, output) in self.inputs.iter().zip(self.outputs) {
            *output = N::plain(input);
        }
    }
}

/// `outputs[i] = forward(&inputs[i])`.
///
/// # Panics
///
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn forward_batch<N: Compiled>(inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(
        inputs.len() == outputs.len(),
        "forward_batch: {} inputs, but room for {} outputs",
        inputs.len(),
        outputs.len(),
    );
    #[cfg(feature = "rayon")]
    super::spread::spread(inputs, outputs, N::MACS, run_batch::<N>);
    #[cfg(not(feature = "rayon"))]
    run_batch::<N>(inputs, outputs);
}

fn run_batch<N: Compiled>(inputs: &[N::Input], outputs: &mut [N::Output]) {
    simd::dispatch(ForwardBatch::<N> { inputs, outputs });
}
