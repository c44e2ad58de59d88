//! What the tiles of filters and of channels have in common.

use crate::kernel::simd::Lanes;

/// Returns the sums of `P` positions before any product: the biases in the first row of a tile, from SIMD vector `start` on.
#[inline(always)]
pub(super) fn biases<V, T, const L: usize, const R: usize, const P: usize>(
    proof: V::Proof,
    tile: &[[[T; L]; R]],
    start: usize,
) -> Option<[[V; R]; P]>
where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    let biases = tile.first()?;
    let mut sums = [V::splat(proof, T::default()); R];
    for (sum, bias) in sums
        .iter_mut()
        .zip(&V::arrays(biases.as_flattened())[start..])
    {
        *sum = V::load(proof, bias);
    }
    Some([sums; P])
}

/// Returns the end of the inputs of `positions`, relative to those of the first, each of which takes `length` of them.
/// The largest number stands for those beyond it, which no slice has.
#[inline(always)]
pub(super) const fn end(positions: usize, step: usize, length: usize) -> usize {
    (positions - 1).saturating_mul(step).saturating_add(length)
}

/// Returns `count` numbers from `start` on, unless the slice is too short.
#[inline(always)]
pub(super) fn slice<T>(slice: &[T], start: usize, count: usize) -> Option<&[T]> {
    slice.get(start..)?.get(..count)
}

/// Returns `count` numbers from `start` on, unless the slice is too short.
#[inline(always)]
pub(super) fn slice_mut<T>(slice: &mut [T], start: usize, count: usize) -> Option<&mut [T]> {
    slice.get_mut(start..)?.get_mut(..count)
}
