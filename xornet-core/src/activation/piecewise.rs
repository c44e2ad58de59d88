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

        /// Computes `relu6(x + 3) / 6`, as PyTorch, and Keras since version 3.
        #[inline(always)]
        pub const fn hard_sigmoid(x: $float) -> $float {
            relu6(x + 3.0) / 6.0
        }

        /// Computes `x * relu6(x + 3) / 6`, as PyTorch's `hardswish` and Keras' `hard_silu`.
        #[inline(always)]
        pub const fn hard_swish(x: $float) -> $float {
            // The division comes first, because `6 x` may overflow.
            let x = if x < -3.0 { -3.0 } else { x };
            x * hard_sigmoid(x)
        }

        /// Computes `x / (1 + |x|)`, as PyTorch and Keras; 1 and -1 at the infinities.
        #[inline(always)]
        pub const fn softsign(x: $float) -> $float {
            // 2^60: the quotient is rounded to one far below this limit.
            const LIMIT: $float = 1_152_921_504_606_846_976.0;
            let x = clamp(x, -LIMIT, LIMIT);
            x / (1.0 + x.abs())
        }
    };
}
