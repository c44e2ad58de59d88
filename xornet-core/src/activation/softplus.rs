/// The smooth ramp, written once for both types.
macro_rules! softplus_functions {
    ($float:ident) => {
        /// `ln(1 + e^x)`, as PyTorch (with `beta` 1) and Keras.
        ///
        /// Computed as `max(0, x) + ln(1 + e^-|x|)`.
        #[inline]
        pub const fn softplus(x: $float) -> $float {
            relu(x) + log1p(decay(-x.abs()))
        }
    };
}
