/// Defines the exponential, and the linear units made of it, for one number type.
macro_rules! exponential_functions {
    ($float:ident) => {
        /// Computes `e^x`, as PyTorch's `exp` and Keras' `exponential`.
        ///
        /// The result is infinite if it is beyond the largest number, and zero if it is below half the smallest.
        #[inline]
        pub const fn exponential(x: $float) -> $float {
            exp(x)
        }

        /// Computes `x` if that is positive, and otherwise `alpha * (e^x - 1)`, as PyTorch and Keras.
        ///
        /// An `alpha` other than 1 adds one rounding.
        #[inline]
        pub const fn elu(x: $float, alpha: $float) -> $float {
            // `>=` keeps minus zero as it is, which `>` would not.
            choose(x >= 0.0, x, alpha * expm1(x))
        }

        /// Computes `scale * x` if that is positive, and otherwise `scale * alpha * (e^x - 1)`, with the two constants
        /// of Klambauer et al. (2017), as PyTorch and Keras.
        #[inline]
        #[allow(clippy::excessive_precision)] // the digits are those of the paper
        pub const fn selu(x: $float) -> $float {
            const SCALE: $float = 1.050_700_987_355_480_493_419_334_985_294_6;
            const SCALE_ALPHA: $float = 1.758_099_340_847_376_859_940_217_520_811_8;
            choose(x >= 0.0, SCALE * x, SCALE_ALPHA * expm1(x))
        }

        /// Computes `x` if that is positive, and otherwise `alpha * (e^(x / alpha) - 1)`, as PyTorch and Keras. `alpha`
        /// should be positive.
        ///
        /// An `alpha` other than 1 adds two roundings.
        #[inline]
        pub const fn celu(x: $float, alpha: $float) -> $float {
            choose(x >= 0.0, x, alpha * expm1(x / alpha))
        }
    };
}
