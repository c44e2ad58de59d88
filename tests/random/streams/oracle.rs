//! What a stream computes for a sequence, in double precision: the formulas of the format's description, without any state
//! but that of recurrent layers.

use xornet_testing::oracle::{activate, value};
use xornet_testing::{Activation, Dense};

use super::draw::{Convolution, Layer, Recurrent, Stream};

type Frames = Vec<Vec<f64>>;

impl Stream {
    /// Returns the outputs for the frames of a sequence.
    pub fn expected(&self, frames: &[Vec<f64>]) -> Frames {
        self.layers.iter().fold(frames.to_vec(), layer)
    }
}

fn layer(frames: Frames, layer: &Layer) -> Frames {
    match layer {
        Layer::Dense(dense, activation) => {
            let output = |frame: &Vec<f64>| {
                let mut sums = sums(dense, frame);
                activate(*activation, &mut sums);
                sums
            };
            frames.iter().map(output).collect()
        }
        Layer::Convolution(layer) => convolution(layer, &frames),
        Layer::Recurrent(layer) => recurrent(layer, &frames),
        Layer::Window(count) => {
            let output = |now: usize| {
                let past = (0..*count).rev().map(|back| past(&frames, now, back));
                past.flatten().collect()
            };
            (0..frames.len()).map(output).collect()
        }
    }
}

/// Returns the frame so many before another, zeros before the first.
fn past(frames: &Frames, now: usize, back: usize) -> Vec<f64> {
    match now.checked_sub(back) {
        Some(place) => frames[place].clone(),
        None => vec![0.0; frames[0].len()],
    }
}

fn sums(dense: &Dense, x: &[f64]) -> Vec<f64> {
    let mut sums = dense.biases.clone();
    for (x, row) in x.iter().zip(dense.weights.chunks(dense.biases.len())) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += x * weight;
        }
    }
    sums
}

fn convolution(layer: &Convolution, frames: &Frames) -> Frames {
    let filters = layer.numbers.biases.len();
    let own = frames[0].len() / layer.groups;
    let output = |now: usize| {
        let mut sums = layer.numbers.biases.clone();
        for tap in 0..layer.size {
            let frame = past(frames, now, (layer.size - 1 - tap) * layer.dilation);
            for (filter, sum) in sums.iter_mut().enumerate() {
                let group = filter / (filters / layer.groups);
                for channel in 0..own {
                    let weight = layer.numbers.weights[(tap * own + channel) * filters + filter];
                    *sum += frame[group * own + channel] * weight;
                }
            }
        }
        activate(layer.activation, &mut sums);
        sums
    };
    (0..frames.len())
        .step_by(layer.stride)
        .map(output)
        .collect()
}

fn recurrent(layer: &Recurrent, frames: &Frames) -> Frames {
    let units = layer.initial.len();
    let sigmoid = |x| value(Activation::Sigmoid, x);
    let (mut h, mut c) = (layer.initial.clone(), layer.initial_cells.clone());
    let mut states = Vec::new();
    for frame in frames {
        let (x, s) = (sums(&layer.input, frame), sums(&layer.state, &h));
        let place = |gate: char| layer.order.find(gate).expect("a gate") * units;
        let from_input = |gate, unit| x[place(gate) + unit];
        let both = |gate, unit| x[place(gate) + unit] + s[place(gate) + unit];
        // The product with the state after the reset.
        let reset: Vec<_> = match layer.kind {
            "gru" => (0..units).map(|u| sigmoid(both('r', u)) * h[u]).collect(),
            _ => Vec::new(),
        };
        let after_reset = sums(&layer.state, &reset);
        if layer.kind == "lstm" {
            for (u, c) in c.iter_mut().enumerate() {
                *c = sigmoid(both('f', u)) * *c + sigmoid(both('i', u)) * both('g', u).tanh();
            }
        }
        let next = |u: usize| match layer.kind {
            "rnn" => both('h', u).tanh(),
            "lstm" => sigmoid(both('o', u)) * c[u].tanh(),
            _ => {
                let (z, r) = (sigmoid(both('z', u)), sigmoid(both('r', u)));
                let candidate = match layer.reset_after {
                    true => r * s[place('n') + u],
                    false => after_reset[place('n') + u],
                };
                (1.0 - z) * (from_input('n', u) + candidate).tanh() + z * h[u]
            }
        };
        h = (0..units).map(next).collect();
        states.push(h.clone());
    }
    states
}
