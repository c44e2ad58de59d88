/// Defines the logistic function for one number type.
macro_rules! sigmoid_functions {
    ($float:ident) => {
        /// Computes `1 / (1 + e^-x)`, as PyTorch and Keras.
        ///
        /// With `x = -n ln 2 - r` and `p = e^r - 1`, this is `1 / (1 + (2^n + 2^n p))`. The order of the sums has the
        /// smallest rounding errors on both sides of zero.
        #[inline]
        pub const fn sigmoid(x: $float) -> $float {
            let x = limited(x, SIGMOID_LOW, SIGMOID_HIGH);
            // Both terms of the quotient are multiplied by a scale, so that all powers of two are normal numbers. The
            // result may be subnormal, and is still rounded only once.
            let (n, power) = power(x * -LOG2_E, SIGMOID_OFFSET);
            // Negating the remainder of x takes no time, since the compiler puts the sign into the operations that use
            // it.
            let p = growth(-remainder(x, -n));
            SIGMOID_SCALE / (power + (SIGMOID_SCALE + power * p))
        }

        /// Computes [`sigmoid`] with an error below one unit in the last place, in twice the time.
        #[inline]
        pub const fn sigmoid_precise(x: $float) -> $float {
            let x = limited(x, SIGMOID_LOW, SIGMOID_HIGH);
            let (n, power) = power(x * -LOG2_E, SIGMOID_OFFSET);
            let (p, p_low) = growth_parts(-x, n);
            // `1 + 2^n + 2^n p`, with the rounding errors of the two sums.
            let one_and_power = SIGMOID_SCALE + power;
            let (large, small) = if power > SIGMOID_SCALE {
                (power, SIGMOID_SCALE)
            } else {
                (SIGMOID_SCALE, power)
            };
            let lost = small - (one_and_power - large);
            let step = power * p;
            let bottom = one_and_power + step;
            let bottom_low = (step - (bottom - one_and_power)) + (power * p_low + lost);
            quotient(SIGMOID_SCALE, 0.0, bottom, bottom_low)
        }
    };
}
