//! Tiles of a narrow dense layer whose lanes are partial sums: consecutive inputs are multiplied by consecutive weights
//! of one unit.

use super::simd::Lanes;

/// Adds `x · weights` to the sums of `B` units, with `P` partial sums for each.
///
/// `tile` has, for each `P` inputs, their weights for each unit. The last weights are padded with zeros, and so are the
/// last inputs here.
#[inline(always)]
pub(super) fn add<V, T, const B: usize, const P: usize>(
    proof: V::Proof,
    x: &[T],
    tile: &[[[T; P]; B]],
    sums: &mut [T; B],
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    // Only `P / V::LANES` SIMD vectors of each unit are used, but Rust does not allow that as the length of an array.
    // The compiler removes the others.
    let mut acc = [[V::splat(proof, T::default()); P]; B];
    for (acc, &sum) in acc.iter_mut().zip(sums.iter()) {
        acc[0] = V::first(proof, sum);
    }

    let (inputs, last) = x.as_chunks::<P>();
    for (x, weights) in inputs.iter().zip(tile) {
        step(proof, &mut acc, x, weights);
    }
    if let (false, Some(weights)) = (last.is_empty(), tile.last()) {
        let mut x = [T::default(); P];
        for (x, &last) in x.iter_mut().zip(last) {
            *x = last;
        }
        step(proof, &mut acc, &x, weights);
    }

    for (acc, sum) in acc.iter_mut().zip(sums) {
        let mut half = P / V::LANES / 2;
        while half > 0 {
            for register in 0..half {
                acc[register] = acc[register].add(acc[register + half]);
            }
            half /= 2;
        }
        *sum = acc[0].fold();
    }
}

/// Adds the products of `P` inputs to the partial sums.
#[inline(always)]
fn step<V, T, const B: usize, const P: usize>(
    proof: V::Proof,
    acc: &mut [[V; P]; B],
    x: &[T; P],
    weights: &[[T; P]; B],
) where
    V: Lanes<Scalar = T>,
    T: Copy,
{
    for (acc, weights) in acc.iter_mut().zip(weights) {
        for ((acc, x), weights) in acc.iter_mut().zip(V::arrays(x)).zip(V::arrays(weights)) {
            *acc = acc.add(V::load(proof, x).mul(V::load(proof, weights)));
        }
    }
}
