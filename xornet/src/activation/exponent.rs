/// Exponentials, written once for both types.
///
/// All begin with `x = n ln 2 + r`, `n` being an integer and `|r| <= ln(2)/2`, so that
/// `e^x = 2^n e^r`, and take `e^r` from a polynomial. The power of two is put together from
/// its bits.
macro_rules! exponent_functions {
    ($float:ident) => {
        /// The integer `n` nearest to `x`, and `2^(n + offset)`.
        ///
        /// Adding `ROUND` rounds to an integer, which then stands in the lowest bits. The
        /// exponent's bias is added with it, so that these only need to be moved to be a
        /// power of two; what stands above them falls out. A conversion by `as` would
        /// saturate, which costs more.
        #[inline(always)]
        pub(super) const fn power(x: $float, offset: $float) -> ($float, $float) {
            let round = ROUND + (BIAS as $float + offset);
            let sum = x + round;
            (
                sum - round,
                <$float>::from_bits(sum.to_bits() << MANTISSA_BITS),
            )
        }

        /// `high + low - n ln 2`.
        #[inline(always)]
        pub(super) const fn remainder(high: $float, low: $float, n: $float) -> $float {
            // Exact, as the upper part of ln 2 is short.
            (high - n * LN_2_HIGH) + (low - n * LN_2_LOW)
        }

        /// `e^r - 1`, good to be added to 1.
        #[inline(always)]
        pub(super) const fn growth(r: $float) -> $float {
            r + r * r * polynomial::exp_tail(r)
        }

        /// `e^x`, zero and infinite at the ends.
        #[inline(always)]
        pub(super) const fn exp(x: $float) -> $float {
            let x = clamp(x, EXP_LOW, EXP_HIGH);
            // The powers go beyond the exponents of normal numbers, hence two factors, of
            // half the exponent each. The sum of these carries the bias twice, which keeps it
            // positive: a logical shift exists in every vector unit, an arithmetic one of 64
            // bits does not.
            const TWICE_BIASED: $float = ROUND + 2.0 * BIAS as $float;
            let sum = x * LOG2_E + TWICE_BIASED;
            let exponents = sum.to_bits();
            let first = (exponents << (MANTISSA_BITS - 1)) & EXPONENT_MASK;
            let second = (exponents << MANTISSA_BITS).wrapping_sub(first);
            let first = <$float>::from_bits(first);
            let p = growth(remainder(x, 0.0, sum - TWICE_BIASED));
            (first + first * p) * <$float>::from_bits(second)
        }

        /// `e^x` for `x <= 0`.
        #[inline(always)]
        pub(super) const fn decay(x: $float) -> $float {
            let x = if x < EXP_LOW { EXP_LOW } else { x };
            // One factor, so large that the power is normal, and then back.
            let (n, power) = power(x * LOG2_E, DECAY_OFFSET);
            (power + power * growth(remainder(x, 0.0, n))) * DECAY_SCALE
        }
    };
}
