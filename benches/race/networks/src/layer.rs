use crate::{Activation, Shape, Window};

/// A layer, and what it takes.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Values: 0 is the input of the network, and `i` the output of layer `i - 1`.
    pub inputs: Vec<usize>,
    /// What it computes from them.
    pub operation: Operation,
}

/// What layers compute.
#[derive(Clone, Debug)]
pub enum Operation {
    /// Weighted sums of all numbers.
    Dense(Dense),
    /// Weighted sums of windows.
    Convolution(Convolution),
    /// The largest number of each channel in windows.
    MaxPool(Window),
    /// The average of each channel.
    GlobalAveragePool,
    /// All numbers as one vector, row by row, channels last.
    Flatten,
    /// The sum of two values.
    Add(Activation),
    /// The states of a recurrent layer, one for each frame.
    Recurrent(Recurrent),
}

/// The cells of recurrent layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Gates z, r, n; the reset after the product, as PyTorch has it.
    Gru,
    /// Gates i, f, g, o.
    Lstm,
}

impl Cell {
    /// Returns how many gates it has.
    #[must_use]
    pub fn gates(self) -> usize {
        match self {
            Self::Gru => 3,
            Self::Lstm => 4,
        }
    }

    /// Returns its name in a model file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gru => "gru",
            Self::Lstm => "lstm",
        }
    }
}

/// A recurrent layer; the gates lie side by side in each row.
#[derive(Clone, Debug)]
pub struct Recurrent {
    /// What a step computes.
    pub cell: Cell,
    /// Length of a frame.
    pub inputs: usize,
    /// Length of the state.
    pub units: usize,
    /// One row per input.
    pub weights: Vec<f32>,
    /// One row per number of the state.
    pub recurrent_weights: Vec<f32>,
    /// One row.
    pub biases: Vec<f32>,
    /// One row.
    pub recurrent_biases: Vec<f32>,
}

/// `output = activation(input · weights + biases)`.
#[derive(Clone, Debug)]
pub struct Dense {
    /// Length of the input vector.
    pub inputs: usize,
    /// Length of the output vector.
    pub units: usize,
    /// One row of `units` weights per input.
    pub weights: Vec<f32>,
    /// One per unit.
    pub biases: Vec<f32>,
    /// Applied to the sums.
    pub activation: Activation,
}

/// `output = activation(windows · weights + biases)`.
#[derive(Clone, Debug)]
pub struct Convolution {
    /// The windows.
    pub window: Window,
    /// Channels of the output.
    pub filters: usize,
    /// Whether each filter sees its own channel alone; there are as many filters as channels then.
    pub is_depthwise: bool,
    /// `[height][width][channels][filters]`; depthwise, `[height][width][1][filters]`.
    pub weights: Vec<f32>,
    /// One per filter.
    pub biases: Vec<f32>,
    /// Applied to the sums.
    pub activation: Activation,
}

impl Dense {
    /// Returns the weights as one row of `inputs` weights per unit.
    #[must_use]
    pub fn transposed(&self) -> Vec<f32> {
        let unit = |unit| self.weights[unit..].iter().step_by(self.units).copied();
        (0..self.units).flat_map(unit).collect()
    }
}

impl Convolution {
    /// Returns how many channels a filter sees.
    #[must_use]
    pub fn channels(&self) -> usize {
        let [height, width] = self.window.size;
        self.weights.len() / (height * width * self.filters)
    }

    /// Returns the weights as `[filters][channels][height][width]`.
    #[must_use]
    pub fn channels_first(&self) -> Vec<f32> {
        let [height, width] = self.window.size;
        let (channels, filters) = (self.channels(), self.filters);
        let mut weights = Vec::with_capacity(self.weights.len());
        for filter in 0..filters {
            for channel in 0..channels {
                let places = (0..height * width).map(|place| place * channels + channel);
                weights.extend(places.map(|row| self.weights[row * filters + filter]));
            }
        }
        weights
    }
}

impl Operation {
    /// Returns the shape of the output.
    ///
    /// # Panics
    ///
    /// If the inputs do not fit.
    #[must_use]
    pub fn output(&self, inputs: &[Shape]) -> Shape {
        let input = inputs[0];
        let windows = |window: &Window, channels| {
            let [height, width] = window.outputs(input);
            Shape::image(height, width, channels)
        };
        match self {
            Self::Dense(dense) => {
                assert_eq!(
                    input,
                    Shape::vector(dense.inputs),
                    "dense layers take vectors"
                );
                Shape::vector(dense.units)
            }
            Self::Convolution(convolution) => windows(&convolution.window, convolution.filters),
            Self::MaxPool(window) => windows(window, input.channels),
            Self::GlobalAveragePool => Shape::vector(input.channels),
            Self::Flatten => Shape::vector(input.count()),
            Self::Recurrent(recurrent) => {
                assert_eq!(input.channels, recurrent.inputs, "frames of another length");
                Shape::image(input.height, 1, recurrent.units)
            }
            Self::Add(_) => {
                assert_eq!(input, inputs[1], "there is no broadcasting");
                input
            }
        }
    }

    /// Returns the multiply-adds, those with padding counted, too.
    #[must_use]
    pub fn macs(&self, output: Shape) -> usize {
        match self {
            Self::Dense(dense) => dense.weights.len(),
            Self::Convolution(convolution) => output.positions() * convolution.weights.len(),
            Self::Recurrent(recurrent) => {
                recurrent.weights.len() + recurrent.recurrent_weights.len()
            }
            _ => 0,
        }
    }
}
