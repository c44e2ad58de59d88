/// The logistic function, written once for both types.
macro_rules! sigmoid_functions {
    ($float:ident) => {
        /// `1 / (1 + e^-x)`, as PyTorch and Keras.
        ///
        /// With `x = -n ln 2 - r` and `p = e^r - 1` it is `1 / (1 + (2^n + 2^n p))`, the sums in
        /// the order that costs the fewest roundings on either side.
        #[inline]
        pub const fn sigmoid(x: $float) -> $float {
            let x = clamp(x, SIGMOID_LOW, SIGMOID_HIGH);
            // Both terms of the quotient by a scale, so that no power of two that occurs leaves
            // the normal numbers; the result may, and is rounded once even so.
            let (n, power) = power(x * -LOG2_E, SIGMOID_OFFSET);
            // The remainder of x, turned once: that costs nothing, a sign being part of each
            // operation that takes it.
            let p = growth(-remainder(x, -n));
            SIGMOID_SCALE / (power + (SIGMOID_SCALE + power * p))
        }

        /// [`sigmoid`] with an error below one unit in the last place, at twice its cost.
        #[inline]
        pub const fn sigmoid_precise(x: $float) -> $float {
            let x = clamp(x, SIGMOID_LOW, SIGMOID_HIGH);
            let (n, power) = power(x * -LOG2_E, SIGMOID_OFFSET);
            let (p, p_low) = growth_parts(-x, n);
            // `1 + 2^n + 2^n p`, the two sums with what rounding them lost.
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
