//! Dense layers of the smallest networks, for eight samples side by side. Such layers are narrower than a SIMD vector, so
//! that lanes are samples instead of units.

use xornet_core::kernel::SIDE_BY_SIDE;

use super::simd::Lanes;

/// Transposes rows to columns.
#[inline(always)]
pub fn transpose<T: Copy + Default, const A: usize, const B: usize>(
    from: &[[T; A]; B],
) -> [[T; B]; A] {
    let mut to = [[T::default(); B]; A];
    for (b, row) in from.iter().enumerate() {
        for (to, &value) in to.iter_mut().zip(row) {
            to[b] = value;
        }
    }
    to
}

/// Computes `x · weights + biases` for each sample, with `P` partial sums for each sum.
#[inline(always)]
pub(super) fn dense<V, T, const I: usize, const U: usize, const P: usize>(
    proof: V::Proof,
    x: &[[T; SIDE_BY_SIDE]; I],
    weights: &[[T; U]; I],
    biases: &[T; U],
) -> [[T; SIDE_BY_SIDE]; U]
where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    let mut sums = [[T::default(); SIDE_BY_SIDE]; U];
    for start in 0..SIDE_BY_SIDE / V::LANES {
        let mut acc = [[V::splat(proof, T::default()); P]; U];
        for (acc, &bias) in acc.iter_mut().zip(biases) {
            acc[0] = V::splat(proof, bias);
        }
        for (i, (x, weights)) in x.iter().zip(weights).enumerate() {
            let Some(x) = V::arrays(x).get(start) else {
                continue;
            };
            let x = V::load(proof, x);
            for (acc, &weight) in acc.iter_mut().zip(weights) {
                acc[i % P] = acc[i % P].add(x.mul(V::splat(proof, weight)));
            }
        }
        for (acc, sums) in acc.iter_mut().zip(&mut sums) {
            let mut half = P / 2;
            while half > 0 {
                for p in 0..half {
                    acc[p] = acc[p].add(acc[p + half]);
                }
                half /= 2;
            }
            if let Some(sums) = V::arrays_mut(sums).get_mut(start) {
                acc[0].store(sums);
            }
        }
    }
    sums
}
