use faer::linalg::matmul::matmul;
use faer::{Accum, ColMut, ColRef, Mat, MatMut, MatRef, Par};

use super::layers::{Layers, Product};
use super::prelude::*;

/// faer's products, on one thread.
pub struct Faer(Layers<Mat<f32>>);

impl Product for Mat<f32> {
    fn new(layer: &Dense) -> Self {
        // Columns come first in faer.
        Self::from_fn(layer.units, layer.inputs, |unit, input| {
            layer.weights[input * layer.units + unit]
        })
    }

    fn add(&self, samples: usize, x: &[f32], y: &mut [f32]) {
        if samples == 1 {
            let (x, y) = (ColRef::from_slice(x), ColMut::from_slice_mut(y));
            matmul(y, Accum::Add, self, x, 1.0, Par::Seq);
        } else {
            let x = MatRef::from_column_major_slice(x, self.ncols(), samples);
            let y = MatMut::from_column_major_slice_mut(y, self.nrows(), samples);
            matmul(y, Accum::Add, self, x, 1.0, Par::Seq);
        }
    }
}

impl<S: Subject> Contender<S> for Faer {
    const NAME: &'static str = "faer";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self(Layers::new(network))))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        self.0.single(x)
    }
}

impl<S: Subject> Batch<S> for Faer {
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        self.0.batch(x, y);
    }
}
