/// The exponential and the linear units made of it, written once for both types.
macro_rules! exponential_functions {
    ($float:ident) => {
        /// `e^x`, as PyTorch's `exp` and Keras' `exponential`.
        ///
        /// Infinite where the result is beyond the largest number, zero where it is below half
        /// the smallest.
        #[inline]
        pub const fn exponential(x: $float) -> $float {
            exp(x)
        }

        /// `x` where positive, `alpha * (e^x - 1)` elsewhere, as PyTorch and Keras.
        ///
        /// An `alpha` other than 1 adds one rounding.
        #[inline]
        pub const fn elu(x: $float, alpha: $float) -> $float {
            // Not `x > 0`: this way minus zero stays what it is.
            choose(x >= 0.0, x, alpha * expm1(x))
        }

        /// `scale * x` where positive, `scale * alpha * (e^x - 1)` elsewhere, with the two
        /// constants of Klambauer et al. (2017), as PyTorch and Keras.
        #[inline]
        #[allow(clippy::excessive_precision)] // the digits are those of the paper
        pub const fn selu(x: $float) -> $float {
            const SCALE: $float = 1.050_700_987_355_480_493_419_334_985_294_6;
            const SCALE_ALPHA: $float = 1.758_099_340_847_376_859_940_217_520_811_8;
            choose(x >= 0.0, SCALE * x, SCALE_ALPHA * expm1(x))
        }

        /// `x` where positive, `alpha * (e^(x / alpha) - 1)` elsewhere, as PyTorch and Keras.
        /// Meant for a positive `alpha`.
        ///
        /// An `alpha` other than 1 adds two roundings.
        #[inline]
        pub const fn celu(x: $float, alpha: $float) -> $float {
            choose(x >= 0.0, x, alpha * expm1(x / alpha))
        }
    };
}
