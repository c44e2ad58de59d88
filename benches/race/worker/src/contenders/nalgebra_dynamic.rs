use nalgebra::{DMatrix, DMatrixView, DMatrixViewMut};

use super::layers::{Layers, Product};
use super::prelude::*;

/// nalgebra with shapes known at run time.
pub struct NalgebraDynamic(Layers<DMatrix<f32>>);

impl Product for DMatrix<f32> {
    fn new(layer: &Dense) -> Self {
        Self::from_column_slice(layer.units, layer.inputs, &layer.weights)
    }

    fn add(&self, samples: usize, x: &[f32], y: &mut [f32]) {
        let x = DMatrixView::from_slice(x, self.ncols(), samples);
        let mut y = DMatrixViewMut::from_slice(y, self.nrows(), samples);
        if samples == 1 {
            y.column_mut(0).gemv(1.0, self, &x.column(0), 1.0);
        } else {
            y.gemm(1.0, self, &x, 1.0);
        }
    }
}

impl<S: Subject> Contender<S> for NalgebraDynamic {
    const NAME: &'static str = "nalgebra DMatrix";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self(Layers::new(network))))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        self.0.single(x)
    }
}

impl<S: Subject> Batch<S> for NalgebraDynamic {
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        self.0.batch(x, y);
    }
}
