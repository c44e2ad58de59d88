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
    /// Returns the name in a model file, and of the function in generated code.
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

    /// Returns the same of xornet's list.
    pub(crate) fn formula(self) -> xornet_testing::Activation<f64> {
        xornet_testing::Activation::named(self.name()).expect("an activation")
    }
}
