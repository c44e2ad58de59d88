use candle_core::{Device, Result, Tensor};
use candle_nn::ops;

use super::prelude::*;

/// candle on the CPU; weights lie as its product likes them, and biases need no broadcast.
pub struct Candle(Vec<(Tensor, Tensor, Activation)>);

impl Candle {
    fn run(&self, x: &[f32]) -> Result<Vec<f32>> {
        let mut x = Tensor::from_slice(x, (1, x.len()), &Device::Cpu)?;
        for (weights, biases, activation) in &self.0 {
            let sums = (x.matmul(weights)? + biases)?;
            x = match activation {
                Activation::Linear => sums,
                Activation::Relu => sums.relu()?,
                Activation::Sigmoid => ops::sigmoid(&sums)?,
                Activation::Tanh => sums.tanh()?,
                Activation::Softmax => ops::softmax_last_dim(&sums)?,
            };
        }
        x.flatten_all()?.to_vec1()
    }
}

impl<S: Subject> Contender<S> for Candle {
    const NAME: &'static str = "candle";

    fn new(network: &Network) -> Built<Self> {
        let layer = |layer: &Dense| -> Result<_> {
            let tensor = |rows, data| Tensor::from_slice(data, (rows, layer.units), &Device::Cpu);
            let weights = tensor(layer.inputs, &layer.weights)?;
            Ok((weights, tensor(1, &layer.biases)?, layer.activation))
        };
        let layers: Result<_> = network.dense().map(layer).collect();
        Ok(Some(Self(layers?)))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        let output = self.run(x.numbers()).expect("it ran when it was checked");
        let mut y = S::Output::ZEROS;
        y.numbers_mut().copy_from_slice(&output);
        y
    }
}
