//! The list of activations.

/// Passes the list of all activations to a macro, in three groups: the identity, the elementwise functions, and those
/// that are not elementwise (`whole`). Each has its documentation, its name in model files (which is also the name of
/// the functions in `f32` and `f64`), its variant of [`Activation`](crate::Activation), and its parameters, in the order
/// of the function's, with PyTorch's defaults. `$more` passes other lists in front.
#[doc(hidden)]
#[macro_export]
macro_rules! with_activations {
    ($($then:ident)::+! { $($arguments:tt)* } $($more:tt)*) => {
        $($then)::+! {
            $($arguments)*
            $($more)*
            identity {
                /// The value itself.
                linear Linear;
            }
            elementwise {
                /// `max(0, x)`.
                relu Relu;
                /// `min(max(0, x), 6)`.
                relu6 Relu6;
                /// `min(max(x, min), max)`.
                clamp Clamp {
                    /// The lower bound.
                    min = -1.0;
                    /// The upper bound, which is not below the lower one.
                    max = 1.0;
                };
                /// `x` if that is positive, otherwise `slope * x`.
                leaky_relu LeakyRelu {
                    /// The slope below zero.
                    slope = 0.01;
                };
                /// `x` if that is positive, otherwise `alpha * (e^x - 1)`.
                elu Elu {
                    /// The negative of the limit below zero.
                    alpha = 1.0;
                };
                /// [`Elu`](Self::Elu) with fixed constants, for self-normalising networks.
                selu Selu;
                /// `x` if that is positive, otherwise `alpha * (e^(x / alpha) - 1)`.
                celu Celu {
                    /// The negative of the limit below zero; not zero.
                    alpha = 1.0;
                };
                /// `x Φ(x)`, exact.
                gelu Gelu;
                /// The approximation of [`Gelu`](Self::Gelu) by a hyperbolic tangent.
                gelu_tanh GeluTanh;
                /// `x * sigmoid(x)`, also known as swish.
                silu Silu;
                /// `x * tanh(softplus(x))`.
                mish Mish;
                /// `1 / (1 + e^-x)`.
                sigmoid Sigmoid;
                /// [`Sigmoid`](Self::Sigmoid) with a smaller error.
                sigmoid_precise SigmoidPrecise;
                /// `min(max(slope * x + offset, 0), 1)`.
                hard_sigmoid HardSigmoid {
                    /// The slope between the limits.
                    slope = 1.0 / 6.0;
                    /// The value at zero.
                    offset = 0.5;
                };
                /// `x * relu6(x + 3) / 6`.
                hard_swish HardSwish;
                /// The hyperbolic tangent.
                tanh Tanh;
                /// [`Tanh`](Self::Tanh) with a smaller error.
                tanh_precise TanhPrecise;
                /// `ln(1 + e^x)`.
                softplus Softplus;
                /// `x / (1 + |x|)`.
                softsign Softsign;
                /// `e^x`.
                exponential Exponential;
                /// `|x|`.
                abs Abs;
                /// The square root.
                sqrt Sqrt;
                /// The sine of an angle in radians.
                sin Sin;
            }
            whole {
                /// `e^x_i / Σ e^x_j`, over all values of the layer.
                softmax Softmax;
                /// The logarithm of [`Softmax`](Self::Softmax).
                log_softmax LogSoftmax;
            }
        }
    };
}
