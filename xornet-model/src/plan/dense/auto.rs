//! The rule of `unroll = "auto"`.

use super::{Loops, Part, Sparse, Strategy, lines, partial_sums};
use crate::plan::FIRST_LEVEL_CACHE;
use crate::{Dense, Float};

/// The rule of `unroll = "auto"`, from `cargo bench --bench shapes`, which holds the shapes of code
/// against each other. On a Zen 4 core
///
/// * in a layer of one unit and up to 16 products, straight-line code is as fast as anything, and
///   the smallest; of several units, the sums had better be in one register for the activation;
/// * otherwise it is faster only in pruned layers: in narrow ones, whose sums are in parts, up to
///   one nonzero weight in eight, in others up to one in 25, if they are small;
/// * leaving out zero registers pays once less than 65 % of them are left, or less than 40 % where
///   the whole table is in the first-level cache, since dense tiles are at their best there.
///
/// With the reason, for people.
pub(super) fn fastest<T: Float>(dense: &Dense<T>) -> (Strategy<T>, &'static str) {
    let weights = dense.weights().len();
    let products = dense.nonzero();
    let narrow = partial_sums(dense.inputs(), dense.units()) > 1;
    let (most, one_in) = if narrow {
        (LONGEST_LINES, 8)
    } else {
        (LONGEST_LINES / 8, 25)
    };
    let tiny = products <= 16 && dense.units() == 1;
    let pruned = one_in * products <= weights;
    if (tiny || pruned) && products + dense.units() <= most {
        let why = if tiny {
            "nothing is smaller or faster for one unit of up to 16 products"
        } else if narrow {
            "at most one weight in 8 is not zero, which is few for sums taken in parts"
        } else {
            "at most one weight in 25 is not zero, and they are few"
        };
        return (Strategy::Lines(lines::parts(dense)), why);
    }
    if !narrow && 2 * products <= weights {
        let sparse = Sparse::of(dense);
        let cached = size_of_val(dense.weights()) <= FIRST_LEVEL_CACHE;
        if sparse.density(dense) < if cached { 0.4 } else { 0.65 } {
            let why = if cached {
                "under 40 % of the registers of weights hold one that is not zero"
            } else {
                "under 65 % of the registers of weights hold one that is not zero, and the layer does not fit the first-level cache"
            };
            return (Strategy::Sparse(sparse), why);
        }
    }
    let why = "tiles keep the sums in registers, and too few weights are zero for it to pay to leave them out";
    (Strategy::Loops(Loops::of(dense)), why)
}

/// Straight-line code of a short layer, for processors without vector registers.
///
/// On a Cortex-M4F a product takes two instructions and 12 bytes as a line, its weight included, and
/// in a loop three instructions and four bytes, besides some 150 bytes of the loop. So lines are
/// twice as fast at nearly the same size in layers of the length of a loop, and in longer ones
/// too large for what they gain.
pub(super) fn short<T: Float>(dense: &Dense<T>) -> Option<Vec<Part<T>>> {
    (dense.nonzero() <= SHORT).then(|| lines::parts(dense))
}

/// Products up to which straight-line code is about as small as a loop.
const SHORT: usize = 32;

/// Products and units past which straight-line code is larger than a first-level cache, and slow to
/// compile.
const LONGEST_LINES: usize = 4096;
