use std::fmt::Write as _;
use std::format;
use std::string::String;
use std::vec::Vec;

use xornet_core::Activation;

use crate::Random;

/// The type of a model's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dtype {
    /// Single precision.
    F32,
    /// Double precision.
    F64,
}

impl Dtype {
    /// Returns the name in model files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// Returns the nearest number of the type.
    #[must_use]
    pub fn round(self, x: f64) -> f64 {
        match self {
            Self::F32 => (x as f32).into(),
            Self::F64 => x,
        }
    }

    /// Returns the shortest digits that read back the same.
    #[must_use]
    pub fn digits(self, x: f64) -> String {
        match self {
            Self::F32 => format!("{:?}", x as f32),
            Self::F64 => format!("{x:?}"),
        }
    }

    /// Returns the number with these bits.
    #[must_use]
    pub fn number(self, bits: u64) -> f64 {
        match self {
            Self::F32 => f32::from_bits(bits as u32).into(),
            Self::F64 => f64::from_bits(bits),
        }
    }
}

/// A model to write as a file. Its numbers are of its type, in double precision here.
#[derive(Clone, Debug)]
pub struct Model {
    /// The type of its numbers.
    pub dtype: Dtype,
    /// The code that it is to become: `auto`, `full` or `none`.
    pub unroll: &'static str,
    /// The length of the input.
    pub inputs: usize,
    /// First to last.
    pub layers: Vec<Layer>,
}

/// A dense layer with its activation, or an activation alone.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Nothing for an activation alone.
    pub dense: Option<Dense>,
    /// Applied to the sums.
    pub activation: Activation<f64>,
}

/// The numbers of a dense layer.
#[derive(Clone, Debug)]
pub struct Dense {
    /// One row for each input, of one weight for each unit.
    pub weights: Vec<f64>,
    /// One for each unit.
    pub biases: Vec<f64>,
}

impl Dense {
    /// Draws weights that keep the size of what goes through them; `percent` of them are not zero.
    #[must_use]
    pub fn random(random: &mut Random, inputs: usize, units: usize, percent: usize) -> Self {
        let kept = (inputs * percent) as f64 / 100.0;
        let scale = (3.0 / kept.max(1.0)).sqrt();
        let mut weight = || {
            // Both are drawn in any case, so that the other weights do not depend on it.
            let weight = random.signed() * scale;
            if random.below(100) < percent {
                weight
            } else {
                0.0
            }
        };
        Self {
            weights: (0..inputs * units).map(|_| weight()).collect(),
            biases: (0..units).map(|_| random.signed() / 10.0).collect(),
        }
    }
}

impl Model {
    /// Starts a model of `f32`.
    #[must_use]
    pub fn new(inputs: usize) -> Self {
        Self {
            dtype: Dtype::F32,
            unroll: "auto",
            inputs,
            layers: Vec::new(),
        }
    }

    /// Sets the type of the numbers. Comes before the layers.
    #[must_use]
    pub fn of(mut self, dtype: Dtype) -> Self {
        assert!(self.layers.is_empty(), "their numbers have a type already");
        self.dtype = dtype;
        self
    }

    /// Sets the code that the model is to become.
    #[must_use]
    pub fn unrolled(mut self, unroll: &'static str) -> Self {
        self.unroll = unroll;
        self
    }

    /// Adds a dense layer, of whose random weights `percent` are not zero.
    #[must_use]
    pub fn dense(
        mut self,
        random: &mut Random,
        units: usize,
        percent: usize,
        activation: Activation<f64>,
    ) -> Self {
        let dense = Dense::random(random, self.outputs(), units, percent);
        self.push(Some(dense), activation);
        self
    }

    /// Adds a layer that is an activation alone.
    #[must_use]
    pub fn activation(mut self, activation: Activation<f64>) -> Self {
        self.push(None, activation);
        self
    }

    /// Adds a layer, and rounds its numbers to the type.
    pub fn push(&mut self, dense: Option<Dense>, activation: Activation<f64>) {
        self.layers.push(Layer { dense, activation });
        let dtype = self.dtype;
        let last = self.layers.len() - 1;
        self.numbers(last).for_each(|x| *x = dtype.round(*x));
    }

    /// Returns the weights and biases from a layer on.
    pub fn numbers(&mut self, layer: usize) -> impl Iterator<Item = &mut f64> {
        let dense = self.layers[layer..].iter_mut().flat_map(|it| &mut it.dense);
        dense.flat_map(|dense| dense.weights.iter_mut().chain(&mut dense.biases))
    }

    /// Returns the length of the output.
    #[must_use]
    pub fn outputs(&self) -> usize {
        let mut dense = self.layers.iter().rev().flat_map(|layer| &layer.dense);
        dense.next().map_or(self.inputs, |dense| dense.biases.len())
    }

    /// Returns the model file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = format!(
            "dtype = '{}'\ninput = {}\nunroll = '{}'\n",
            self.dtype.name(),
            self.inputs,
            self.unroll
        );
        for layer in &self.layers {
            self.write(layer, &mut text).expect("a string takes all");
        }
        text
    }

    fn write(&self, layer: &Layer, text: &mut String) -> std::fmt::Result {
        let activation = layer.activation;
        let name = activation.name();
        write!(text, "\n[[layers]]\nactivation = ")?;
        write!(text, "{{ type = '{name}'")?;
        for (parameter, value) in activation.parameters() {
            write!(text, ", {parameter} = {}", self.dtype.digits(value))?;
        }
        writeln!(text, " }}")?;
        let Some(Dense { weights, biases }) = &layer.dense else {
            return writeln!(text, "type = 'activation'");
        };
        writeln!(text, "type = 'dense'\nunits = {}", biases.len())?;
        writeln!(text, "weights = [")?;
        for row in weights.chunks(biases.len()) {
            writeln!(text, "  {},", self.list(row))?;
        }
        writeln!(text, "]")?;
        if biases.iter().any(|&bias| bias != 0.0) {
            writeln!(text, "biases = {}", self.list(biases))?;
        }
        Ok(())
    }

    fn list(&self, numbers: &[f64]) -> String {
        let digits = numbers.iter().map(|&number| self.dtype.digits(number));
        format!("[{}]", digits.collect::<Vec<_>>().join(", "))
    }
}
