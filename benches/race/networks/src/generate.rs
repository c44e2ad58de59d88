use xornet_testing::Random;

use crate::builder::{Builder, INPUT};
use crate::{Activation, Class, Network, Shape};

/// A network of dense layers with random weights; `percent` of them are not zero.
pub fn generate(
    name: &str,
    class: Class,
    widths: &[usize],
    activations: &[Activation],
    percent: u8,
) -> Network {
    let random = Random::new(widths.iter().map(|&width| width as u64).sum());
    let mut network = Builder::new(name, class, Shape::vector(widths[0]), random);
    let layers = widths[1..].iter().zip(activations);
    layers.fold(INPUT, |x, (&units, &activation)| {
        network.dense(x, units, percent, activation)
    });
    network.finish()
}

/// A point of the curve over sparsity.
pub fn pruned(percent: u8) -> Network {
    let activations = [Activation::Relu, Activation::Softmax];
    let name = format!("pruned{percent}");
    let class = Class::Pruned(percent);
    generate(&name, class, &[256, 256, 10], &activations, percent)
}
