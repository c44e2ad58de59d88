//! The networks of the race, the inputs they get, and what they compute, in double precision.

mod activation;
mod builder;
mod catalog;
mod convolutional;
mod generate;
mod layer;
mod oracle;
mod read;
mod recurrent;
mod shape;
mod streams;
mod write;

#[cfg(test)]
mod tests;

pub use activation::Activation;
pub use catalog::{BATCH_NETWORKS, Class, all};
pub use layer::{Cell, Convolution, Dense, Layer, Operation, Recurrent};
pub use oracle::{TOLERANCE, oracle, within};
pub use shape::{Padding, Shape, Window};

use xornet_testing::Random;

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
    /// The shapes of the input and of the output of each layer.
    pub values: Vec<Shape>,
    /// First to last; at least one.
    pub layers: Vec<Layer>,
    /// The model file, where the repository has one.
    file: Option<&'static str>,
}

impl Network {
    /// Returns the model file.
    #[must_use]
    pub fn toml(&self) -> String {
        self.file.map_or_else(|| write::write(self), String::from)
    }

    /// Returns the layers of a network that has dense ones alone, as all but convolutional networks
    /// have.
    ///
    /// # Panics
    ///
    /// If there are others.
    pub fn dense(&self) -> impl ExactSizeIterator<Item = &Dense> {
        self.layers.iter().map(|layer| match &layer.operation {
            Operation::Dense(dense) => dense,
            _ => panic!("{} has layers that are not dense", self.name),
        })
    }

    /// Returns the weights of a dense layer for a network with channels first, one row per input:
    /// behind a `flatten`, the inputs are in another order.
    #[must_use]
    pub fn dense_channels_first(&self, layer: &Layer, dense: &Dense) -> Vec<f32> {
        let value = layer.inputs[0];
        let shape = match value.checked_sub(1).map(|before| &self.layers[before]) {
            Some(before) if matches!(before.operation, Operation::Flatten) => {
                self.values[before.inputs[0]]
            }
            _ => self.values[value],
        };
        let mut weights = Vec::with_capacity(dense.weights.len());
        for channel in 0..shape.channels {
            for position in 0..shape.positions() {
                let row = position * shape.channels + channel;
                weights.extend(&dense.weights[row * dense.units..][..dense.units]);
            }
        }
        weights
    }

    /// Returns the shape of the input.
    #[must_use]
    pub fn input(&self) -> Shape {
        self.values[0]
    }

    /// Returns the lengths of the input's axes: one of a vector, two of a sequence, three of an
    /// image.
    #[must_use]
    pub fn axes(&self) -> Vec<usize> {
        let input = self.input();
        let axes = [input.height, input.width, input.channels];
        let (spatial, channels) = (&axes[..self.spatial()], input.channels);
        [spatial, &[channels]].concat()
    }

    /// Returns how many axes there are next to the channels.
    #[must_use]
    pub fn spatial(&self) -> usize {
        match (self.class, self.input().width) {
            (Class::Convolutional, 1) | (Class::Stream, _) => 1,
            (Class::Convolutional, _) => 2,
            _ => 0,
        }
    }

    /// Returns how many numbers an input has.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.input().count()
    }

    /// Returns how many numbers an output has.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.values[self.layers.len()].count()
    }

    /// Returns the multiply-adds of a forward pass.
    #[must_use]
    pub fn macs(&self) -> usize {
        let layers = self.layers.iter().zip(&self.values[1..]);
        layers
            .map(|(layer, &output)| layer.operation.macs(output))
            .sum()
    }

    /// Returns the widths and activations, as in `2-4-1 sigmoid, sigmoid`; of a convolutional
    /// network, its size, as in `28×28×1 to 10, 2 convolutions, 192k multiply-adds`; of a stream, that
    /// of a step.
    #[must_use]
    pub fn shape(&self) -> String {
        match self.class {
            Class::Convolutional => return self.size(),
            Class::Stream => return self.step_size(),
            Class::Dense | Class::Pruned(_) => {}
        }
        let widths = self.dense().map(|layer| format!("-{}", layer.units));
        let activations: Vec<_> = self.dense().map(|layer| layer.activation.name()).collect();
        format!(
            "{}{} {}",
            self.inputs(),
            widths.collect::<String>(),
            activations.join(", ")
        )
    }

    fn size(&self) -> String {
        let axes: Vec<_> = self.axes().iter().map(usize::to_string).collect();
        format!(
            "{} to {}, {} convolutions, {}k multiply-adds",
            axes.join("×"),
            self.outputs(),
            self.convolutions(),
            self.macs() / 1000
        )
    }

    fn convolutions(&self) -> usize {
        let is_convolution = |layer: &&Layer| matches!(layer.operation, Operation::Convolution(_));
        self.layers.iter().filter(is_convolution).count()
    }

    /// Whether there are convolutions among its layers.
    #[must_use]
    pub fn has_convolutions(&self) -> bool {
        self.convolutions() > 0
    }

    fn step_size(&self) -> String {
        let recurrent = self.layers.iter().find_map(|layer| match &layer.operation {
            Operation::Recurrent(recurrent) => {
                Some(format!("{} of {}", recurrent.cell.name(), recurrent.units))
            }
            _ => None,
        });
        let layers = recurrent.unwrap_or_else(|| format!("{} convolutions", self.convolutions()));
        let (inputs, outputs, macs) = (self.inputs(), self.outputs(), self.macs());
        format!("{inputs} to {outputs}, {layers}, {macs} multiply-adds")
    }

    /// Returns how many inputs are computed, and compared with the oracle, before a contender is timed.
    /// Of a stream these are so many frames that every ring goes round.
    #[must_use]
    pub fn checked(&self) -> usize {
        match self.class {
            Class::Stream => 4096,
            _ => self.cases(),
        }
    }

    /// Returns how many different inputs a series of single calls takes in turn: as many as fit
    /// next to the weights in a first-level cache, so that the race is not about reading inputs.
    #[must_use]
    pub fn cases(&self) -> usize {
        (4096 / self.inputs()).clamp(8, 64)
    }

    /// Returns the first `count` inputs of an endless sequence, one after the other.
    #[must_use]
    pub fn draw(&self, count: usize) -> Vec<f32> {
        let mut random = Random::new(self.inputs() as u64);
        let low = if self.positive { 0.0 } else { -self.scale };
        (0..count * self.inputs())
            .map(|_| low + (self.scale - low) * random.unit() as f32)
            .collect()
    }
}
