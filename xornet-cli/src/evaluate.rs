//! A network that was read at run time, through xornet's reference: the bits of the compiled one.

use xornet::{Activation, Dense, Layer, Scalar, reference};
use xornet_model::{Float, Network};

/// A number type of models that xornet computes with.
pub trait Number: Float + Scalar + serde::Serialize {
    /// The difference, rounded.
    fn minus(self, other: Self) -> Self {
        self + other * Self::from_f64(-1.0)
    }

    /// The size of the difference, rounded.
    fn distance(self, other: Self) -> Self {
        let (a, b) = (self.minus(other), other.minus(self));
        if a < b { b } else { a }
    }
}

impl Number for f32 {}
impl Number for f64 {}

/// What one layer took and gave.
#[derive(Clone, Debug)]
pub struct Step<T> {
    /// What came in.
    pub input: Vec<T>,
    /// Before the activation.
    pub sums: Vec<T>,
    /// After the activation.
    pub outputs: Vec<T>,
}

/// The output for `input`, which must be as long as the network's.
pub fn forward<T: Number>(network: &Network<T>, input: &[T]) -> Vec<T> {
    let mut output = Vec::new();
    trace(network, input, |step| output = step.outputs);
    output
}

/// [`forward`], showing each layer to `visit`.
pub fn trace<T: Number>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    let mut input = input.to_vec();
    for layer in network.layers() {
        let layer = borrowed(layer);
        let units = layer.outputs(input.len());
        let zero = <T as Scalar>::ZERO;
        let (mut sums, mut outputs) = (vec![zero; units], vec![zero; units]);
        reference::layer(&layer, &input, &mut sums, &mut outputs);
        let next = outputs.clone();
        visit(Step {
            input,
            sums,
            outputs,
        });
        input = next;
    }
}

fn borrowed<T: Number>(layer: &xornet_model::Layer<T>) -> Layer<'_, T> {
    match layer {
        xornet_model::Layer::Dense(dense) => Layer::Dense(Dense {
            inputs: dense.inputs(),
            units: dense.units(),
            weights: dense.weights(),
            biases: dense.biases(),
            activation: activation(dense.activation()),
        }),
        xornet_model::Layer::Activation(function) => Layer::Activation(activation(*function)),
    }
}

/// The function, as xornet computes it.
pub fn activation<T: Number>(activation: xornet_model::Activation<T>) -> Activation<T> {
    use xornet_model::Activation as Read;

    match activation {
        Read::Linear => Activation::Linear,
        Read::Relu => Activation::Relu,
        Read::Relu6 => Activation::Relu6,
        Read::LeakyRelu { slope } => Activation::LeakyRelu { slope },
        Read::Elu { alpha } => Activation::Elu { alpha },
        Read::Selu => Activation::Selu,
        Read::Celu { alpha } => Activation::Celu { alpha },
        Read::Gelu => Activation::Gelu,
        Read::GeluTanh => Activation::GeluTanh,
        Read::Silu => Activation::Silu,
        Read::Mish => Activation::Mish,
        Read::Sigmoid => Activation::Sigmoid,
        Read::SigmoidPrecise => Activation::SigmoidPrecise,
        Read::HardSigmoid => Activation::HardSigmoid,
        Read::HardSwish => Activation::HardSwish,
        Read::Tanh => Activation::Tanh,
        Read::TanhPrecise => Activation::TanhPrecise,
        Read::Softplus => Activation::Softplus,
        Read::Softsign => Activation::Softsign,
        Read::Exponential => Activation::Exponential,
        Read::Softmax => Activation::Softmax,
        Read::LogSoftmax => Activation::LogSoftmax,
    }
}
