/// Defines the functions that are `x` times a sigmoid for one number type.
macro_rules! silu_functions {
    ($float:ident) => {
        /// Computes `x * sigmoid(x)`, also known as swish, as PyTorch and Keras.
        ///
        /// The computation is that of [`sigmoid`], with `x` in place of 1 as the numerator.
        #[inline]
        pub const fn silu(x: $float) -> $float {
            let x = if x < TAIL_LOW { TAIL_LOW } else { x };
            let clamped = if x > SIGMOID_HIGH { SIGMOID_HIGH } else { x };
            let (n, power, rest) = capped_power(clamped * -LOG2_E);
            let p = growth(-remainder(clamped, -n));
            x / (power + (1.0 + power * p)) * rest
        }

        /// Computes `x tanh(ln(1 + e^x))`, as PyTorch and Keras.
        ///
        /// With `e = e^x`, this is `x q / (q + 2)`, where `q = e (e + 2)`: nothing cancels. `e` may be too small for a
        /// normal number, so its power of two comes last. The same `q` is in the numerator and the denominator, so
        /// that an error in `q` has the less effect, the larger `q` is.
        #[inline]
        pub const fn mish(x: $float) -> $float {
            let x = if x < TAIL_LOW { TAIL_LOW } else { x };
            let clamped = if x > MISH_HIGH { MISH_HIGH } else { x };
            let (n, first, second) = halved_power(clamped * LOG2_E);
            let m = 1.0 + growth(remainder(clamped, n));
            let top = (m + m) + m * (m * first * second);
            let ratio = top / (top * first * second + 2.0);
            x * ratio * first * second
        }

        /// Computes `0.5 x (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))`, as PyTorch (`approximate="tanh"`) and Keras
        /// (`approximate=True`).
        ///
        /// This is `x` times the sigmoid of `2 sqrt(2/π) (x + 0.044715 x³)`. The argument is computed in one and a half
        /// times the precision, because in the tail below zero its absolute error is the relative error of the result.
        #[inline]
        pub const fn gelu_tanh(x: $float) -> $float {
            let x = if x < GELU_TANH_LOW { GELU_TANH_LOW } else { x };
            let clamped = if x > GELU_TANH_HIGH {
                GELU_TANH_HIGH
            } else {
                x
            };
            let (high, low) = gelu_tanh_argument(clamped);
            let (n, power, rest) = capped_power((high + low) * -LOG2_E);
            let p = growth(-remainder_of_sum(high, low, -n));
            x / (power + (1.0 + power * p)) * rest
        }

        /// Computes `2 sqrt(2/π) (x + 0.044715 x³)` in two parts.
        #[inline(always)]
        const fn gelu_tanh_argument(x: $float) -> ($float, $float) {
            // All products of upper halves are exact, and so are the differences of numbers that are close to each
            // other.
            let (x_high, x_low) = split(x);
            let square = x_high * x_high;
            let (square_high, square_low) = split(square);
            let cubic = GELU_CUBIC_HIGH * square_high;
            let cubic_low = GELU_CUBIC_HIGH * square_low
                + (GELU_CUBIC_LOW * square + GELU_CUBIC * (x_low * (x + x_high)));
            let (sum_high, _) = split(GELU_LINEAR_HIGH + cubic);
            let sum_low = ((GELU_LINEAR_HIGH - sum_high) + cubic) + (GELU_LINEAR_LOW + cubic_low);
            (
                x_high * sum_high,
                x_high * sum_low + x_low * (sum_high + sum_low),
            )
        }
    };
}
