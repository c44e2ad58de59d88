/// The functions of a whole layer, written once for both types.
macro_rules! vector_functions {
    ($float:ident) => {
        use super::kernel::{decay, ln};

        /// The largest value; NaN where there is one is left to the sum to find.
        #[inline(always)]
        pub(super) const fn largest(values: &[$float]) -> $float {
            let mut largest = <$float>::NEG_INFINITY;
            let mut i = 0;
            while i < values.len() {
                if values[i] > largest {
                    largest = values[i];
                }
                i += 1;
            }
            largest
        }

        /// `e^x_i / Σ e^x_j`, as PyTorch and Keras, over the whole slice.
        ///
        /// The largest value is subtracted first, so that nothing overflows; the sum is taken
        /// in the order of the slice. As in PyTorch the result is NaN throughout if a value is
        /// NaN or plus infinity, or all are minus infinity. An empty slice is left as it is.
        #[inline]
        pub const fn softmax(values: &mut [$float]) {
            let shift = largest(values);
            let mut i = 0;
            while i < values.len() {
                values[i] = decay(values[i] - shift);
                i += 1;
            }
            let mut sum = 0.0;
            let mut i = 0;
            while i < values.len() {
                sum += values[i];
                i += 1;
            }
            let mut i = 0;
            while i < values.len() {
                values[i] /= sum;
                i += 1;
            }
        }

        /// `x_i - ln Σ e^x_j`, as PyTorch and Keras, over the whole slice.
        ///
        /// Computed as `(x_i - m) - ln Σ e^(x_j - m)`, `m` being the largest value and the sum
        /// taken in the order of the slice. NaN where [`softmax`] is NaN.
        #[inline]
        pub const fn log_softmax(values: &mut [$float]) {
            let shift = largest(values);
            let mut sum = 0.0;
            let mut i = 0;
            while i < values.len() {
                values[i] -= shift;
                sum += decay(values[i]);
                i += 1;
            }
            let log = ln(sum);
            let mut i = 0;
            while i < values.len() {
                values[i] -= log;
                i += 1;
            }
        }
    };
}
