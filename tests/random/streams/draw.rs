//! The drawing of a stream: a chain of layers, and its file.

use std::fmt::Write as _;

use xornet_testing::{Activation, Dense, Dtype, Random};

/// A stream whose layers follow each other. Its numbers are of its type, in double precision here.
#[derive(Debug)]
pub struct Stream {
    pub dtype: Dtype,
    pub channels: usize,
    /// The frames of a step.
    pub stride: usize,
    pub outputs: usize,
    pub layers: Vec<Layer>,
}

/// A layer of a stream.
#[derive(Debug)]
pub enum Layer {
    Dense(Dense, Activation<f64>),
    Convolution(Convolution),
    Recurrent(Recurrent),
    /// The last frames side by side, by a `window` and a `flatten`.
    Window(usize),
}

/// A causal convolution.
#[derive(Debug)]
pub struct Convolution {
    pub size: usize,
    pub dilation: usize,
    pub stride: usize,
    pub groups: usize,
    /// `[size][channels / groups][filters]`.
    pub numbers: Dense,
    pub activation: Activation<f64>,
}

/// A recurrent layer.
#[derive(Debug)]
pub struct Recurrent {
    pub kind: &'static str,
    /// The gates, in the order of the columns.
    pub order: &'static str,
    pub reset_after: bool,
    pub input: Dense,
    pub state: Dense,
    pub initial: Vec<f64>,
    pub initial_cells: Vec<f64>,
}

impl Stream {
    pub fn random(random: &mut Random) -> Self {
        let dtype = [Dtype::F64, Dtype::F32, Dtype::F32][random.below(3)];
        let channels = 1 + random.below(4);
        let mut stream = Self {
            dtype,
            channels,
            stride: 1,
            outputs: channels,
            layers: Vec::new(),
        };
        let mut windowed = false;
        for _ in 0..2 + random.below(4) {
            let layer = match random.below(8) {
                0..2 => stream.dense(random),
                2..5 => stream.convolution(random, windowed),
                5..7 => stream.recurrent(random),
                _ => {
                    windowed = true;
                    let frames = 1 + random.below(4);
                    stream.outputs *= frames;
                    Layer::Window(frames)
                }
            };
            stream.layers.push(layer);
        }
        // Few outputs, and one layer at least with weights.
        let last = stream.dense(random);
        stream.layers.push(last);
        stream
    }

    fn numbers(&self, random: &mut Random, inputs: usize, units: usize) -> Dense {
        let mut dense = Dense::random(random, inputs, units, 100);
        for number in dense.weights.iter_mut().chain(&mut dense.biases) {
            *number = self.dtype.round(*number);
        }
        dense
    }

    fn dense(&mut self, random: &mut Random) -> Layer {
        let units = 1 + random.below(9);
        let numbers = self.numbers(random, self.outputs, units);
        self.outputs = units;
        Layer::Dense(numbers, activation(random))
    }

    /// Draws a convolution. A step of several frames has one window, so that no stride comes after one.
    fn convolution(&mut self, random: &mut Random, windowed: bool) -> Layer {
        let size = 1 + random.below(4);
        let dilation = [1, 1, 2, 5, 19][random.below(5)];
        let stride = match windowed || self.stride > 3 {
            true => 1,
            false => [1, 1, 1, 2, 3][random.below(5)],
        };
        let groups = if random.below(3) == 0 {
            self.outputs
        } else {
            1
        };
        let filters = groups * (1 + random.below(9 / groups.min(8)));
        let numbers = self.numbers(random, size * self.outputs / groups, filters);
        (self.outputs, self.stride) = (filters, self.stride * stride);
        Layer::Convolution(Convolution {
            size,
            dilation,
            stride,
            groups,
            numbers,
            activation: activation(random),
        })
    }

    fn recurrent(&mut self, random: &mut Random) -> Layer {
        let units = 1 + random.below(9);
        let choices = [
            ("rnn", "h"),
            ("gru", "zrn"),
            ("gru", "rzn"),
            ("lstm", "ifgo"),
            ("lstm", "iofg"),
        ];
        let (kind, order) = choices[random.below(choices.len())];
        let width = order.len() * units;
        let input = self.numbers(random, self.outputs, width);
        let state = self.numbers(random, units, width);
        let mut initial = || -> Vec<f64> {
            let scale = [0.0, 0.5][random.below(2)];
            let number = |_| self.dtype.round(scale * random.signed());
            (0..units).map(number).collect()
        };
        let (initial, initial_cells) = (initial(), initial());
        self.outputs = units;
        Layer::Recurrent(Recurrent {
            kind,
            order,
            reset_after: kind != "gru" || random.below(2) == 0,
            input,
            state,
            initial,
            initial_cells,
        })
    }

    /// Returns the file, for code of this mode.
    pub fn to_toml(&self, mode: &str) -> String {
        let mut text = format!(
            "dtype = '{}'\nunroll = '{mode}'\ninput = ['time', {}]\n",
            self.dtype.name(),
            self.channels
        );
        let mut channels = self.channels;
        for layer in &self.layers {
            text.push_str("\n[[layers]]\n");
            channels = self.write(layer, channels, &mut text);
        }
        text
    }

    /// Writes a layer, and returns the length of its output.
    fn write(&self, layer: &Layer, channels: usize, text: &mut String) -> usize {
        let mut line = |key: &str, value: String| {
            writeln!(text, "{key} = {value}").expect("a string");
        };
        let row = |numbers: &[f64]| {
            let numbers: Vec<_> = numbers.iter().map(|&x| self.dtype.digits(x)).collect();
            format!("[{}]", numbers.join(", "))
        };
        let rows = |numbers: &[f64], width: usize| {
            let rows: Vec<_> = numbers.chunks(width).map(row).collect();
            format!("[{}]", rows.join(",\n"))
        };
        match layer {
            Layer::Dense(dense, activation) => {
                let units = dense.biases.len();
                line("type", "'dense'".into());
                line("units", units.to_string());
                line("activation", format!("'{}'", activation.name()));
                line("weights", rows(&dense.weights, units));
                line("biases", row(&dense.biases));
                units
            }
            Layer::Convolution(convolution) => {
                let filters = convolution.numbers.biases.len();
                line("type", "'conv1d'".into());
                line("filters", filters.to_string());
                line("kernel_size", convolution.size.to_string());
                line("padding", "'causal'".into());
                line("strides", convolution.stride.to_string());
                line("dilation_rate", convolution.dilation.to_string());
                line("groups", convolution.groups.to_string());
                line("activation", format!("'{}'", convolution.activation.name()));
                let tap = channels / convolution.groups * filters;
                let taps = convolution.numbers.weights.chunks(tap);
                let taps: Vec<_> = taps.map(|tap| rows(tap, filters)).collect();
                line("weights", format!("[{}]", taps.join(",\n")));
                line("biases", row(&convolution.numbers.biases));
                filters
            }
            Layer::Recurrent(recurrent) => {
                let units = recurrent.initial.len();
                let width = recurrent.order.len() * units;
                line("type", format!("'{}'", recurrent.kind));
                line("units", units.to_string());
                line("weights", rows(&recurrent.input.weights, width));
                line("biases", row(&recurrent.input.biases));
                line("recurrent_weights", rows(&recurrent.state.weights, width));
                line("recurrent_biases", row(&recurrent.state.biases));
                line("initial_state", row(&recurrent.initial));
                if recurrent.kind == "lstm" {
                    line("initial_cell_state", row(&recurrent.initial_cells));
                }
                if recurrent.kind == "gru" {
                    line("reset_after", recurrent.reset_after.to_string());
                }
                if recurrent.kind != "rnn" {
                    line("gate_order", format!("'{}'", recurrent.order));
                }
                units
            }
            Layer::Window(frames) => {
                line("type", "'window'".into());
                line("frames", frames.to_string());
                text.push_str("\n[[layers]]\ntype = 'flatten'\n");
                channels * frames
            }
        }
    }
}

/// Draws an activation that keeps the size of numbers.
fn activation(random: &mut Random) -> Activation<f64> {
    let choices = [
        Activation::Linear,
        Activation::Relu,
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Softsign,
    ];
    choices[random.below(choices.len())]
}
