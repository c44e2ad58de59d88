use std::f32::consts::SQRT_2;

use xornet_testing::Random;

use crate::{
    Activation, Cell, Class, Convolution, Dense, Layer, Network, Operation, Recurrent, Shape,
    Window,
};

/// Puts a network together. A value is a number, as in [`Layer::inputs`].
pub struct Builder {
    random: Random,
    network: Network,
}

/// The input of a network.
pub const INPUT: usize = 0;

impl Builder {
    pub fn new(name: &str, class: Class, input: Shape, random: Random) -> Self {
        Self {
            random,
            network: Network {
                name: name.into(),
                class,
                scale: 1.0,
                positive: false,
                values: vec![input],
                layers: Vec::new(),
                file: None,
            },
        }
    }

    pub fn finish(self) -> Network {
        self.network
    }

    /// Adds a layer, and returns its output.
    pub fn push(&mut self, inputs: &[usize], operation: Operation) -> usize {
        let Network { values, layers, .. } = &mut self.network;
        let shapes: Vec<_> = inputs.iter().map(|&value| values[value]).collect();
        values.push(operation.output(&shapes));
        let inputs = inputs.into();
        layers.push(Layer { inputs, operation });
        layers.len()
    }

    /// Adds a dense layer, of whose random weights `percent` are not zero.
    pub fn dense(&mut self, x: usize, units: usize, percent: u8, activation: Activation) -> usize {
        let inputs = self.network.values[x].count();
        let (weights, biases) = self.numbers(inputs, units, percent);
        let dense = Dense {
            inputs,
            units,
            weights,
            biases,
            activation,
        };
        self.push(&[x], Operation::Dense(dense))
    }

    /// Adds a convolution in which each filter sees all channels.
    pub fn convolution(
        &mut self,
        x: usize,
        filters: usize,
        window: Window,
        activation: Activation,
    ) -> usize {
        self.convolve(x, filters, window, activation, false)
    }

    /// Adds a convolution of each channel by itself.
    pub fn depthwise(&mut self, x: usize, window: Window, activation: Activation) -> usize {
        let filters = self.network.values[x].channels;
        self.convolve(x, filters, window, activation, true)
    }

    /// Adds a recurrent layer.
    pub fn recurrent(&mut self, x: usize, cell: Cell, units: usize) -> usize {
        let inputs = self.network.values[x].channels;
        let width = cell.gates() * units;
        let (weights, biases) = self.numbers(inputs, width, 100);
        let (recurrent_weights, recurrent_biases) = self.numbers(units, width, 100);
        let recurrent = Recurrent {
            cell,
            inputs,
            units,
            weights,
            recurrent_weights,
            biases,
            recurrent_biases,
        };
        self.push(&[x], Operation::Recurrent(recurrent))
    }

    fn convolve(
        &mut self,
        x: usize,
        filters: usize,
        window: Window,
        activation: Activation,
        is_depthwise: bool,
    ) -> usize {
        let channels = if is_depthwise {
            1
        } else {
            self.network.values[x].channels
        };
        // A filter is a unit whose inputs are those of a window.
        let inputs = window.size[0] * window.size[1] * channels;
        let (mut weights, biases) = self.numbers(inputs, filters, 100);
        if activation == Activation::Relu {
            // It halves the variance. After many layers, outputs would be biases and little else,
            // and errors would not show.
            weights.iter_mut().for_each(|weight| *weight *= SQRT_2);
        }
        let convolution = Convolution {
            window,
            filters,
            is_depthwise,
            weights,
            biases,
            activation,
        };
        self.push(&[x], Operation::Convolution(convolution))
    }

    /// Draws weights and biases.
    fn numbers(&mut self, inputs: usize, units: usize, percent: u8) -> (Vec<f32>, Vec<f32>) {
        let drawn = xornet_testing::Dense::random(&mut self.random, inputs, units, percent.into());
        let round = |numbers: Vec<f64>| numbers.into_iter().map(|x| x as f32).collect();
        (round(drawn.weights), round(drawn.biases))
    }
}
