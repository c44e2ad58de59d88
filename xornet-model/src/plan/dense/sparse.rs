//! The table of a pruned dense layer, without the SIMD vectors of weights that are all zero.

use xornet_core::kernel::LISTS;

use super::tile;
use crate::{Dense, Float};

/// The weights that are left of a pruned layer. The units are in groups of [`LISTS`] SIMD vectors, each of which
/// has its own list of inputs. Each step of a group adds one product to every sum of the group.
#[derive(Debug)]
pub struct Sparse<T> {
    /// The number of steps of each group.
    pub steps: Vec<usize>,
    /// The inputs of each step, one for each SIMD vector of the group.
    pub inputs: Vec<u32>,
    /// The weights of each step, one SIMD vector for each of its inputs.
    pub weights: Vec<T>,
}

impl<T: Float> Sparse<T> {
    /// Collects the SIMD vectors of weights of a layer that are not all zero.
    #[must_use]
    pub fn of(dense: &Dense<T>) -> Self {
        let lanes = tile::wide::<T>();
        let weight = |input: usize, unit: usize| {
            if unit < dense.units() {
                dense.weights()[input * dense.units() + unit]
            } else {
                T::ZERO
            }
        };
        let mut table = Self {
            steps: Vec::new(),
            inputs: Vec::new(),
            weights: Vec::new(),
        };
        for group in (0..dense.units()).step_by(LISTS * lanes) {
            let first_unit = |list: usize| group + list * lanes;
            let lists: [Vec<usize>; LISTS] = std::array::from_fn(|list| {
                let units = first_unit(list)..first_unit(list) + lanes;
                let is_left =
                    |&input: &usize| units.clone().any(|unit| !weight(input, unit).is_zero());
                (0..dense.inputs()).filter(is_left).collect()
            });
            let steps = lists.iter().map(Vec::len).max().unwrap_or(0);
            table.steps.push(steps);
            for step in 0..steps {
                for (list, inputs) in lists.iter().enumerate() {
                    // A shorter list is padded with weights of zero, which change no sum.
                    let input = inputs.get(step).copied();
                    table.inputs.push(input.unwrap_or(0) as u32);
                    let units = first_unit(list)..first_unit(list) + lanes;
                    table.weights.extend(
                        units.map(|unit| input.map_or(T::ZERO, |input| weight(input, unit))),
                    );
                }
            }
        }
        table
    }

    /// Returns the number of steps, relative to that of a layer without zero weights.
    pub fn density(&self, dense: &Dense<T>) -> f64 {
        let all = dense.inputs() * self.steps.len();
        self.steps.iter().sum::<usize>() as f64 / all as f64
    }

    /// Returns the number of sums in all groups: the units, rounded up to whole groups.
    pub fn sums(&self) -> usize {
        self.steps.len() * LISTS * tile::wide::<T>()
    }
}
