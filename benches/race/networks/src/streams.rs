//! Streams of the sizes that guitar amplifiers, keyword spotters and controllers have, with random weights.

use xornet_testing::Random;

use crate::Activation::{Linear, Tanh};
use crate::builder::{Builder, INPUT};
use crate::{Cell, Class, Network, Operation, Shape, Window};

/// All, in the order of the report.
pub fn all() -> [Network; 7] {
    [
        recurrent("gru8", Cell::Gru, [1, 8, 1]),
        recurrent("gru24", Cell::Gru, [1, 24, 1]),
        recurrent("gru64", Cell::Gru, [40, 64, 10]),
        recurrent("lstm16", Cell::Lstm, [1, 16, 1]),
        recurrent("lstm40", Cell::Lstm, [1, 40, 1]),
        tcn(),
        nam(),
    ]
}

/// A recurrent layer, and a dense one.
fn recurrent(name: &str, cell: Cell, [inputs, units, outputs]: [usize; 3]) -> Network {
    let mut network = start(name, inputs, units);
    let states = network.recurrent(INPUT, cell, units);
    network.dense(states, outputs, 100, Linear);
    network.finish()
}

/// Eight convolutions of 16 filters, each over twice the time of the one before.
fn tcn() -> Network {
    let mut network = start("tcn", 1, 16);
    let mut x = INPUT;
    for layer in 0..8 {
        x = network.convolution(x, 16, Window::causal(3, 1 << layer), Tanh);
    }
    network.dense(x, 1, 100, Linear);
    network.finish()
}

/// The WaveNet that Neural Amp Modeler calls standard.
fn nam() -> Network {
    let mut network = start("nam", 1, 24);
    let mut x = INPUT;
    // The sum of the outputs of all layers so far.
    let mut head = None;
    for (channels, next) in [(16, 8), (8, 1)] {
        x = network.dense(x, channels, 100, Linear);
        for layer in 0..10 {
            let frames = network.convolution(x, channels, Window::causal(3, 1 << layer), Linear);
            let signal = network.dense(INPUT, channels, 100, Linear);
            let y = network.push(&[frames, signal], Operation::Add(Tanh));
            head = Some(match head {
                Some(head) => network.push(&[head, y], Operation::Add(Linear)),
                None => y,
            });
            // Nothing takes what the last layer of all would hand on.
            if next > 1 || layer < 9 {
                let y = network.dense(y, channels, 100, Linear);
                x = network.push(&[x, y], Operation::Add(Linear));
            }
        }
        head = head.map(|head| network.dense(head, next, 100, Linear));
    }
    network.finish()
}

fn start(name: &str, inputs: usize, units: usize) -> Builder {
    let random = Random::new((inputs + units) as u64);
    Builder::new(name, Class::Stream, Shape::vector(inputs), random)
}
