use datafusion_common::arrow::array::ArrayRef;
use xornet::{Network, Tensor};

use crate::Number;
use crate::input::Arguments;
use crate::output::{Collected, Outputs};

/// Computes the outputs of a batch of rows, some rows at a time, whose inputs and outputs stay in the cache of a core.
pub(crate) fn score<N: Network<Scalar: Number>>(
    arguments: &Arguments<'_, N::Scalar>,
    outputs: Outputs,
    rows: usize,
) -> ArrayRef {
    let at_once = rows_at_once::<N>().min(rows);
    let mut inputs = vec![N::Input::ZEROS; at_once];
    let mut results = vec![N::Output::ZEROS; at_once];
    let mut collected = Collected::<N>::new(outputs, rows);
    let mut first = 0;
    while first < rows {
        let count = at_once.min(rows - first);
        let (inputs, results) = (&mut inputs[..count], &mut results[..count]);
        arguments.gather(first, inputs);
        N::forward_batch(inputs, results);
        collected.extend(results);
        first += count;
    }
    collected.finish(arguments.nulls().cloned())
}

/// Returns how many rows are computed at a time: a multiple of the samples that a network computes side by side.
fn rows_at_once<N: Network>() -> usize {
    const BYTES: usize = 16 * 1024;
    const SIDE_BY_SIDE: usize = 64;
    let row = size_of::<N::Input>() + size_of::<N::Output>();
    (BYTES / row)
        .next_multiple_of(SIDE_BY_SIDE)
        .clamp(SIDE_BY_SIDE, 1024)
}
