/// Defines the functions that are not elementwise, on slices, for one number type.
macro_rules! vector_functions {
    ($float:ident) => {
        use super::kernel::{decay, ln};

        /// Returns the largest value. NaN is ignored here, and makes the sum NaN later.
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

        /// Computes `e^x_i / Σ e^x_j`, as PyTorch and Keras, over the whole slice.
        ///
        /// The largest value is subtracted first, so that nothing overflows. The sum is in the order of the slice. As in
        /// PyTorch, all results are NaN if a value is NaN or plus infinity, or if all are minus infinity. An empty
        /// slice stays empty.
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

        /// Computes `x_i - ln Σ e^x_j`, as PyTorch and Keras, over the whole slice.
        ///
        /// The form is `(x_i - m) - ln Σ e^(x_j - m)`, where `m` is the largest value and the sum is in the order of the
        /// slice. The results are NaN if those of [`softmax`] are.
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
