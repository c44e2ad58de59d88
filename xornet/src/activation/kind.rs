use super::{f32 as single, f64 as double};

/// An activation function with its parameters, `S` being the type of the numbers.
///
/// | Variant | Name | Formula | f32 ULP | f64 ULP |
/// |---|---|---|---|---|
/// | `Linear` | `linear` | `x` | 0 | 0 |
/// | `Relu` | `relu` | `max(0, x)` | 0 | 0 |
/// | `Relu6` | `relu6` | `min(max(0, x), 6)` | 0 | 0 |
/// | `LeakyRelu` | `leaky_relu` | `x` if `x > 0`, else `slope x` | 0.5 | 0 |
/// | `Elu` | `elu` | `x` if `x > 0`, else `alpha (e^x - 1)` | 0.82 | 1 |
/// | `Selu` | `selu` | `1.0507 x` if `x > 0`, else `1.7581 (e^x - 1)` | 1.85 | 1 |
/// | `Celu` | `celu` | `x` if `x > 0`, else `alpha (e^(x/alpha) - 1)` | 0.82 | 1 |
/// | `Gelu` | `gelu` | `x Φ(x)` | 4.9 | 4 |
/// | `GeluTanh` | `gelu_tanh` | `x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))` | 3.21 | 3 |
/// | `Silu` | `silu` | `x / (1 + e^-x)` | 3.26 | 3 |
/// | `Mish` | `mish` | `x tanh(ln(1 + e^x))` | 4.07 | 3 |
/// | `Sigmoid` | `sigmoid` | `1 / (1 + e^-x)` | 2.00 | 2 |
/// | `SigmoidPrecise` | `sigmoid_precise` | the same | 0.85 | 1 |
/// | `HardSigmoid` | `hard_sigmoid` | `relu6(x + 3) / 6` | 1.0 | 1 |
/// | `HardSwish` | `hard_swish` | `x relu6(x + 3) / 6` | 1.88 | 2 |
/// | `Tanh` | `tanh` | `tanh x` | 2.50 | 2 |
/// | `TanhPrecise` | `tanh_precise` | the same | 0.90 | 1 |
/// | `Softplus` | `softplus` | `ln(1 + e^x)` | 2.77 | 2 |
/// | `Softsign` | `softsign` | `x / (1 + abs(x))` | 1.5 | 1 |
/// | `Exponential` | `exponential` | `e^x` | 0.97 | 1 |
/// | `Softmax` | `softmax` | `e^x_i / Σ e^x_j` | | |
/// | `LogSoftmax` | `log_softmax` | `x_i - ln Σ e^x_j` | | |
///
/// The definitions are those of PyTorch; Keras has the same.
///
/// The last columns are the largest errors measured, in units in the last place, `Elu` and
/// `Celu` with an `alpha` of 1. f32: the distance from the true value, on every fifth of the
/// 2^32 inputs; a few hundredths more are possible in between. f64: the distance from the
/// correctly rounded value, on some 22 000 points per function, drawn from the range in which
/// the function is not constant; a larger error elsewhere is possible. The two functions of a
/// whole layer have no single number: their error grows with the number of values, by the
/// rounding of the sum.
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
