//! Pruned dense layers, without the SIMD vectors of weights that are all zero.

use xornet_core::kernel::LISTS;

use super::simd::Lanes;

/// The weights that are left of a layer of `I` inputs, for `G` groups of `W` units, in `N` steps. A group has [`LISTS`]
/// SIMD vectors of units.
///
/// Each step has one input for each SIMD vector of its group, and adds the products with that input to the sums.
#[derive(Debug)]
pub struct Sparse<T, const W: usize, const I: usize, const G: usize, const N: usize> {
    /// The number of steps of each group.
    steps: [usize; G],
    /// The inputs of each step, all of which are less than `I`.
    inputs: [[u32; LISTS]; N],
    /// The weights of each step, `W / LISTS` for each of its inputs.
    weights: [[T; W]; N],
}

impl<T, const W: usize, const I: usize, const G: usize, const N: usize> Sparse<T, W, I, G, N> {
    /// Makes a table.
    ///
    /// # Panics
    ///
    /// If an input is not less than `I`. Expansions call this in a constant, so that it fails while the crate compiles.
    #[must_use]
    pub const fn new(steps: [usize; G], inputs: [[u32; LISTS]; N], weights: [[T; W]; N]) -> Self
    where
        T: Copy,
    {
        let all = inputs.as_flattened();
        let mut i = 0;
        while i < all.len() {
            assert!((all[i] as usize) < I);
            i += 1;
        }
        Self {
            steps,
            inputs,
            weights,
        }
    }

    /// Returns the table without the lengths in its type.
    #[must_use]
    pub const fn view(&self) -> View<'_, T, W> {
        View {
            length: I,
            steps: &self.steps,
            inputs: &self.inputs,
            weights: &self.weights,
        }
    }
}

/// A [`Sparse`] table of any lengths, so that kernels are compiled once for all of them.
#[derive(Clone, Copy, Debug)]
pub struct View<'a, T, const W: usize> {
    /// A number that is more than each of `inputs`.
    length: usize,
    steps: &'a [usize],
    inputs: &'a [[u32; LISTS]],
    weights: &'a [[T; W]],
}

/// Adds `x · weights` to the sums, in the order of the inputs.
#[inline(always)]
pub(super) fn add<V, T, const L: usize, const W: usize>(
    proof: V::Proof,
    x: &[T],
    table: View<'_, T, W>,
    sums: &mut [[[T; L]; LISTS]],
) where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    let View {
        length,
        steps,
        mut inputs,
        mut weights,
    } = table;
    if x.len() < length {
        return;
    }
    for (sums, &steps) in sums.iter_mut().zip(steps) {
        let (Some((input_steps, more_inputs)), Some((weight_steps, more_weights))) = (
            inputs.split_at_checked(steps),
            weights.split_at_checked(steps),
        ) else {
            return;
        };
        (inputs, weights) = (more_inputs, more_weights);

        // Only `L / V::LANES` SIMD vectors of each list are used, but Rust does not allow that as the length of an array.
        let mut acc = [[V::splat(proof, T::default()); L]; LISTS];
        for (acc, sums) in acc.iter_mut().zip(sums.iter()) {
            for (acc, sums) in acc.iter_mut().zip(V::arrays(sums)) {
                *acc = V::load(proof, sums);
            }
        }
        for (inputs, weights) in input_steps.iter().zip(weight_steps) {
            let weights = weights.as_chunks::<L>().0;
            for ((acc, &input), weights) in acc.iter_mut().zip(inputs).zip(weights) {
                // SAFETY: only `Sparse::new` makes tables, which checks that every input is less than `length`, and `x`
                // is not shorter than that.
                let x = V::splat(proof, unsafe { *x.get_unchecked(input as usize) });
                for (acc, weights) in acc.iter_mut().zip(V::arrays(weights)) {
                    *acc = acc.add(x.mul(V::load(proof, weights)));
                }
            }
        }
        for (acc, sums) in acc.iter().zip(sums) {
            for (acc, sums) in acc.iter().zip(V::arrays_mut(sums)) {
                acc.store(sums);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sparse;

    #[test]
    #[should_panic(expected = "assertion failed")]
    fn an_input_out_of_range_panics() {
        let _ = Sparse::<f32, 32, 3, 1, 1>::new([1], [[0, 1, 2, 3]], [[0.0; 32]]);
    }
}
