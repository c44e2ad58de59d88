//! Networks that are proven: only the checks of this crate make them.

use std::ops::Range;

use crate::{Activation, Float, Limit};

/// A network with numbers of the type that the file asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// `dtype = "f32"`, the default.
    F32(Network<f32>),
    /// `dtype = "f64"`.
    F64(Network<f64>),
}

/// A network: shapes that fit, numbers that are finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T> {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) inputs: usize,
    pub(crate) unroll: Unroll,
    pub(crate) limits: Vec<Limit>,
    pub(crate) layers: Vec<Layer<T>>,
    pub(crate) checks: Vec<Check<T>>,
}

impl<T: Float> Network<T> {
    /// The type's name: the file's `name`, or its stem in UpperCamelCase where that is a name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the file says of the network.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Length of the input vector.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Length of the output vector.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.dense().last().map_or(self.inputs, Dense::units)
    }

    /// Which shape of code the file asks for.
    #[must_use]
    pub fn unroll(&self) -> Unroll {
        self.unroll
    }

    /// What the file allows the network to cost; it costs no more.
    #[must_use]
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The layers, first to last; at least one.
    #[must_use]
    pub fn layers(&self) -> &[Layer<T>] {
        &self.layers
    }

    /// The recorded cases.
    #[must_use]
    pub fn checks(&self) -> &[Check<T>] {
        &self.checks
    }

    /// Weights and biases in the file; biases that it leaves out are not counted.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.dense().map(Dense::parameters).sum()
    }

    /// Bytes of all weights and biases: [`Self::parameters`], times the size of a number.
    #[must_use]
    pub fn weight_bytes(&self) -> usize {
        self.parameters() * size_of::<T>()
    }

    /// The peak of the values alive at a time, in bytes: a layer's input and output vectors, where
    /// these are largest. The network's own input and output are among them. It bounds no stack.
    #[must_use]
    pub fn activation_bytes(&self) -> usize {
        let mut width = self.inputs;
        let pairs = self.layers.iter().map(|layer| {
            let inputs = width;
            if let Layer::Dense(dense) = layer {
                width = dense.units;
            }
            inputs + width
        });
        pairs.max().unwrap_or(0) * size_of::<T>()
    }

    /// Multiply-adds in one forward pass: inputs times units, over the dense layers.
    #[must_use]
    pub fn macs(&self) -> usize {
        self.dense().map(|dense| dense.weights.len()).sum()
    }

    /// The dense layers.
    pub(crate) fn dense(&self) -> impl Iterator<Item = &Dense<T>> {
        self.layers.iter().filter_map(|layer| match layer {
            Layer::Dense(dense) => Some(dense),
            Layer::Activation(_) => None,
        })
    }
}

/// Which shape of code a network becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unroll {
    /// What is measured to be faster, layer by layer.
    #[default]
    Auto,
    /// Straight-line code with literal weights.
    Full,
    /// Loops over tables.
    None,
}

/// One layer.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer<T> {
    /// `output = activation(input · weights + biases)`.
    Dense(Dense<T>),
    /// An activation of its own.
    Activation(Activation<T>),
}

impl<T: Float> Layer<T> {
    /// Returns the layer as the reference takes it.
    pub(crate) fn borrow(&self) -> xornet_core::Layer<'_, T> {
        match self {
            Self::Dense(dense) => xornet_core::Layer::Dense(xornet_core::Dense {
                inputs: dense.inputs,
                units: dense.units,
                weights: &dense.weights,
                biases: &dense.biases,
                activation: dense.activation,
            }),
            Self::Activation(activation) => xornet_core::Layer::Activation(*activation),
        }
    }
}

/// A fully connected layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<T> {
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    pub(crate) weights: Vec<T>,
    pub(crate) biases: Vec<T>,
    /// Whether the file has biases: those that it leaves out are not among its parameters.
    pub(crate) biased: bool,
    pub(crate) activation: Activation<T>,
}

impl<T: Float> Dense<T> {
    /// Length of the input vector.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Length of the output vector.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// `inputs × units` weights, one row per input.
    #[must_use]
    pub fn weights(&self) -> &[T] {
        &self.weights
    }

    /// Weights and biases in the file; biases that it leaves out are not counted.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.weights.len() + if self.biased { self.units } else { 0 }
    }

    /// One bias per unit; zeros where the file has none. Never `-0.0`.
    #[must_use]
    pub fn biases(&self) -> &[T] {
        &self.biases
    }

    /// What is applied to the sums.
    #[must_use]
    pub fn activation(&self) -> Activation<T> {
        self.activation
    }
}

/// A recorded case that must hold.
#[derive(Clone, Debug)]
pub struct Check<T> {
    pub(crate) input: Vec<T>,
    pub(crate) output: Vec<T>,
    pub(crate) tolerance: T,
    pub(crate) span: Range<usize>,
}

/// Two cases are equal wherever they stand in their files.
impl<T: PartialEq> PartialEq for Check<T> {
    fn eq(&self, other: &Self) -> bool {
        (&self.input, &self.output, &self.tolerance)
            == (&other.input, &other.output, &other.tolerance)
    }
}

impl<T: Float> Check<T> {
    /// As long as the network's input.
    #[must_use]
    pub fn input(&self) -> &[T] {
        &self.input
    }

    /// As long as the network's output.
    #[must_use]
    pub fn output(&self) -> &[T] {
        &self.output
    }

    /// The largest absolute difference that is allowed.
    #[must_use]
    pub fn tolerance(&self) -> T {
        self.tolerance
    }

    /// Where the case stands in the file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}
