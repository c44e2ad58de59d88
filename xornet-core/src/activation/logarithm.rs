/// Defines logarithms for one number type.
macro_rules! logarithm_functions {
    ($float:ident) => {
        /// Computes `ln(1 + u)` for `0 <= u <= 1` and a little below zero, as twice the inverse hyperbolic tangent of
        /// `u / (2 + u)`.
        #[inline(always)]
        pub(super) const fn log1p(u: $float) -> $float {
            let s = u / (2.0 + u);
            let z = s * s;
            let twice = s + s;
            twice + twice * (z * polynomial::atanh_tail(z))
        }

        /// Computes `ln x` of a normal number; NaN stays NaN.
        #[inline(always)]
        pub(super) const fn ln(x: $float) -> $float {
            // The exponent is chosen so that the significand is between sqrt(1/2) and sqrt(2).
            let offset = x.to_bits().wrapping_sub(SQRT_HALF);
            let exponent = (offset.cast_signed() >> MANTISSA_BITS) as $float;
            let fraction = offset & ((1 << MANTISSA_BITS) - 1);
            let f = <$float>::from_bits(fraction.wrapping_add(SQRT_HALF)) - 1.0;
            let log = exponent * LN_2_HIGH + (log1p(f) + exponent * LN_2_LOW);
            // Above, the bits of NaN were treated as those of a number.
            if x.is_nan() { x } else { log }
        }
    };
}
