/// Defines softplus for one number type.
macro_rules! softplus_functions {
    ($float:ident) => {
        /// Computes `ln(1 + e^x)`, as PyTorch (with `beta` 1) and Keras.
        ///
        /// The form is `max(0, x) + ln(1 + e^-|x|)`, in which nothing overflows.
        #[inline]
        pub const fn softplus(x: $float) -> $float {
            relu(x) + log1p(decay(-x.abs()))
        }
    };
}
