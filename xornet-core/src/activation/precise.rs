/// Defines arithmetic in twice the precision for one number type.
macro_rules! precise_functions {
    ($float:ident) => {
        /// Splits `a` into two parts of half as many bits.
        #[inline(always)]
        pub(super) const fn split(a: $float) -> ($float, $float) {
            let high = <$float>::from_bits(a.to_bits() & UPPER_HALF);
            (high, a - high)
        }

        /// Computes `(top + top_low) / (bottom + bottom_low)`, almost correctly rounded, by a long division with two
        /// digits of half a significand each.
        #[inline(always)]
        pub(super) const fn quotient(
            top: $float,
            top_low: $float,
            bottom: $float,
            bottom_low: $float,
        ) -> $float {
            let inverse = 1.0 / bottom;
            let (digit, _) = split(top * inverse);
            let (high, low) = split(bottom);
            // The product of two halves is exact, and so is the difference, since it is small.
            let rest = ((top - digit * high) - digit * (low + bottom_low)) + top_low;
            digit + rest * inverse
        }

        /// Computes `e^(x - n ln 2) - 1`, and its rounding error.
        #[inline(always)]
        pub(super) const fn growth_parts(x: $float, n: $float) -> ($float, $float) {
            let high = x - n * LN_2_HIGH;
            let low = n * LN_2_LOW;
            let r = high - low;
            let tail = r * r * polynomial::expm1_tail(r) + ((high - r) - low);
            let p = r + tail;
            (p, tail - (p - r))
        }
    };
}
