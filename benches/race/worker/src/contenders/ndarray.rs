use ndarray::linalg::{general_mat_mul, general_mat_vec_mul};
use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};

use super::layers::{Layers, Product};
use super::prelude::*;

/// ndarray's products, into vectors that stay.
pub struct Ndarray(Layers<Array2<f32>>);

impl Product for Array2<f32> {
    fn new(layer: &Dense) -> Self {
        Self::from_shape_vec((layer.units, layer.inputs), layer.transposed()).expect("its shape")
    }

    fn add(&self, samples: usize, x: &[f32], y: &mut [f32]) {
        let (units, inputs) = self.dim();
        if samples == 1 {
            general_mat_vec_mul(
                1.0,
                self,
                &ArrayView1::from(x),
                1.0,
                &mut ArrayViewMut1::from(y),
            );
        } else {
            let x = ArrayView2::from_shape((samples, inputs), x).expect("its shape");
            let mut y = ArrayViewMut2::from_shape((samples, units), y).expect("its shape");
            general_mat_mul(1.0, &x, &self.t(), 1.0, &mut y);
        }
    }
}

impl<S: Subject> Contender<S> for Ndarray {
    const NAME: &'static str = "ndarray";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self(Layers::new(network))))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        self.0.single(x)
    }
}

impl<S: Subject> Batch<S> for Ndarray {
    fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
        self.0.batch(x, y);
    }
}
