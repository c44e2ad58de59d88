//! A pruned dense layer: registers of weights that are all zero are left out.

use xornet_core::kernel::LISTS;

use super::tile;
use crate::{Dense, Float};

/// What is left of a pruned layer: for each group of [`LISTS`] registers of units, steps that add
/// one product to each sum of the group.
#[derive(Debug)]
pub struct Sparse<T> {
    /// Steps of each group.
    pub steps: Vec<usize>,
    /// The inputs of each step, one for each register.
    pub inputs: Vec<u32>,
    /// The weights of each step, a register for each of its inputs.
    pub weights: Vec<T>,
}

impl<T: Float> Sparse<T> {
    /// Takes the registers of a layer that have a weight other than zero.
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
                    // A shorter list goes on with weights of zero.
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

    /// Returns the steps, relative to those of a layer in which no weight is zero.
    pub fn density(&self, dense: &Dense<T>) -> f64 {
        let all = dense.inputs() * self.steps.len();
        self.steps.iter().sum::<usize>() as f64 / all as f64
    }

    /// Returns the sums in all groups.
    pub fn sums(&self) -> usize {
        self.steps.len() * LISTS * tile::wide::<T>()
    }
}
