/// Defines the functions made of straight lines, and of one quotient, for one number type.
macro_rules! piecewise_functions {
    ($float:ident) => {
        /// Computes `max(0, x)`, as PyTorch and Keras. Exact. NaN stays NaN.
        #[inline(always)]
        pub const fn relu(x: $float) -> $float {
            if x < 0.0 { 0.0 } else { x }
        }

        /// Computes `min(max(0, x), 6)`, as PyTorch and Keras. Exact. NaN stays NaN.
        #[inline(always)]
        pub const fn relu6(x: $float) -> $float {
            let x = relu(x);
            if x > 6.0 { 6.0 } else { x }
        }

        /// Computes `x` if that is positive, and otherwise `slope * x`, with the `negative_slope` of PyTorch and Keras.
        /// Correctly rounded.
        #[inline(always)]
        pub const fn leaky_relu(x: $float, slope: $float) -> $float {
            if x < 0.0 { x * slope } else { x }
        }

        /// Computes `min(max(x, min), max)`, as PyTorch's `Hardtanh` and `clamp`, and ONNX' `Clip`. `min` must not be above
        /// `max`. Exact. NaN stays NaN.
        #[inline(always)]
        pub const fn clamp(x: $float, min: $float, max: $float) -> $float {
            let x = if x < min { min } else { x };
            if x > max { max } else { x }
        }

        /// Computes `|x|`. Exact.
        #[inline(always)]
        pub const fn abs(x: $float) -> $float {
            x.abs()
        }

        /// Computes `min(max(slope * x + offset, 0), 1)`, as ONNX' `HardSigmoid`. NaN stays NaN.
        ///
        /// A `slope` of 1/6 stands for the fraction itself, which no float is: with an `offset` of 0.5, this is
        /// `relu6(x + 3) / 6`, as PyTorch and, since version 3, Keras define it. Other parameters are taken as they are.
        /// The product and the sum are rounded: for an `offset` from 0 to 1, the result is off by at most half of the
        /// distance between 1 and the next number.
        #[inline(always)]
        pub const fn hard_sigmoid(x: $float, slope: $float, offset: $float) -> $float {
            // In loops, the compiler makes this choice once.
            if slope == 1.0 / 6.0 && offset == 0.5 {
                relu6(x + 3.0) / 6.0
            } else {
                clamp(slope * x + offset, 0.0, 1.0)
            }
        }

        /// Computes `x * relu6(x + 3) / 6`, as PyTorch's `hardswish` and Keras' `hard_silu`.
        #[inline(always)]
        pub const fn hard_swish(x: $float) -> $float {
            // The division comes first, because `6 x` may overflow.
            let x = if x < -3.0 { -3.0 } else { x };
            x * (relu6(x + 3.0) / 6.0)
        }

        /// Computes `x / (1 + |x|)`, as PyTorch and Keras; 1 and -1 at the infinities.
        #[inline(always)]
        pub const fn softsign(x: $float) -> $float {
            // 2^60: the quotient is rounded to one far below this limit.
            const LIMIT: $float = 1_152_921_504_606_846_976.0;
            let x = limited(x, -LIMIT, LIMIT);
            x / (1.0 + x.abs())
        }
    };
}
