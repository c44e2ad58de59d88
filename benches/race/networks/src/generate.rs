use xornet_testing::{Model, Random};

use crate::{Activation, Class, Dense, Network};

/// A network with random weights; `percent` of them are not zero.
pub fn generate(name: &str, widths: &[usize], activations: &[Activation], percent: u8) -> Network {
    let mut random = Random::new(widths.iter().map(|&width| width as u64).sum());
    let mut model = Model::new(widths[0]);
    for (&units, activation) in widths[1..].iter().zip(activations) {
        model = model.dense(&mut random, units, percent.into(), activation.formula());
    }
    let layers = model.layers.iter().zip(activations).zip(widths);
    let layers = layers.map(|((layer, &activation), &inputs)| {
        let dense = layer.dense.as_ref().expect("all are dense");
        Dense {
            inputs,
            units: dense.biases.len(),
            weights: dense.weights.iter().map(|&x| x as f32).collect(),
            biases: dense.biases.iter().map(|&x| x as f32).collect(),
            activation,
        }
    });
    Network {
        name: name.into(),
        class: Class::Dense,
        scale: 1.0,
        positive: false,
        layers: layers.collect(),
        file: None,
    }
}

/// A point of the curve over sparsity.
pub fn pruned(percent: u8) -> Network {
    let activations = [Activation::Relu, Activation::Softmax];
    let name = format!("pruned{percent}");
    let mut network = generate(&name, &[256, 256, 10], &activations, percent);
    network.class = Class::Pruned(percent);
    network
}
