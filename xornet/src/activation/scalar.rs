/// The functions of one number, written once for both types.
macro_rules! scalar_functions {
    ($float:ident) => {
        /// `e^-|x|`, with the factor of a power of two apart.
        #[inline(always)]
        const fn decay_parts(x: $float) -> Scaled {
            exp_parts(clamp(-x.abs(), EXPONENT_LOW, EXP_HIGH), 0.0)
        }

        /// `max(0, x)`, as PyTorch and Keras. Exact. NaN stays NaN.
        #[inline(always)]
        pub const fn relu(x: $float) -> $float {
            if x < 0.0 { 0.0 } else { x }
        }

        /// `min(max(0, x), 6)`, as PyTorch and Keras. Exact. NaN stays NaN.
        #[inline(always)]
        pub const fn relu6(x: $float) -> $float {
            let x = relu(x);
            if x > 6.0 { 6.0 } else { x }
        }

        /// `x` where positive, `slope * x` elsewhere, as PyTorch's `negative_slope` and
        /// Keras' `negative_slope`. Correctly rounded.
        #[inline(always)]
        pub const fn leaky_relu(x: $float, slope: $float) -> $float {
            if x < 0.0 { x * slope } else { x }
        }

        /// `x` where positive, `alpha * (e^x - 1)` elsewhere, as PyTorch and Keras.
        ///
        /// Largest error with an `alpha` of 1: f32 0.82, f64 1 ULP. Another `alpha`
        /// adds one rounding.
        #[inline]
        pub const fn elu(x: $float, alpha: $float) -> $float {
            // Not `x > 0`: this way minus zero stays what it is.
            if x >= 0.0 {
                x
            } else {
                alpha * kernel::expm1(x)
            }
        }

        /// `scale * x` where positive, `scale * alpha * (e^x - 1)` elsewhere, with the two
        /// constants of Klambauer et al. (2017), as PyTorch and Keras.
        ///
        /// Largest error: f32 1.85, f64 1 ULP.
        #[inline]
        #[allow(clippy::excessive_precision)] // the digits are those of the paper
        pub const fn selu(x: $float) -> $float {
            const SCALE: $float = 1.050_700_987_355_480_493_419_334_985_294_6;
            const SCALE_ALPHA: $float = 1.758_099_340_847_376_859_940_217_520_811_8;
            if x >= 0.0 {
                SCALE * x
            } else {
                SCALE_ALPHA * kernel::expm1(x)
            }
        }

        /// `x` where positive, `alpha * (e^(x / alpha) - 1)` elsewhere, as PyTorch and Keras.
        /// Meant for a positive `alpha`.
        ///
        /// Largest error with an `alpha` of 1: f32 0.82, f64 1 ULP. Another `alpha`
        /// adds two roundings.
        #[inline]
        pub const fn celu(x: $float, alpha: $float) -> $float {
            if x >= 0.0 {
                x
            } else {
                alpha * kernel::expm1(x / alpha)
            }
        }

        /// `x Φ(x)`, `Φ` being the distribution function of the standard normal: the exact
        /// one of PyTorch (`approximate="none"`) and Keras (`approximate=False`).
        ///
        /// Largest error: f32 4.9, f64 4 ULP. The tail below zero is as accurate as
        /// the rest, where `0.5 * x * (1 + erf(x / sqrt(2)))` has lost every digit.
        #[inline]
        pub const fn gelu(x: $float) -> $float {
            let a = clamp(x.abs(), 0.0, NORMAL_LIMIT);
            // Near zero by the odd part of `Φ`, which is the more accurate there.
            let near = x * (0.5 + x * polynomial::normal_odd(x * x));
            let tail = kernel::normal_tail(a);
            let far = if x >= 0.0 {
                x * (1.0 - tail.value())
            } else {
                tail.scale(-a * tail.mantissa)
            };
            if a < 0.75 { near } else { far }
        }

        /// `0.5 x (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))`, as PyTorch
        /// (`approximate="tanh"`) and Keras (`approximate=True`).
        ///
        /// Largest error: f32 3.21, f64 3 ULP of this formula in exact
        /// arithmetic, in the tail below zero as well.
        #[inline]
        pub const fn gelu_tanh(x: $float) -> $float {
            let a = clamp(x.abs(), 0.0, GELU_TANH_LIMIT);
            gated(x, a, kernel::gelu_tanh_exp(a))
        }

        /// `x * sigmoid(x)`, also known as swish, as PyTorch and Keras.
        ///
        /// Largest error: f32 3.26, f64 3 ULP.
        #[inline]
        pub const fn silu(x: $float) -> $float {
            gated(x, clamp(x.abs(), 0.0, -EXPONENT_LOW), decay_parts(x))
        }

        /// `x / (1 + e)` where `x` is positive, `x e / (1 + e)` elsewhere. `a` is `|x|`, or
        /// where that is larger, a number at which the function has become zero.
        #[inline(always)]
        const fn gated(x: $float, a: $float, e: Scaled) -> $float {
            let top = if x >= 0.0 { x } else { -a * e.mantissa };
            let y = top / (1.0 + e.value());
            if x >= 0.0 { y } else { e.scale(y) }
        }

        /// `x tanh(ln(1 + e^x))`, as PyTorch and Keras.
        ///
        /// Largest error: f32 4.07, f64 3 ULP.
        #[inline]
        pub const fn mish(x: $float) -> $float {
            let e = decay_parts(x);
            let a = clamp(x.abs(), 0.0, -EXPONENT_LOW);
            let t = e.value();
            // With `t = e^-|x|` the function is a ratio of polynomials in which nothing
            // cancels: `x (1 + 2t) / (1 + 2t + 2t²)` above zero,
            // `x t (2 + t) / (2 + 2t + t²)` below.
            let small = t * t;
            if x >= 0.0 {
                let top = 1.0 + 2.0 * t;
                x * (top / (top + 2.0 * small))
            } else {
                let top = 2.0 + t;
                e.scale(-a * e.mantissa * (top / (2.0 + (2.0 * t + small))))
            }
        }

        /// `relu6(x + 3) / 6`, as PyTorch, and Keras since version 3.
        ///
        /// Largest error: f32 1.0, f64 1 ULP.
        #[inline(always)]
        pub const fn hard_sigmoid(x: $float) -> $float {
            relu6(x + 3.0) / 6.0
        }

        /// `x * relu6(x + 3) / 6`, as PyTorch's `hardswish` and Keras' `hard_silu`.
        ///
        /// Largest error: f32 1.88, f64 2 ULP.
        #[inline(always)]
        pub const fn hard_swish(x: $float) -> $float {
            // The division first: `6 x` need not be finite.
            let x = if x < -3.0 { -3.0 } else { x };
            x * hard_sigmoid(x)
        }

        /// `ln(1 + e^x)`, as PyTorch (with `beta` 1) and Keras.
        ///
        /// Largest error: f32 2.77, f64 2 ULP.
        #[inline]
        pub const fn softplus(x: $float) -> $float {
            relu(x) + kernel::log1p(kernel::decay(-x.abs()))
        }

        /// `x / (1 + |x|)`, as PyTorch and Keras; 1 and -1 at the infinities.
        ///
        /// Largest error: f32 1.5, f64 1 ULP.
        #[inline(always)]
        pub const fn softsign(x: $float) -> $float {
            // At 2^60 the quotient has long been rounded to one.
            const LIMIT: $float = 1_152_921_504_606_846_976.0;
            let x = clamp(x, -LIMIT, LIMIT);
            x / (1.0 + x.abs())
        }

        /// `e^x`, as PyTorch's `exp` and Keras' `exponential`.
        ///
        /// Largest error: f32 0.96, f64 1 ULP. Infinite where the
        /// result is beyond the largest number, zero where it is below half the smallest.
        #[inline]
        pub const fn exponential(x: $float) -> $float {
            kernel::exp(x)
        }
    };
}
