//! Running networks on samples, a step at a time.

use anyhow::ensure;
use xornet_model::Network;

use super::draft::{Draft, Source};
use crate::evaluate::{self, FloatNumber, Number, Step, Stream};

/// The numbers of all values of a draft in one step.
pub type Numbers = Vec<Vec<f64>>;

/// Runs the network of floats on one sequence, and hands the numbers of all values of its draft to `visit`, a step after the
/// other.
///
/// # Errors
///
/// If a number is not finite; and those of `visit`.
pub fn floats<T: FloatNumber>(
    network: &Network<T>,
    draft: &Draft,
    sequence: &[T],
    visit: &mut dyn FnMut(&[T], &Numbers) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (sums, outputs) = places(draft, network.nodes().len());
    let mut numbers: Numbers = vec![Vec::new(); draft.values.len()];
    let mut stream = Stream::new(network);
    for input in sequence.chunks_exact(step_length(network)) {
        for (value, numbers) in draft.values.iter().zip(&mut numbers) {
            if let Source::Input(range) = &value.source {
                let own = match draft.stream {
                    true => input,
                    false => &input[range.clone()],
                };
                *numbers = wide(own);
            }
        }
        let mut finite = true;
        let take = |step: Step<T>| {
            for (place, from) in [
                (sums[step.layer], &step.sums),
                (outputs[step.layer], &step.outputs),
            ] {
                if let Some(value) = place {
                    numbers[value] = wide(from);
                    finite &= numbers[value].iter().all(|number| number.is_finite());
                }
            }
        };
        run(network, stream.as_mut(), input, take);
        ensure!(
            finite,
            "the network gives numbers that are not finite, as its numbers are too large for `{}`",
            T::DTYPE
        );
        visit(input, &numbers)?;
    }
    Ok(())
}

/// Runs a network once, or a stream for a step.
pub fn run<T: Number>(
    network: &Network<T>,
    stream: Option<&mut Stream<'_, T>>,
    input: &[T],
    visit: impl FnMut(Step<T>),
) {
    match stream {
        Some(stream) => {
            stream.step(input, visit);
        }
        None => evaluate::trace(network, input, visit),
    }
}

/// Returns how many numbers a step takes.
pub fn step_length<T: Number>(network: &Network<T>) -> usize {
    network.inputs() * network.stride()
}

/// Returns the value that the sums, and the one that the outputs of each layer are.
fn places(draft: &Draft, layers: usize) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let (mut sums, mut outputs) = (vec![None; layers], vec![None; layers]);
    for (index, value) in draft.values.iter().enumerate() {
        match value.source {
            Source::Input(_) => {}
            Source::Sums(layer) => sums[layer] = Some(index),
            Source::Outputs(layer) => outputs[layer] = Some(index),
        }
    }
    (sums, outputs)
}

/// Returns the numbers of one value of a network, in double precision.
fn wide<T: Number>(numbers: &[T]) -> Vec<f64> {
    numbers.iter().map(|number| number.to_wide()).collect()
}
