//! Random layers of each kind, and the shapes of their outputs.

use std::fmt::Write as _;
use std::format;
use std::string::String;
use std::vec::Vec;

use xornet_core::{Activation, LayerKind};

use super::nested;
use super::window::{self, Of};
use crate::{Dtype, Random, activations};

/// A layer that was drawn.
pub(super) struct Drawn {
    pub(super) keys: String,
    pub(super) inputs: Vec<usize>,
    pub(super) shape: Vec<usize>,
}

/// The most multiply-adds of a layer: a compiler evaluates the networks.
const WORK: usize = 2000;

/// Draws a layer of this kind that takes value `first`, and others if it takes several; returns `None` if there is none.
pub(super) fn draw(
    kind: LayerKind,
    first: usize,
    shapes: &[&[usize]],
    dtype: Dtype,
    random: &mut Random,
) -> Option<Drawn> {
    let mut layer = Layer {
        keys: format!("type = '{}'\n", kind.name()),
        dtype,
        random,
    };
    let mut inputs = Vec::from([first]);
    let shape = match kind {
        LayerKind::Add
        | LayerKind::Subtract
        | LayerKind::Multiply
        | LayerKind::Maximum
        | LayerKind::Minimum
        | LayerKind::Concatenate => layer.several(kind, &mut inputs, shapes)?,
        _ => layer.one(kind, shapes[first])?,
    };
    Some(Drawn {
        keys: layer.keys,
        inputs,
        shape,
    })
}

/// The layer that is being drawn.
pub(super) struct Layer<'a> {
    pub(super) keys: String,
    dtype: Dtype,
    pub(super) random: &'a mut Random,
}

impl Layer<'_> {
    /// Writes the keys of a layer of one input, and returns the shape of its output.
    fn one(&mut self, kind: LayerKind, input: &[usize]) -> Option<Vec<usize>> {
        let (&channels, front) = input.split_last()?;
        match kind {
            LayerKind::Dense => self.dense(input),
            LayerKind::Activation => {
                self.activation(1);
                Some(input.to_vec())
            }
            LayerKind::Conv1d | LayerKind::Conv2d => self.convolution(axes(kind, input)?, channels),
            LayerKind::Conv1dTranspose | LayerKind::Conv2dTranspose => {
                self.transposed(axes(kind, input)?, channels)
            }
            LayerKind::MaxPool1d | LayerKind::MaxPool2d => self.pool(axes(kind, input)?, channels),
            LayerKind::AveragePool1d | LayerKind::AveragePool2d => {
                let include = self.random.below(2) == 0;
                self.flag("include_padding", include);
                self.pool(axes(kind, input)?, channels)
            }
            LayerKind::GlobalMaxPool | LayerKind::GlobalAveragePool => {
                if front.is_empty() {
                    return None;
                }
                let keep = self.random.below(2) == 0;
                self.flag("keep_dims", keep);
                let kept = if keep { front.len() } else { 0 };
                Some([&[1].repeat(kept)[..], &[channels]].concat())
            }
            LayerKind::BatchNorm => {
                self.numbers("mean", &[channels], 1.0);
                let variance = (0..channels).map(|_| 0.5 + self.random.unit()).collect();
                self.write("variance", &[channels], variance);
                self.norm(channels);
                Some(input.to_vec())
            }
            LayerKind::LayerNorm => {
                self.norm(channels);
                Some(input.to_vec())
            }
            LayerKind::L2Normalize => {
                self.keys.push_str("epsilon = 1e-6\n");
                Some(input.to_vec())
            }
            LayerKind::Prelu => {
                let length = [1, channels][self.random.below(2)];
                self.numbers("slopes", &[length], 1.0);
                Some(input.to_vec())
            }
            LayerKind::Flatten => Some([input.iter().product()].into()),
            LayerKind::Reshape => self.reshape(input.iter().product()),
            LayerKind::Upsample => self.upsample(front, channels),
            LayerKind::Slice => self.slice(input),
            LayerKind::Rnn | LayerKind::Gru | LayerKind::Lstm => self.recurrent(kind, input),
            // A part of streams.
            LayerKind::Window => None,
            other => panic!("no random layer of `{}`", other.name()),
        }
    }

    fn dense(&mut self, input: &[usize]) -> Option<Vec<usize>> {
        let (&inputs, front) = input.split_last()?;
        let units = 1 + self.random.below(9);
        let _ = writeln!(self.keys, "units = {units}");
        self.numbers("weights", &[inputs, units], scale(inputs));
        self.optional("biases", units);
        self.activation(2);
        let positions: usize = front.iter().product();
        (positions * inputs * units <= WORK).then(|| [front, &[units]].concat())
    }

    fn recurrent(&mut self, kind: LayerKind, input: &[usize]) -> Option<Vec<usize>> {
        let &[frames, channels] = input else {
            return None;
        };
        let (gates, orders): (_, &[&str]) = match kind {
            LayerKind::Rnn => (1, &[]),
            LayerKind::Gru => (3, &["zrn", "rzn"]),
            _ => (4, &["ifgo", "iofg"]),
        };
        let units = 1 + self.random.below(9);
        let _ = writeln!(self.keys, "units = {units}");
        self.numbers("weights", &[channels, gates * units], scale(channels));
        self.numbers("recurrent_weights", &[units, gates * units], scale(units));
        self.optional("biases", gates * units);
        self.optional("recurrent_biases", gates * units);
        self.optional("initial_state", units);
        if kind == LayerKind::Lstm {
            self.optional("initial_cell_state", units);
        }
        if kind == LayerKind::Gru && self.random.below(2) == 0 {
            self.keys.push_str("reset_after = false\n");
        }
        if !orders.is_empty() {
            let order = orders[self.random.below(orders.len())];
            let _ = writeln!(self.keys, "gate_order = '{order}'");
        }
        // These are bounded, so that no state grows.
        let activation = ["tanh", "softsign", "sin"][self.random.below(3)];
        let _ = writeln!(self.keys, "activation = '{activation}'");
        let reverse = self.random.below(2) == 0;
        self.flag("reverse", reverse);
        let sequences = self.random.below(2) == 0;
        self.flag("return_sequences", sequences);
        let products = frames * (channels + units) * gates * units;
        let front: &[usize] = if sequences { &[frames] } else { &[] };
        (products <= WORK).then(|| [front, &[units]].concat())
    }

    fn convolution(&mut self, axes: &[usize], channels: usize) -> Option<Vec<usize>> {
        let window = window::draw(Of::Convolution, axes, self.random)?;
        let divisors: Vec<_> = (1..=channels)
            .filter(|groups| channels.is_multiple_of(*groups))
            .collect();
        let groups = divisors[self.random.below(divisors.len())];
        let multiplier = 1 + self.random.below(3);
        let filters = groups * multiplier;
        self.keys.push_str(&window.keys);
        let _ = writeln!(self.keys, "filters = {filters}");
        if groups > 1 {
            let _ = writeln!(self.keys, "groups = {groups}");
        }
        // A depthwise convolution may have Keras' shape.
        let last = match groups == channels && self.random.below(2) == 0 {
            true => [channels, multiplier],
            false => [channels / groups, filters],
        };
        let products = window.size.iter().product::<usize>() * channels / groups;
        self.numbers(
            "weights",
            &[&window.size[..], &last].concat(),
            scale(products),
        );
        self.optional("biases", filters);
        self.activation(2);
        let output = [&window.output[..], &[filters]].concat();
        (output.iter().product::<usize>() * products <= WORK).then_some(output)
    }

    fn transposed(&mut self, axes: &[usize], channels: usize) -> Option<Vec<usize>> {
        let window = window::draw(Of::Transposed, axes, self.random)?;
        let filters = 1 + self.random.below(4);
        self.keys.push_str(&window.keys);
        let _ = writeln!(self.keys, "filters = {filters}");
        let shape = [&window.size[..], &[channels, filters]].concat();
        self.numbers("weights", &shape, scale(channels));
        self.optional("biases", filters);
        self.activation(2);
        let products = axes.iter().product::<usize>() * shape.iter().product::<usize>();
        (products <= WORK).then(|| [&window.output[..], &[filters]].concat())
    }

    fn pool(&mut self, axes: &[usize], channels: usize) -> Option<Vec<usize>> {
        let window = window::draw(Of::Pool, axes, self.random)?;
        self.keys.push_str(&window.keys);
        Some([&window.output[..], &[channels]].concat())
    }

    /// Writes the keys that `batch_norm` and `layer_norm` share.
    fn norm(&mut self, channels: usize) {
        self.optional("gamma", channels);
        self.optional("beta", channels);
        let epsilon = ["1e-3", "1e-5"][self.random.below(2)];
        let _ = writeln!(self.keys, "epsilon = {epsilon}");
        self.activation(2);
    }

    /// Writes an activation, one time in `of`. None of them overflows or is NaN.
    fn activation(&mut self, of: usize) {
        if self.random.below(of) > 0 {
            return;
        }
        let mut choices = activations::<f64>();
        choices.retain(|it| !matches!(it, Activation::Exponential | Activation::Sqrt));
        let activation = choices[self.random.below(choices.len())];
        let parameters = activation.parameters();
        let parameters: Vec<_> = parameters
            .map(|(name, value)| format!(", {name} = {value:?}"))
            .collect();
        let (name, parameters) = (activation.name(), parameters.concat());
        let _ = writeln!(self.keys, "activation = {{ type = '{name}'{parameters} }}");
    }

    /// Writes a boolean, if it is not the default.
    pub(super) fn flag(&mut self, key: &str, value: bool) {
        if value {
            let _ = writeln!(self.keys, "{key} = true");
        }
    }

    /// Writes one number for each channel, or leaves the key out.
    fn optional(&mut self, key: &str, length: usize) {
        if self.random.below(3) > 0 {
            self.numbers(key, &[length], 0.5);
        }
    }

    /// Writes a tensor of numbers from `-scale` to `scale`, some of them zero.
    fn numbers(&mut self, key: &str, shape: &[usize], scale: f64) {
        let numbers = (0..shape.iter().product()).map(|_| match self.random.below(8) {
            0 => 0.0,
            _ => scale * self.random.signed(),
        });
        let numbers = numbers.collect();
        self.write(key, shape, numbers);
    }

    fn write(&mut self, key: &str, shape: &[usize], numbers: Vec<f64>) {
        let digits = |number| self.dtype.digits(self.dtype.round(number));
        let array = nested(&numbers, shape, &digits);
        let _ = writeln!(self.keys, "{key} = {array}");
    }
}

/// Returns the axes that the kind's window moves along, if the input has as many axes as the kind takes.
fn axes(kind: LayerKind, input: &[usize]) -> Option<&[usize]> {
    let dimensions = if kind.name().contains("1d") { 1 } else { 2 };
    (input.len() == dimensions + 1).then(|| &input[..dimensions])
}

/// Returns the size of weights whose sums of so many products stay near one.
fn scale(products: usize) -> f64 {
    (3.0 / products as f64).sqrt()
}
