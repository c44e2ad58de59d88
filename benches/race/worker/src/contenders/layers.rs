//! A network for contenders that multiply matrices and have no layers of their own.

use xornet_race_networks::{Activation, Dense, Network};

use crate::activation;
use crate::subject::Array;

/// A layer's weights in the form that a library multiplies.
pub trait Product {
    fn new(layer: &Dense) -> Self;

    /// Adds the products to the biases, which are in `y`; samples stand one after the other.
    fn add(&self, samples: usize, x: &[f32], y: &mut [f32]);
}

pub struct Layers<P>(Vec<Layer<P>>);

struct Layer<P> {
    product: P,
    biases: Vec<f32>,
    activation: Activation,
    /// Kept from call to call, as one would in a hot path.
    outputs: Vec<f32>,
}

impl<P: Product> Layers<P> {
    pub fn new(network: &Network) -> Self {
        let layer = |dense| Layer {
            product: P::new(dense),
            biases: dense.biases.clone(),
            activation: dense.activation,
            outputs: dense.biases.clone(),
        };
        Self(network.dense().map(layer).collect())
    }

    #[inline(always)]
    pub fn single<I: Array, O: Array>(&mut self, x: &I) -> O {
        let mut y = O::ZEROS;
        y.numbers_mut()
            .copy_from_slice(self.forward(1, x.numbers()));
        y
    }

    #[inline(always)]
    pub fn batch<I: Array, O: Array>(&mut self, x: &[I], y: &mut [O]) {
        O::flatten_mut(y).copy_from_slice(self.forward(x.len(), I::flatten(x)));
    }

    fn forward<'a>(&'a mut self, samples: usize, x: &'a [f32]) -> &'a [f32] {
        let mut x = x;
        for layer in &mut self.0 {
            let units = layer.biases.len();
            layer.outputs.resize(samples * units, 0.0);
            for sums in layer.outputs.chunks_exact_mut(units) {
                sums.copy_from_slice(&layer.biases);
            }
            layer.product.add(samples, x, &mut layer.outputs);
            activation::apply(layer.activation, units, &mut layer.outputs);
            x = &layer.outputs;
        }
        x
    }
}
