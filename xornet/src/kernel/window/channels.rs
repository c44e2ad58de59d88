use super::parts::{biases, end, slice, slice_mut};
use super::rectangle::{Place, Sums, Window};
use crate::kernel::simd::Lanes;

/// A tile of channels: `R` rows of `L` channels, whose first row of numbers are the biases.
pub(in crate::kernel) struct Channels<'a, V: Lanes, T, const L: usize, const R: usize> {
    /// The proof that the processor has the instructions.
    pub(in crate::kernel) proof: V::Proof,
    /// The biases and the weights.
    pub(in crate::kernel) tile: &'a [[[T; L]; R]],
    /// Whether `relu` is applied to the sums.
    pub(in crate::kernel) relu: bool,
}

impl<V, T, const L: usize, const R: usize> Sums<T> for Channels<'_, V, T, L, R>
where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    #[inline(always)]
    fn sums<const P: usize>(&self, window: &Window, place: Place, x: &[T], y: &mut [T]) {
        let end = end(P, place.input_step, R * V::LANES);
        for pass in 0..L / V::LANES {
            let start = pass * R;
            let lanes = start * V::LANES;
            let Some(mut acc) = biases::<V, _, L, R, P>(self.proof, self.tile, start) else {
                return;
            };
            for row in 0..window.rows {
                for column in 0..window.columns {
                    let weight = window.weight_at(row, column);
                    let Some(weights) = self.tile.get(weight) else {
                        return;
                    };
                    let weights = &V::arrays(weights.as_flattened())[start..];
                    let input = window.input_at(place, row, column);
                    let Some(inputs) = slice(x, input + lanes, end) else {
                        return;
                    };
                    for (p, acc) in acc.iter_mut().enumerate() {
                        let first = p * place.input_step;
                        // SAFETY: `p` is at most `P - 1`, so that the range ends at `end` at most. The compiler cannot
                        // remove a check of each position, which would take as long as its products.
                        let x = unsafe { inputs.get_unchecked(first..first + R * V::LANES) };
                        for ((acc, x), weights) in acc.iter_mut().zip(V::arrays(x)).zip(weights) {
                            let product = V::load(self.proof, x).mul(V::load(self.proof, weights));
                            *acc = acc.add(product);
                        }
                    }
                }
            }
            if self.relu {
                for sum in acc.as_flattened_mut() {
                    *sum = sum.relu(self.proof);
                }
            }
            for (p, acc) in acc.iter().enumerate() {
                let first = place.output + lanes + p * place.output_step;
                if let Some(y) = slice_mut(y, first, R * V::LANES) {
                    for (acc, y) in acc.iter().zip(V::arrays_mut(y)) {
                        acc.store(y);
                    }
                }
            }
        }
    }
}
