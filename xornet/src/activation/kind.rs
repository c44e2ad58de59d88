use super::{f32 as single, f64 as double};

/// An activation function with its parameters, `S` being the type of the numbers.
///
#[doc = include_str!("accuracy.md")]
///
/// The definitions are those of PyTorch; Keras has the same.
///
/// The last columns are the largest errors, in units in the last place: how far a result is from
/// the true value, in the distance between two numbers of the type there. Half a unit is what
/// rounding alone costs. Those of `f32` are over all 2^32 inputs; those of `f64` are the largest
/// found in 2^30 inputs per function, so that a somewhat larger one elsewhere is possible. The
/// tests hold both to the figures, upwards and downwards. `Elu` and `Celu` have an `alpha` of 1
/// there, `LeakyRelu` a slope of 0.01. Other values of `alpha` cost a rounding or two: `Elu`
/// stays below 2.5 units then, `Celu` below 3.5 for an `alpha` from 0.3 to 2.
///
/// `Sigmoid` and `Tanh` are the fast forms, and for a network the right ones: their errors are
/// far below what a weight's rounding does. The precise ones cost two to three times as much:
/// per number of a slice, with SSE2 and with AVX2 on one core of an AMD EPYC of 2023, `sigmoid`
/// takes 0.92 and 0.47 ns and its precise form 2.1 and 1.1, `tanh` 0.83 and 0.41 and its precise
/// form 2.5 and 1.3.
///
/// The two functions of a whole layer have no single figure. The relative error of a share is
/// below `(6 + n/2 + d) / 2^24` in `f32`, `n` being the number of values and `d` how far the value
/// is below the largest: `d` is rounded, and the rounding multiplied by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation<S> {
    /// The value itself.
    Linear,
    /// `max(0, x)`.
    Relu,
    /// `min(max(0, x), 6)`.
    Relu6,
    /// `x` where positive, `slope * x` elsewhere.
    LeakyRelu {
        /// The slope below zero.
        slope: S,
    },
    /// `x` where positive, `alpha * (e^x - 1)` elsewhere.
    Elu {
        /// The negative of the limit below zero.
        alpha: S,
    },
    /// [`Elu`](Self::Elu) with fixed constants, for self-normalising networks.
    Selu,
    /// `x` where positive, `alpha * (e^(x / alpha) - 1)` elsewhere.
    Celu {
        /// The negative of the limit below zero; positive.
        alpha: S,
    },
    /// `x Φ(x)`, exact.
    Gelu,
    /// The approximation of [`Gelu`](Self::Gelu) by a hyperbolic tangent.
    GeluTanh,
    /// `x * sigmoid(x)`, also known as swish.
    Silu,
    /// `x * tanh(softplus(x))`.
    Mish,
    /// `1 / (1 + e^-x)`.
    Sigmoid,
    /// [`Sigmoid`](Self::Sigmoid) with a smaller error.
    SigmoidPrecise,
    /// `relu6(x + 3) / 6`.
    HardSigmoid,
    /// `x * relu6(x + 3) / 6`.
    HardSwish,
    /// The hyperbolic tangent.
    Tanh,
    /// [`Tanh`](Self::Tanh) with a smaller error.
    TanhPrecise,
    /// `ln(1 + e^x)`.
    Softplus,
    /// `x / (1 + |x|)`.
    Softsign,
    /// `e^x`.
    Exponential,
    /// `e^x_i / Σ e^x_j`, over the whole layer.
    Softmax,
    /// The logarithm of [`Softmax`](Self::Softmax).
    LogSoftmax,
}

impl<S> Activation<S> {
    /// The name in model files, which is that of the function too.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relu => "relu",
            Self::Relu6 => "relu6",
            Self::LeakyRelu { .. } => "leaky_relu",
            Self::Elu { .. } => "elu",
            Self::Selu => "selu",
            Self::Celu { .. } => "celu",
            Self::Gelu => "gelu",
            Self::GeluTanh => "gelu_tanh",
            Self::Silu => "silu",
            Self::Mish => "mish",
            Self::Sigmoid => "sigmoid",
            Self::SigmoidPrecise => "sigmoid_precise",
            Self::HardSigmoid => "hard_sigmoid",
            Self::HardSwish => "hard_swish",
            Self::Tanh => "tanh",
            Self::TanhPrecise => "tanh_precise",
            Self::Softplus => "softplus",
            Self::Softsign => "softsign",
            Self::Exponential => "exponential",
            Self::Softmax => "softmax",
            Self::LogSoftmax => "log_softmax",
        }
    }
}

/// A loop over the slice. The choice of the function is made outside it, so that each loop
/// can be vectorised.
macro_rules! each {
    ($values:ident, $($function:ident)::+ $(, $parameter:ident)?) => {{
        let mut i = 0;
        while i < $values.len() {
            $values[i] = $($function)::+($values[i] $(, $parameter)?);
            i += 1;
        }
    }};
}

macro_rules! apply {
    ($float:ident, $module:ident) => {
        impl Activation<$float> {
            /// Replaces each value by the function's; the values are those of one layer.
            #[inline]
            pub const fn apply(self, values: &mut [$float]) {
                match self {
                    Self::Linear => {}
                    Self::Relu => each!(values, $module::relu),
                    Self::Relu6 => each!(values, $module::relu6),
                    Self::LeakyRelu { slope } => each!(values, $module::leaky_relu, slope),
                    Self::Elu { alpha } => each!(values, $module::elu, alpha),
                    Self::Selu => each!(values, $module::selu),
                    Self::Celu { alpha } => each!(values, $module::celu, alpha),
                    Self::Gelu => each!(values, $module::gelu),
                    Self::GeluTanh => each!(values, $module::gelu_tanh),
                    Self::Silu => each!(values, $module::silu),
                    Self::Mish => each!(values, $module::mish),
                    Self::Sigmoid => each!(values, $module::sigmoid),
                    Self::SigmoidPrecise => each!(values, $module::sigmoid_precise),
                    Self::HardSigmoid => each!(values, $module::hard_sigmoid),
                    Self::HardSwish => each!(values, $module::hard_swish),
                    Self::Tanh => each!(values, $module::tanh),
                    Self::TanhPrecise => each!(values, $module::tanh_precise),
                    Self::Softplus => each!(values, $module::softplus),
                    Self::Softsign => each!(values, $module::softsign),
                    Self::Exponential => each!(values, $module::exponential),
                    Self::Softmax => $module::softmax(values),
                    Self::LogSoftmax => $module::log_softmax(values),
                }
            }
        }
    };
}

apply!(f32, single);
apply!(f64, double);
