//! The straight-line code of a dense layer.

use crate::plan::lines::{Part, Terms, parts};
use crate::{Dense, Float};

/// Cuts the products of a layer into functions.
pub(super) fn of<T: Float>(dense: &Dense<T>) -> Vec<Part<T>> {
    let count = dense.partial_sums();
    parts((0..dense.units()).flat_map(|unit| {
        (0..count).map(move |partial| Terms {
            unit,
            partial,
            continued: false,
            products: (partial..dense.inputs())
                .step_by(count)
                .map(|input| (input, dense.weights()[input * dense.units() + unit]))
                .collect(),
        })
    }))
}
