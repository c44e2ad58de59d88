use nalgebra::{SMatrixView, SVector};

use super::prelude::*;

/// nalgebra with the shapes in its types, over the constants.
pub struct NalgebraStatic;

impl Kernel for NalgebraStatic {
    #[inline(always)]
    fn dense<const I: usize, const U: usize>(
        x: &[f32; I],
        layer: &'static Layer<I, U>,
    ) -> [f32; U] {
        // Columns come first in nalgebra: this is the matrix of one row per unit.
        let weights = SMatrixView::<f32, U, I>::from_slice(layer.by_input.as_flattened());
        let mut sums = SVector::from(layer.biases);
        sums.gemv(1.0, &weights, &SVector::from(*x), 1.0);
        sums.data.0[0]
    }
}

impl<S: subject::Dense> Contender<S> for NalgebraStatic {
    const NAME: &'static str = "nalgebra SMatrix";

    fn new(_: &Network) -> Built<Self> {
        Ok(Some(Self))
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        S::forward::<Self>(x)
    }
}
