/// Defines the Gaussian error linear unit for one number type.
macro_rules! gelu_functions {
    ($float:ident) => {
        /// Computes `x Φ(x)`, where `Φ` is the distribution function of the standard normal distribution: the exact form,
        /// as PyTorch (`approximate="none"`) and Keras (`approximate=False`).
        ///
        /// With `a = |x|`, this is `max(0, x) - a Φ(-a)`, and `a Φ(-a)` is `e^(-a²/2)` times a function that varies little
        /// (after Schonfelder, 1978). So the tail below zero is as accurate as the rest, while
        /// `0.5 * x * (1 + erf(x / sqrt(2)))` loses all digits there.
        #[inline]
        pub const fn gelu(x: $float) -> $float {
            let a = x.abs();
            let a = if a > NORMAL_LIMIT { NORMAL_LIMIT } else { a };
            // The square of the upper half is exact. An error in `a²` would be multiplied by `a²/2` in the result.
            let (a_high, a_low) = split(a);
            let high = -0.5 * (a_high * a_high);
            let low = -0.5 * (a_low * (a + a_high));
            let (n, power) = power((high + low) * LOG2_E, DECAY_OFFSET);
            let p = growth(remainder_of_sum(high, low, n));
            let v = a / (a + NORMAL_CENTER);
            let tail = v * polynomial::normal_tail(v - NORMAL_MIDDLE) * (power + power * p);
            relu(x) - tail * DECAY_SCALE
        }
    };
}
