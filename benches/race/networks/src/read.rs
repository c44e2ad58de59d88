use xornet_model::Model;
use xornet_testing::Random;

use crate::builder::{Builder, INPUT};
use crate::{Activation, Class, Dense, Network, Operation, Shape};

/// A network of the repository, whose inputs lie between 0 and `scale`.
///
/// # Panics
///
/// If the model is none of dense `f32` layers with the activations that are raced.
pub fn read(name: &str, text: &'static str, scale: f32) -> Network {
    let model = xornet_model::read(text, name);
    let Ok(Model::F32(model)) = model else {
        panic!("{name} is not a model of f32");
    };
    let mut layers = Vec::new();
    for layer in model.layers() {
        let xornet_model::Layer::Dense(dense) = layer else {
            panic!("{name} has a layer that is not dense");
        };
        layers.push(Dense {
            inputs: dense.inputs(),
            units: dense.units(),
            weights: dense.weights().to_vec(),
            biases: dense.biases().to_vec(),
            activation: activation(dense.activation().name()),
        });
    }
    let input = Shape::vector(layers[0].inputs);
    let mut network = Builder::new(name, Class::Dense, input, Random::new(0));
    layers.into_iter().fold(INPUT, |x, dense| {
        network.push(&[x], Operation::Dense(dense))
    });
    Network {
        scale,
        positive: true,
        file: Some(text),
        ..network.finish()
    }
}

fn activation(name: &str) -> Activation {
    use Activation::{Linear, Relu, Sigmoid, Softmax, Tanh};
    [Linear, Relu, Sigmoid, Tanh, Softmax]
        .into_iter()
        .find(|activation| activation.name() == name)
        .unwrap_or_else(|| panic!("{name} is not raced"))
}
