//! The choice of code for a dense layer under `unroll = "auto"`.

use super::{Loops, Sparse, Strategy, lines};
use crate::plan::FIRST_LEVEL_CACHE;
use crate::plan::lines::Part;
use crate::{Dense, Float};

/// Chooses the code generation strategy that is the fastest, and says why.
///
/// The rules come from `cargo bench --bench shapes`, which compares the strategies. On a Zen 4 core:
///
/// * For one unit of up to 16 products, nothing is faster than straight-line code, and nothing is smaller.
///   With several units, it is better to have the sums in one SIMD vector for the activation.
/// * Otherwise straight-line code is faster only for pruned layers: for narrow ones, which have partial sums,
///   with up to one nonzero weight in 8, and for small others with up to one in 25.
/// * Skipping SIMD vectors of zero weights pays off if less than 65 % of the vectors are left. If the whole
///   table is in the first-level cache, where tiles are at their best, it pays off below 40 %.
pub(super) fn fastest<T: Float>(dense: &Dense<T>) -> (Strategy<T>, &'static str) {
    let weights = dense.weights().len();
    let products = dense.nonzero();
    let narrow = dense.partial_sums() > 1;
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
            "at most one weight in 8 is not zero, which is few for partial sums"
        } else {
            "at most one weight in 25 is not zero, and they are few"
        };
        return (Strategy::Lines(lines::of(dense)), why);
    }
    // With more nonzero weights, hardly any SIMD vector is all zero.
    if !narrow && 2 * products <= weights {
        let sparse = Sparse::of(dense);
        let cached = size_of_val(dense.weights()) <= FIRST_LEVEL_CACHE;
        if sparse.density(dense) < if cached { 0.4 } else { 0.65 } {
            let why = if cached {
                "under 40 % of the SIMD vectors of weights have one that is not zero"
            } else {
                "under 65 % of the SIMD vectors of weights have one that is not zero, and the layer does not fit the first-level cache"
            };
            return (Strategy::Sparse(sparse), why);
        }
    }
    let why = "tiles keep the sums in registers, and too few weights are zero for it to pay to leave them out";
    (Strategy::Loops(Loops::of(dense)), why)
}

/// Returns the straight-line code of a short layer, for processors without SIMD.
///
/// On a Cortex-M4F, a product in straight-line code takes two instructions and 12 bytes, its weight included.
/// In a loop it takes three instructions and 4 bytes, and the loop itself some 150 bytes. So straight-line code
/// of a short layer is as small as a loop and twice as fast; that of a long layer is too large for what it
/// gains.
pub(super) fn short<T: Float>(dense: &Dense<T>) -> Option<Vec<Part<T>>> {
    (dense.nonzero() <= SHORT).then(|| lines::of(dense))
}

/// The most products for which straight-line code is about as small as a loop.
const SHORT: usize = 32;

/// The most products and units for which straight-line code is considered. Longer code does not fit a
/// first-level cache, and is slow to compile.
const LONGEST_LINES: usize = 4096;
