use xornet_model::{Layer, Model};

use crate::{Activation, Class, Dense, Network};

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
    let layer = |layer: &Layer<f32>| {
        let Layer::Dense(dense) = layer else {
            panic!("{name} has a layer that is not dense");
        };
        Dense {
            inputs: dense.inputs(),
            units: dense.units(),
            weights: dense.weights().to_vec(),
            biases: dense.biases().to_vec(),
            activation: activation(dense.activation().name()),
        }
    };
    Network {
        name: name.into(),
        class: Class::Dense,
        scale,
        positive: true,
        layers: model.layers().map(layer).collect(),
        file: Some(text),
    }
}

fn activation(name: &str) -> Activation {
    use Activation::{Linear, Relu, Sigmoid, Softmax, Tanh};
    [Linear, Relu, Sigmoid, Tanh, Softmax]
        .into_iter()
        .find(|activation| activation.name() == name)
        .unwrap_or_else(|| panic!("{name} is not raced"))
}
