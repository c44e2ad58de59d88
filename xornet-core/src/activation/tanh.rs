/// Defines the hyperbolic tangent for one number type.
macro_rules! tanh_functions {
    ($float:ident) => {
        /// Computes the hyperbolic tangent, as PyTorch and Keras.
        ///
        /// With `x = n ln(2)/2 + r` and `s = tanh(r)`, which a short odd polynomial gives, the addition theorem says that
        /// this is `((2^n - 1) + (2^n + 1) s) / ((2^n + 1) + (2^n - 1) s)`. The terms of `2^n` are exact where their
        /// errors would matter.
        #[inline]
        pub const fn tanh(x: $float) -> $float {
            let x = limited(x, -TANH_LIMIT, TANH_LIMIT);
            let (n, power) = power(x * (2.0 * LOG2_E), 0.0);
            let r = x - n * HALF_LN_2_HIGH;
            // In f32, the products of the upper part with all `n` that occur are exact, so that no lower part is
            // needed.
            let r = if HALF_LN_2_LOW == 0.0 {
                r
            } else {
                r - n * HALF_LN_2_LOW
            };
            let z = r * r;
            let s = r * (1.0 + z * polynomial::tanh_tail(z));
            // Written as differences, because sums would turn minus zero into zero.
            let (plus, minus) = (power + 1.0, 1.0 - power);
            (plus * s - minus) / (plus - minus * s)
        }

        /// Computes [`tanh`] with an error below one unit in the last place, in twice the time.
        #[inline]
        pub const fn tanh_precise(x: $float) -> $float {
            // `t / (t + 2)` with `t = e^2|x| - 1 = (2^n - 1) + 2^n p`.
            let a = (x + x).abs();
            let a = if a > 2.0 * TANH_LIMIT {
                2.0 * TANH_LIMIT
            } else {
                a
            };
            let (n, power) = power(a * LOG2_E, 0.0);
            let (p, p_low) = growth_parts(a, n);
            let step = power * p;
            let step_low = power * p_low;
            // Both sums with their rounding errors. These are exact, because the first term of each sum is zero or the
            // larger one.
            let (minus, plus) = (power - 1.0, power + 1.0);
            let (minus_low, plus_low) = ((power - minus) - 1.0, (power - plus) + 1.0);
            let (top, bottom) = (minus + step, plus + step);
            let top_low = (step - (top - minus)) + (step_low + minus_low);
            let bottom_low = (step - (bottom - plus)) + (step_low + plus_low);
            quotient(top, top_low, bottom, bottom_low).copysign(x)
        }
    };
}
