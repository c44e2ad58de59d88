//! Tiles of a dense layer whose lanes are units: each input is multiplied by a row of weights.

use super::simd::Lanes;

/// Adds `x · weights` to `R` rows of `L` sums, with `P` partial sums for each, and applies `relu` if `RELU` is set,
/// which takes no time while the sums are in registers.
///
/// `tile` has, for each input, the weights of the same units. The sums of a tile stay in registers during the loop over
/// the inputs. If rows are wider than a register, there are several such loops, each over `R` registers of the tile.
#[inline(always)]
pub(super) fn add<V, T, const L: usize, const R: usize, const P: usize, const RELU: bool>(
    proof: V::Proof,
    x: &[T],
    tile: &[[[T; L]; R]],
    sums: &mut [[T; L]; R],
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    for pass in 0..L / V::LANES {
        let start = pass * R;
        let mut acc = [[V::splat(proof, T::default()); R]; P];
        for (acc, sum) in acc[0]
            .iter_mut()
            .zip(&V::arrays(sums.as_flattened())[start..])
        {
            *acc = V::load(proof, sum);
        }

        let (inputs, last_inputs) = x.as_chunks::<P>();
        let (rows, last_rows) = tile.as_chunks::<P>();
        for (x, rows) in inputs.iter().zip(rows) {
            for p in 0..P {
                step(proof, &mut acc[p], x[p], &rows[p], start);
            }
        }
        for (acc, (&x, row)) in acc.iter_mut().zip(last_inputs.iter().zip(last_rows)) {
            step(proof, acc, x, row, start);
        }

        let mut half = P / 2;
        while half > 0 {
            let (lower, upper) = acc.split_at_mut(half);
            for (lower, upper) in lower.iter_mut().zip(upper) {
                for (lower, upper) in lower.iter_mut().zip(upper) {
                    *lower = lower.add(*upper);
                }
            }
            half /= 2;
        }
        for (acc, sum) in acc[0]
            .iter()
            .zip(&mut V::arrays_mut(sums.as_flattened_mut())[start..])
        {
            let result = if RELU { acc.relu(proof) } else { *acc };
            result.store(sum);
        }
    }
}

/// Adds the products of one input to the sums.
#[inline(always)]
fn step<V, T, const L: usize, const R: usize>(
    proof: V::Proof,
    acc: &mut [V; R],
    x: T,
    row: &[[T; L]; R],
    start: usize,
) where
    V: Lanes<Scalar = T>,
    T: Copy,
{
    let x = V::splat(proof, x);
    let row = &V::arrays(row.as_flattened())[start..];
    for (acc, weights) in acc.iter_mut().zip(row) {
        *acc = acc.add(x.mul(V::load(proof, weights)));
    }
}
