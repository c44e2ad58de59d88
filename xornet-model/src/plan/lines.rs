//! Straight-line code with literal weights, cut into functions.

use crate::Float;

/// One function of straight-line code: several sums, or a piece of one.
#[derive(Debug)]
pub struct Part<T> {
    /// The sums, in the order in which they are computed.
    pub sums: Vec<Terms<T>>,
}

/// The products that are added to a sum, in the order of summation.
#[derive(Debug)]
pub struct Terms<T> {
    /// The index of the output that the sum belongs to.
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

/// Cuts sums into functions: those of each unit, the first partial sum of which begins with its bias.
pub(super) fn parts<T: Float>(sums: impl Iterator<Item = Terms<T>>) -> Vec<Part<T>> {
    let mut parts = Vec::new();
    let mut current = Part { sums: Vec::new() };
    let mut space = LONGEST_PART;
    for terms in sums {
        let Terms { unit, partial, .. } = terms;
        let products: Vec<_> = terms
            .products
            .into_iter()
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
    parts.push(current);
    parts
}

/// Describes straight-line code by its length.
pub(super) fn describe<T>(parts: &[Part<T>]) -> String {
    let terms = parts.iter().flat_map(|part| &part.sums);
    let products = terms.map(|terms| terms.products.len()).sum();
    format!("straight-line, {}", crate::quantity(products, "product"))
}
