//! Streams: networks whose layers keep a state from one call to the next.

use super::{Compute, Scratch, Step, run};
use crate::Scalar;
use crate::graph::Graph;

/// Returns how many numbers the layers of a network keep together.
#[must_use]
pub fn state<S: Scalar>(graph: &Graph<'_, S>) -> usize {
    graph.layers().map(kept::<S>).sum()
}

/// Sets the state to that before the first frame.
///
/// # Panics
///
/// If there are not [`state`] numbers.
pub fn reset<S: Scalar>(graph: &Graph<'_, S>, state: &mut [S]) {
    let mut rest = state;
    for layer in graph.layers() {
        let (state, others) = rest.split_at_mut(kept::<S>(layer));
        if layer.is_stateful() {
            layer.reset(state);
        }
        rest = others;
    }
}

/// Returns how many numbers a layer keeps from one call to the next; most layers keep none.
#[must_use]
pub fn kept<S: Scalar>(layer: &S::Layer<'_>) -> usize {
    if layer.is_stateful() {
        layer.numbers()
    } else {
        0
    }
}

/// Computes a step of a stream: the next output from the next frames, as [`forward`](super::forward) does. The layers
/// keep `state`, one after the other.
///
/// # Panics
///
/// If a slice does not have the network's length.
pub fn step<S: Scalar>(
    graph: &Graph<'_, S>,
    state: &mut [S],
    input: &[S],
    output: &mut [S],
    scratch: Scratch<'_, S>,
    visit: impl FnMut(Step<'_, S>),
) {
    let nodes = graph.nodes.iter().copied();
    run(
        graph.frame(),
        nodes,
        Some(state),
        input,
        output,
        scratch,
        visit,
    );
}
