use std::f32::consts::TAU;

use crate::Activation::{Linear, Relu, Softmax};
use crate::generate::generate;
use crate::read::read;
use crate::{Network, convolutional, generate, streams};

/// What a network is raced for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The main race.
    Dense,
    /// The curve over sparsity: the percentage of weights that are not zero.
    Pruned(u8),
    /// The race of convolutional networks.
    Convolutional,
    /// The race of streams: frame after frame, with what they remember carried on.
    Stream,
}

impl Class {
    /// Returns which point of the curve it is, if any.
    #[must_use]
    pub fn percent(self) -> Option<u8> {
        match self {
            Self::Dense | Self::Convolutional | Self::Stream => None,
            Self::Pruned(percent) => Some(percent),
        }
    }
}

/// The networks of the main race that are raced in batches, too.
pub const BATCH_NETWORKS: [&str; 4] = ["xor", "digits", "mnist", "large"];

const PERCENT_NONZERO: [u8; 7] = [100, 50, 25, 12, 6, 3, 1];

/// A model file of the repository.
macro_rules! model {
    ($file:literal) => {
        include_str!(concat!("../../../../models/", $file))
    };
}

/// All networks, in the order of the report.
#[must_use]
pub fn all() -> Vec<Network> {
    let mut networks = vec![
        read("xor", model!("xor.toml"), 1.0),
        read("sine", model!("sine.toml"), TAU),
        read("tiny", model!("iris.toml"), 8.0),
        generate(
            "small",
            Class::Dense,
            &[16, 64, 64, 4],
            &[Relu, Relu, Linear],
            100,
        ),
        read("digits", model!("digits.toml"), 16.0),
        generate(
            "mnist",
            Class::Dense,
            &[784, 128, 10],
            &[Relu, Softmax],
            100,
        ),
        generate(
            "large",
            Class::Dense,
            &[784, 512, 512, 10],
            &[Relu, Relu, Softmax],
            100,
        ),
    ];
    for percent in PERCENT_NONZERO {
        networks.push(generate::pruned(percent));
    }
    networks.extend(convolutional::all());
    networks.extend(streams::all());
    networks
}
