//! Tiles of a dense layer for several samples at once: each SIMD vector of weights is loaded once for all of them.

use xornet_core::kernel::SAMPLES;

use super::simd::Lanes;

/// The SIMD vectors of units that are summed at the same time, for each sample. The sums of six samples are in twelve
/// registers then, and the weights and an input in the other four.
const REGISTERS: usize = 2;

/// Adds `x · weights` to tile `index` of each sample's sums, which has `R` rows of `L` numbers, and applies `relu` if
/// `RELU` is set. The order of additions is that of [`columns::add`](super::columns::add) with one partial sum.
#[inline(always)]
pub(super) fn add<V, T, const L: usize, const R: usize, const RELU: bool>(
    proof: V::Proof,
    x: &[&[T]; SAMPLES],
    tile: &[[[T; L]; R]],
    sums: &mut [&mut [[[T; L]; R]]; SAMPLES],
    index: usize,
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    let registers = R * L / V::LANES;
    let mut start = 0;
    while start + REGISTERS <= registers {
        pass::<V, T, L, R, REGISTERS, RELU>(proof, x, tile, sums, index, start);
        start += REGISTERS;
    }
    if start < registers {
        pass::<V, T, L, R, 1, RELU>(proof, x, tile, sums, index, start);
    }
}

/// Does the work of [`add`] for the `C` SIMD vectors of each sample that begin at `start`.
#[inline(always)]
fn pass<V, T, const L: usize, const R: usize, const C: usize, const RELU: bool>(
    proof: V::Proof,
    x: &[&[T]; SAMPLES],
    tile: &[[[T; L]; R]],
    sums: &mut [&mut [[[T; L]; R]]; SAMPLES],
    index: usize,
    start: usize,
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    // These checks make the unchecked accesses in `step` sound. Expansions never fail them.
    if x.iter().any(|x| x.len() < tile.len()) || start + C > R * L / V::LANES {
        return;
    }
    let mut acc = [[V::splat(proof, T::default()); C]; SAMPLES];
    for (acc, sums) in acc.iter_mut().zip(sums.iter()) {
        let Some(sums) = sums.get(index) else { return };
        let sums = V::arrays(sums.as_flattened()).iter().skip(start);
        for (acc, sum) in acc.iter_mut().zip(sums) {
            *acc = V::load(proof, sum);
        }
    }

    let (pairs, last) = tile.as_chunks::<2>();
    for (i, [even, odd]) in pairs.iter().enumerate() {
        // SAFETY: `2 * i + 1` is less than the tile's length, and no sample is shorter.
        unsafe {
            step(proof, &mut acc, x, 2 * i, even, start);
            step(proof, &mut acc, x, 2 * i + 1, odd, start);
        }
    }
    if let [row] = last {
        // SAFETY: this is the tile's last index.
        unsafe { step(proof, &mut acc, x, tile.len() - 1, row, start) }
    }

    for (acc, sums) in acc.iter().zip(sums) {
        let Some(sums) = sums.get_mut(index) else {
            return;
        };
        let sums = V::arrays_mut(sums.as_flattened_mut())
            .iter_mut()
            .skip(start);
        for (acc, sum) in acc.iter().zip(sums) {
            let result = if RELU { acc.relu(proof) } else { *acc };
            result.store(sum);
        }
    }
}

/// Adds the products of one input of each sample to its sums.
///
/// # Safety
///
/// `i` must be less than the length of each sample, and `start + C` at most the number of SIMD vectors in a row.
#[inline(always)]
unsafe fn step<V, T, const L: usize, const R: usize, const C: usize>(
    proof: V::Proof,
    acc: &mut [[V; C]; SAMPLES],
    x: &[&[T]; SAMPLES],
    i: usize,
    row: &[[T; L]; R],
    start: usize,
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    let row = V::arrays(row.as_flattened());
    let mut weights = [V::splat(proof, T::default()); C];
    for (c, weights) in weights.iter_mut().enumerate() {
        // SAFETY: the caller's promise, and that of `Lanes`: a row has `R * L / V::LANES` SIMD vectors.
        *weights = V::load(proof, unsafe { row.get_unchecked(start + c) });
    }
    for (acc, x) in acc.iter_mut().zip(x) {
        // SAFETY: the caller's promise. Bounds checks of six slices would take half of the loop's time, and the
        // compiler cannot remove them.
        let x = V::splat(proof, unsafe { *x.get_unchecked(i) });
        for (acc, &weights) in acc.iter_mut().zip(&weights) {
            *acc = acc.add(x.mul(weights));
        }
    }
}
