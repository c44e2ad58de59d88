//! Straight-line code, cut into functions.

use super::partial_sums;
use crate::{Dense, Float};

/// One function of straight-line code: some partial sums, or a piece of one.
#[derive(Debug)]
pub struct Part<T> {
    /// In the order in which they are taken.
    pub sums: Vec<Terms<T>>,
}

/// Products to add to one partial sum of a unit, in the order of the inputs.
#[derive(Debug)]
pub struct Terms<T> {
    /// Whose sum it is.
    pub unit: usize,
    /// Which of the unit's partial sums.
    pub partial: usize,
    /// Whether the sum goes on from a piece before this one.
    pub continued: bool,
    /// Inputs, with their weights; none is zero.
    pub products: Vec<(usize, T)>,
}

/// Products in one function of straight-line code. The compiler's time grows faster than the
/// length of a function, so that the sum over many short ones stays close to linear.
const PART: usize = 512;

pub(super) fn parts<T: Float>(dense: &Dense<T>) -> Vec<Part<T>> {
    let count = partial_sums(dense.inputs(), dense.units());
    let mut parts = Vec::new();
    let mut current = Part { sums: Vec::new() };
    let mut room = PART;
    for unit in 0..dense.units() {
        for partial in 0..count {
            let products: Vec<_> = (partial..dense.inputs())
                .step_by(count)
                .map(|input| (input, dense.weights()[input * dense.units() + unit]))
                .filter(|(_, weight)| !weight.is_zero())
                .collect();
            let mut pieces: Vec<_> = products.chunks(PART).map(<[_]>::to_vec).collect();
            if pieces.is_empty() && partial == 0 {
                pieces.push(Vec::new());
            }
            for (piece, products) in pieces.into_iter().enumerate() {
                // One for the sum itself, so that a part without any weight is bounded, too.
                let length = products.len() + 1;
                if length > room && !current.sums.is_empty() {
                    parts.push(current);
                    current = Part { sums: Vec::new() };
                    room = PART;
                }
                room = room.saturating_sub(length);
                current.sums.push(Terms {
                    unit,
                    partial,
                    continued: piece > 0,
                    products,
                });
            }
        }
    }
    parts.push(current);
    parts
}
