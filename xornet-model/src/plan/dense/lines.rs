//! The straight-line code of a dense layer, cut into functions.

use super::partial_sums;
use crate::{Dense, Float};

/// One function of straight-line code: several partial sums, or a piece of one.
#[derive(Debug)]
pub struct Part<T> {
    /// The partial sums, in the order in which they are computed.
    pub sums: Vec<Terms<T>>,
}

/// The products that are added to one partial sum of a unit, in the order of the inputs.
#[derive(Debug)]
pub struct Terms<T> {
    /// The unit that the sum belongs to.
    pub unit: usize,
    /// The index of the sum among the partial sums of the unit.
    pub partial: usize,
    /// Whether the sum continues that of an earlier function, instead of starting anew.
    pub continued: bool,
    /// The inputs and their weights, none of which is zero.
    pub products: Vec<(usize, T)>,
}

/// The most products and sums in one function of straight-line code. The time for compiling a function grows
/// faster than its length; for many short functions, the total stays close to linear.
const LONGEST_PART: usize = 512;

/// Cuts the products of a layer into functions.
pub(super) fn parts<T: Float>(dense: &Dense<T>) -> Vec<Part<T>> {
    let count = partial_sums(dense.inputs(), dense.units());
    let mut parts = Vec::new();
    let mut current = Part { sums: Vec::new() };
    let mut space = LONGEST_PART;
    for unit in 0..dense.units() {
        for partial in 0..count {
            let products: Vec<_> = (partial..dense.inputs())
                .step_by(count)
                .map(|input| (input, dense.weights()[input * dense.units() + unit]))
                .filter(|(_, weight)| !weight.is_zero())
                .collect();
            let mut pieces: Vec<_> = products.chunks(LONGEST_PART).map(<[_]>::to_vec).collect();
            // A unit without weights is still its bias, which the first partial sum holds. Other partial sums
            // without products are zero and left out.
            if pieces.is_empty() && partial == 0 {
                pieces.push(Vec::new());
            }
            for (piece, products) in pieces.into_iter().enumerate() {
                // The sum itself counts as one, so that a function of many units without weights is bounded
                // too.
                let length = products.len() + 1;
                if length > space && !current.sums.is_empty() {
                    parts.push(current);
                    current = Part { sums: Vec::new() };
                    space = LONGEST_PART;
                }
                space = space.saturating_sub(length);
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
