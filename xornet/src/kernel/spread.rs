//! The distribution of large batches over several cores.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use xornet_core::kernel::SAMPLES;
use xornet_core::kernel::SIDE_BY_SIDE;

/// The fewest multiply-adds of a part of a batch that is worth another core: some 10 µs.
const PART: usize = 1 << 18;

/// Runs parts of a batch on the current thread pool, if the batch is large enough to gain from that.
pub(super) fn spread<I: Sync, O: Send>(
    inputs: &[I],
    outputs: &mut [O],
    macs: usize,
    run: impl Fn(&[I], &mut [O]) + Sync,
) {
    // Several parts for each core, so that a core that is interrupted does not delay the whole batch. Each has whole
    // blocks, whichever way the network takes them.
    let fair = inputs.len().div_ceil(4 * rayon::current_num_threads());
    let part = fair
        .max(PART / macs.max(1))
        .next_multiple_of(SAMPLES * SIDE_BY_SIDE);
    if inputs.len() <= part {
        return run(inputs, outputs);
    }
    inputs
        .par_chunks(part)
        .zip(outputs.par_chunks_mut(part))
        .for_each(|(inputs, outputs)| run(inputs, outputs));
}
