use burn::tensor::{Device, Tensor, TensorData, activation};

use super::prelude::*;

/// burn on Flex, its CPU backend of pure Rust.
pub struct Burn {
    device: Device,
    layers: Vec<(Tensor<2>, Tensor<2>, Activation)>,
}

impl<S: Subject> Contender<S> for Burn {
    const NAME: &'static str = "burn";

    fn new(network: &Network) -> Built<Self> {
        let device = Device::flex();
        let tensor = |data: &[f32], units| {
            let data = TensorData::new(data.to_vec(), [data.len() / units, units]);
            Tensor::from_data(data, &device)
        };
        let layer = |layer: &Dense| {
            let weights = tensor(&layer.weights, layer.units);
            (
                weights,
                tensor(&layer.biases, layer.units),
                layer.activation,
            )
        };
        let layers = network.dense().map(layer).collect();
        Ok(Some(Self { device, layers }))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        let x = x.numbers();
        let data = TensorData::new(x.to_vec(), [1, x.len()]);
        let mut x = Tensor::<2>::from_data(data, &self.device);
        for (weights, biases, activation) in &self.layers {
            let sums = x.matmul(weights.clone()) + biases.clone();
            x = match activation {
                Activation::Linear => sums,
                Activation::Relu => activation::relu(sums),
                Activation::Sigmoid => activation::sigmoid(sums),
                Activation::Tanh => activation::tanh(sums),
                Activation::Softmax => activation::softmax(sums, 1),
            };
        }
        let output = x.into_data();
        let mut y = S::Output::ZEROS;
        y.numbers_mut()
            .copy_from_slice(output.as_slice().expect("it is f32"));
        y
    }
}
