//! The steps of streams, on the best instruction set of the processor.

use super::dispatch::Task;
use super::isa::Isa;
use super::simd;

/// The generated code of a stream.
pub trait CompiledStream {
    /// The frames of a step, an array of numbers.
    type Input;
    /// The output of a step, an array of numbers or a struct of several.
    type Output;

    /// Whether the network is of eight bits.
    const EIGHT_BITS: bool = false;

    /// The number of steps that `run_block` computes.
    const BLOCK: usize;

    /// Computes a step on an instruction set.
    fn run<S: Isa>(&mut self, isa: S, input: &Self::Input) -> Self::Output;

    /// Computes `BLOCK` steps, with the same bits as `run`.
    #[inline(always)]
    fn run_block<S: Isa>(&mut self, isa: S, inputs: &[Self::Input], outputs: &mut [Self::Output]) {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = self.run(isa, input);
        }
    }

    /// Computes a step in plain loops, with the same bits as `run`.
    fn plain(&mut self, input: &Self::Input) -> Self::Output;
}

/// The task of one step.
struct Step<'a, N: CompiledStream> {
    stream: &'a mut N,
    input: &'a N::Input,
}

impl<N: CompiledStream> Task for Step<'_, N> {
    type Output = N::Output;

    const EIGHT_BITS: bool = N::EIGHT_BITS;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) -> N::Output {
        self.stream.run(isa, self.input)
    }

    #[inline(always)]
    fn plain(self) -> N::Output {
        self.stream.plain(self.input)
    }
}

/// Computes a step in the fastest way that this processor has.
#[inline(always)]
pub fn step<N: CompiledStream>(stream: &mut N, input: &N::Input) -> N::Output {
    simd::dispatch(Step { stream, input })
}

/// The task of many steps.
struct Process<'a, N: CompiledStream> {
    stream: &'a mut N,
    inputs: &'a [N::Input],
    outputs: &'a mut [N::Output],
}

impl<N: CompiledStream> Task for Process<'_, N> {
    type Output = ();

    const EIGHT_BITS: bool = N::EIGHT_BITS;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) {
        let Self {
            stream,
            inputs,
            outputs,
        } = self;
        let mut blocks = inputs.chunks_exact(N::BLOCK);
        let mut places = outputs.chunks_exact_mut(N::BLOCK);
        for (inputs, outputs) in blocks.by_ref().zip(places.by_ref()) {
            stream.run_block(isa, inputs, outputs);
        }
        for (input, output) in blocks.remainder().iter().zip(places.into_remainder()) {
            *output = stream.run(isa, input);
        }
    }

    #[inline(always)]
    fn plain(self) {
        for (input, output) in self.inputs.iter().zip(self.outputs) {
            *output = self.stream.plain(input);
        }
    }
}

/// Computes `outputs[i] = step(&inputs[i])` for all `i`, in this order.
///
/// # Panics
///
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn process<N: CompiledStream>(stream: &mut N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(
        inputs.len() == outputs.len(),
        "process: {} inputs, but {} outputs",
        inputs.len(),
        outputs.len(),
    );
    simd::dispatch(Process {
        stream,
        inputs,
        outputs,
    });
}

/// A step of a copy of a stream, in each way.
struct Way<'a, N: CompiledStream>(&'a N, &'a N::Input);

impl<N: CompiledStream> Clone for Way<'_, N> {
    fn clone(&self) -> Self {
        Self(self.0, self.1)
    }
}

impl<N: CompiledStream + Clone> Task for Way<'_, N> {
    type Output = N::Output;

    const EIGHT_BITS: bool = N::EIGHT_BITS;

    #[inline(always)]
    fn run<S: Isa>(self, isa: S) -> N::Output {
        self.0.clone().run(isa, self.1)
    }

    #[inline(always)]
    fn plain(self) -> N::Output {
        self.0.clone().plain(self.1)
    }
}

/// Computes the next step in each way that this processor has, without taking it, and passes the name of the way and the
/// output to `visit`. This is for tests.
pub fn every_step<N: CompiledStream + Clone>(
    stream: &N,
    input: &N::Input,
    mut visit: impl FnMut(&str, N::Output),
) {
    visit("plain", Way(stream, input).plain());
    simd::every_way(Way(stream, input), visit);
}
