use super::parts::{biases, end, slice, slice_mut};
use super::rectangle::{Place, Sums, Window};
use crate::kernel::simd::Lanes;

/// A tile of filters: `R` rows of `L` filters, whose first row of numbers are the biases.
pub(in crate::kernel) struct Filters<'a, V: Lanes, T, const L: usize, const R: usize> {
    /// The proof that the processor has the instructions.
    pub(in crate::kernel) proof: V::Proof,
    /// The biases and the weights.
    pub(in crate::kernel) tile: &'a [[[T; L]; R]],
    /// The number of filters; those beyond them are padding.
    pub(in crate::kernel) filters: usize,
    /// Whether `relu` is applied to the sums.
    pub(in crate::kernel) relu: bool,
}

impl<V, T, const L: usize, const R: usize> Sums<T> for Filters<'_, V, T, L, R>
where
    V: Lanes<Scalar = T>,
    T: Copy + Default,
{
    #[inline(always)]
    fn sums<const P: usize>(&self, window: &Window, place: Place, x: &[T], y: &mut [T]) {
        let end = end(P, place.input_step, window.length);
        // If the registers are narrower than the rows of a tile, there are several passes, each over `R` registers.
        for pass in 0..L / V::LANES {
            let start = pass * R;
            let Some(mut acc) = biases::<V, _, L, R, P>(self.proof, self.tile, start) else {
                return;
            };
            for row in 0..window.rows {
                for column in 0..window.columns {
                    let weight = window.weight_at(row, column);
                    let input = window.input_at(place, row, column);
                    let Some(weights) = slice(self.tile, weight, window.length) else {
                        return;
                    };
                    let Some(inputs) = slice(x, input, end) else {
                        return;
                    };
                    for (i, weights) in weights.iter().enumerate() {
                        let weights = &V::arrays(weights.as_flattened())[start..];
                        let mut row = [V::splat(self.proof, T::default()); R];
                        for (row, weights) in row.iter_mut().zip(weights) {
                            *row = V::load(self.proof, weights);
                        }
                        for (p, acc) in acc.iter_mut().enumerate() {
                            // SAFETY: `p` is at most `P - 1`, and `i` less than the length, which is that of `weights`: the
                            // sum is less than `end`. The compiler cannot remove a check of each position, which would
                            // take as long as its products.
                            let x = unsafe { *inputs.get_unchecked(p * place.input_step + i) };
                            let x = V::splat(self.proof, x);
                            for (acc, &weights) in acc.iter_mut().zip(&row) {
                                *acc = acc.add(x.mul(weights));
                            }
                        }
                    }
                }
            }

            let start = start * V::LANES;
            if self.relu {
                for sum in acc.as_flattened_mut() {
                    *sum = sum.relu(self.proof);
                }
            }
            let count = self.filters.saturating_sub(start);
            let output = |p| place.output + p * place.output_step + start;
            if count >= R * V::LANES {
                for (p, acc) in acc.iter().enumerate() {
                    let Some(y) = slice_mut(y, output(p), R * V::LANES) else {
                        return;
                    };
                    for (sum, y) in acc.iter().zip(V::arrays_mut(y)) {
                        sum.store(y);
                    }
                }
            } else {
                for (p, acc) in acc.iter().enumerate() {
                    let Some(y) = slice_mut(y, output(p), count) else {
                        return;
                    };
                    let mut padded = [[T::default(); L]; R];
                    let padded = padded.as_flattened_mut();
                    for (sum, padded) in acc.iter().zip(V::arrays_mut(padded)) {
                        sum.store(padded);
                    }
                    copy_few(padded, y);
                }
            }
        }
    }
}

/// Copies fewer than 16 numbers without a call of a function.
#[inline(always)]
fn copy_few<T: Copy>(mut from: &[T], to: &mut [T]) {
    let (eight, rest) = to.as_chunks_mut::<8>();
    let (four, rest) = rest.as_chunks_mut::<4>();
    let (two, one) = rest.as_chunks_mut::<2>();
    for to in eight.iter_mut().take(1) {
        take(&mut from, to);
    }
    for to in four.iter_mut().take(1) {
        take(&mut from, to);
    }
    for to in two.iter_mut().take(1) {
        take(&mut from, to);
    }
    for (to, &from) in one.iter_mut().zip(from).take(1) {
        *to = from;
    }
}

/// Copies as many numbers as an array has from the start of a slice, and leaves the others.
#[inline(always)]
fn take<T: Copy, const N: usize>(from: &mut &[T], to: &mut [T; N]) {
    if let Some((numbers, rest)) = from.split_first_chunk() {
        *to = *numbers;
        *from = rest;
    }
}
