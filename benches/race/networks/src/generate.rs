use std::fmt::Write as _;

use crate::{Activation, Class, Dense, Network, Random};

/// A network with random weights; `percent` of them are not zero.
pub fn generate(name: &str, widths: &[usize], activations: &[Activation], percent: u8) -> Network {
    let mut random = Random::new(widths.iter().map(|&width| width as u64).sum());
    let pairs = widths.windows(2).zip(activations);
    let layers: Vec<_> = pairs
        .map(|(pair, &activation)| dense(&mut random, pair[0], pair[1], activation, percent))
        .collect();
    Network {
        name: name.into(),
        class: Class::Dense,
        scale: 1.0,
        positive: false,
        layers,
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

fn dense(
    random: &mut Random,
    inputs: usize,
    units: usize,
    activation: Activation,
    percent: u8,
) -> Dense {
    // Keeps the variance from layer to layer, whatever the density.
    let scale = (300.0 / (inputs as f32 * f32::from(percent))).sqrt();
    let mut weight = || {
        let weight = random.between(-scale, scale);
        let kept = random.next() % 100 < u64::from(percent);
        if kept { weight } else { 0.0 }
    };
    Dense {
        inputs,
        units,
        weights: (0..inputs * units).map(|_| weight()).collect(),
        biases: (0..units).map(|_| random.between(-0.1, 0.1)).collect(),
        activation,
    }
}

/// The model file of a generated network.
pub fn write(network: &Network) -> String {
    let mut text = format!("input = {}\n", network.inputs());
    for layer in &network.layers {
        writeln!(
            text,
            "\n[[layers]]\ntype = \"dense\"\nunits = {}\nactivation = \"{}\"\nweights = [",
            layer.units,
            layer.activation.name()
        )
        .expect("a string");
        for row in layer.weights.chunks(layer.units) {
            writeln!(text, "    {row:?},").expect("a string");
        }
        writeln!(text, "]\nbiases = {:?}", layer.biases).expect("a string");
    }
    text
}
