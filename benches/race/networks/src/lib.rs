//! The networks of the race, the inputs they get, and what they compute, in double precision.

mod catalog;
mod generate;
mod oracle;
mod read;

#[cfg(test)]
mod tests;

pub use catalog::{BATCH_NETWORKS, Class, all};
pub use oracle::{TOLERANCE, oracle, within};

use xornet_testing::{Model, Random};

/// A network, the same for all contenders.
#[derive(Clone, Debug)]
pub struct Network {
    /// Its name in the race.
    pub name: String,
    /// What it is raced for.
    pub class: Class,
    /// Inputs are drawn from `0..=scale` where `positive`, and from `-scale..=scale` where not.
    scale: f32,
    positive: bool,
    /// First to last; at least one.
    pub layers: Vec<Dense>,
    /// The model file, where the repository has one.
    file: Option<&'static str>,
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

/// The activations of the networks raced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// The sums themselves.
    Linear,
    /// `max(x, 0)`.
    Relu,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
    /// `exp(x) / sum(exp(x))`.
    Softmax,
}

impl Activation {
    /// The name in a model file, and of the function in generated code.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relu => "relu",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Softmax => "softmax",
        }
    }

    /// The same in the list of xornet.
    fn formula(self) -> xornet_testing::Activation<f64> {
        xornet_testing::Activation::named(self.name()).expect("an activation")
    }
}

impl Dense {
    /// The weights as one row of `inputs` weights per unit.
    #[must_use]
    pub fn transposed(&self) -> Vec<f32> {
        let unit = |unit| self.weights[unit..].iter().step_by(self.units).copied();
        (0..self.units).flat_map(unit).collect()
    }
}

impl Network {
    /// The model file.
    #[must_use]
    pub fn toml(&self) -> String {
        self.file
            .map_or_else(|| self.model().to_toml(), String::from)
    }

    /// The same, to write and to compute with.
    fn model(&self) -> Model {
        let mut model = Model::new(self.inputs());
        for layer in &self.layers {
            let dense = xornet_testing::Dense {
                weights: layer.weights.iter().map(|&x| x.into()).collect(),
                biases: layer.biases.iter().map(|&x| x.into()).collect(),
            };
            model.push(Some(dense), layer.activation.formula());
        }
        model
    }

    /// Length of the input vector.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// Length of the output vector.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].units
    }

    /// The widths and activations, as in `2-4-1 sigmoid, sigmoid`.
    #[must_use]
    pub fn shape(&self) -> String {
        let widths = self.layers.iter().map(|layer| format!("-{}", layer.units));
        let activations: Vec<_> = self.layers.iter().map(|l| l.activation.name()).collect();
        format!(
            "{}{} {}",
            self.inputs(),
            widths.collect::<String>(),
            activations.join(", ")
        )
    }

    /// How many different inputs a series of single calls takes in turn: as many as fit beside the
    /// weights in a first-level cache, so that the race is not about reading inputs.
    #[must_use]
    pub fn cases(&self) -> usize {
        (4096 / self.inputs()).clamp(8, 64)
    }

    /// The first `count` inputs of an endless sequence, one after the other.
    #[must_use]
    pub fn draw(&self, count: usize) -> Vec<f32> {
        let mut random = Random::new(self.inputs() as u64);
        let low = if self.positive { 0.0 } else { -self.scale };
        (0..count * self.inputs())
            .map(|_| low + (self.scale - low) * random.unit() as f32)
            .collect()
    }
}
