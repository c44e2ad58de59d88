//! The dispatch of a network to the best instruction set of the processor.

use super::compiled::{Batch, Compiled};
use super::isa::Isa;
use super::simd;
use crate::Tensor;

/// Work that is written once for all instruction sets.
pub trait Task: Sized {
    /// The result.
    type Output;

    /// Whether the network is of eight bits.
    #[cfg_attr(
        not(arm_dsp),
        allow(
            dead_code,
            reason = "asked where an instruction set is for these alone"
        )
    )]
    const EIGHT_BITS: bool;

    /// Does the work on an instruction set.
    fn run<S: Isa>(self, isa: S) -> Self::Output;

    /// Does the work in plain loops, with the same bits.
    fn plain(self) -> Self::Output;
}

/// The task of one forward pass.
struct Forward<'a, N: Compiled> {
    scratch: &'a mut N::Scratch,
    input: &'a N::Input,
}

impl<N: Compiled> Task for Forward<'_, N> {
    type Output = N::Output;

    const EIGHT_BITS: bool = N::EIGHT_BITS;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) -> N::Output {
        N::run(isa, self.scratch, self.input)
    }

    #[inline(always)]
    fn plain(self) -> N::Output {
        N::plain(self.scratch, self.input)
    }
}

/// Computes a forward pass in the fastest way that this processor has.
#[inline(always)]
pub fn forward<N: Compiled>(input: &N::Input) -> N::Output {
    forward_in::<N>(&mut { N::Scratch::ZEROS }, input)
}

/// Computes a forward pass in the fastest way that this processor has, with the values between layers in `scratch`.
#[inline(always)]
pub fn forward_in<N: Compiled>(scratch: &mut N::Scratch, input: &N::Input) -> N::Output {
    simd::dispatch(Forward::<N> { scratch, input })
}

/// A forward pass with memory of its own, in each way.
struct Way<'a, N: Compiled>(&'a N::Input);

impl<N: Compiled> Clone for Way<'_, N> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<N: Compiled> Task for Way<'_, N> {
    type Output = N::Output;

    const EIGHT_BITS: bool = N::EIGHT_BITS;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) -> N::Output {
        N::run(isa, &mut { N::Scratch::ZEROS }, self.0)
    }

    #[inline(always)]
    fn plain(self) -> N::Output {
        N::plain(&mut { N::Scratch::ZEROS }, self.0)
    }
}

/// Computes a forward pass in each way that this processor has, and passes the name of the way and the output to
/// `visit`. This is for tests.
pub fn every_way<N: Compiled>(input: &N::Input, mut visit: impl FnMut(&str, N::Output)) {
    visit("plain", Way::<N>(input).plain());
    simd::every_way(Way::<N>(input), visit);
}

/// The task of a batch of forward passes.
struct ForwardBatch<'a, N: Compiled> {
    inputs: &'a [N::Input],
    outputs: &'a mut [N::Output],
}

impl<N: Compiled> Task for ForwardBatch<'_, N> {
    type Output = ();

    const EIGHT_BITS: bool = N::EIGHT_BITS;

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
        let mut scratch = N::Scratch::ZEROS;
        for (input, output) in inputs.iter().zip(outputs) {
            *output = N::run(isa, &mut scratch, input);
        }
    }

    #[inline(always)]
    fn plain(self) {
        let mut scratch = N::Scratch::ZEROS;
        for (input, output) in self.inputs.iter().zip(self.outputs) {
            *output = N::plain(&mut scratch, input);
        }
    }
}

/// Computes `outputs[i] = forward(&inputs[i])` for all `i`.
///
/// # Panics
///
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn forward_batch<N: Compiled>(inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(
        inputs.len() == outputs.len(),
        "forward_batch: {} inputs, but {} outputs",
        inputs.len(),
        outputs.len(),
    );
    #[cfg(feature = "rayon")]
    super::spread::spread(inputs, outputs, N::MACS, run_batch::<N>);
    #[cfg(not(feature = "rayon"))]
    run_batch::<N>(inputs, outputs);
}

/// Computes a batch on this thread.
fn run_batch<N: Compiled>(inputs: &[N::Input], outputs: &mut [N::Output]) {
    simd::dispatch(ForwardBatch::<N> { inputs, outputs });
}
