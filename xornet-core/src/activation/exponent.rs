/// Exponentials, written once for both types.
///
/// All begin with `x = n ln 2 + r`, `n` being an integer and `|r| <= ln(2)/2`, so that
/// `e^x = 2^n e^r`, and take `e^r` from a polynomial (Cody and Waite, 1980). The power of two
/// is put together from its bits.
macro_rules! exponent_functions {
    ($float:ident) => {
        /// `x` within the bounds, of which one is negative; NaN stays NaN.
        #[inline(always)]
        pub(super) const fn clamp(x: $float, low: $float, high: $float) -> $float {
            // One comparison of integers, and none of floats, for nearly all numbers. A vector has
            // no use for it.
            if !super::super::VECTORS {
                let least = if -low < high { -low } else { high };
                if x.abs().to_bits() <= least.to_bits() {
                    return x;
                }
            }
            let x = if x < low { low } else { x };
            if x > high { high } else { x }
        }

        /// `yes` if the condition holds, else `no`.
        ///
        /// By their bits, so that no branch is ever made of it: the compiler may move
        /// what only one arm of an `if` needs into that arm, and then no vector is made of
        /// four neighbours.
        #[inline(always)]
        pub(super) const fn choose(condition: bool, yes: $float, no: $float) -> $float {
            if !super::super::VECTORS {
                return if condition { yes } else { no };
            }
            let mask = (condition as Bits).wrapping_neg();
            <$float>::from_bits((yes.to_bits() & mask) | (no.to_bits() & !mask))
        }

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
            (sum - round, power_in(sum.to_bits()))
        }

        /// The power of two whose biased exponent stands in the lowest bits.
        #[inline(always)]
        const fn power_in(bits: Bits) -> $float {
            <$float>::from_bits(bits << MANTISSA_BITS)
        }

        /// The integer `n` nearest to `x`; `2^n`, or `2^HIGHEST_EXPONENT` where that is less;
        /// and what the result has to be multiplied by if it is divided by that.
        #[inline(always)]
        pub(super) const fn capped_power(x: $float) -> ($float, $float, $float) {
            const BIASED: $float = ROUND + BIAS as $float;
            let sum = x + BIASED;
            // Capped before the sum: a choice between sums, of which only the bits are used,
            // would be one of integers, which no instruction of SSE2 makes.
            let capped = if x > HIGHEST_EXPONENT {
                HIGHEST_EXPONENT
            } else {
                x
            };
            let capped = capped + BIASED;
            let rest = capped.to_bits().wrapping_sub(sum.to_bits());
            (
                sum - BIASED,
                power_in(capped.to_bits()),
                power_in(BIAS.wrapping_add(rest)),
            )
        }

        /// The integer `n` nearest to `x`, and two factors of `2^n`, of half the exponent each:
        /// for powers beyond the exponents of normal numbers.
        #[inline(always)]
        pub(super) const fn halved_power(x: $float) -> ($float, $float, $float) {
            // The sum of the two carries the bias twice, which keeps it positive: a logical
            // shift exists in every vector unit, an arithmetic one of 64 bits does not.
            const BIASED: $float = ROUND + 2.0 * BIAS as $float;
            let sum = x + BIASED;
            let first = (sum.to_bits() << (MANTISSA_BITS - 1)) & EXPONENT_MASK;
            let second = (sum.to_bits() << MANTISSA_BITS).wrapping_sub(first);
            (
                sum - BIASED,
                <$float>::from_bits(first),
                <$float>::from_bits(second),
            )
        }

        /// `x - n ln 2`.
        #[inline(always)]
        pub(super) const fn remainder(x: $float, n: $float) -> $float {
            // Exact but for the last step, as the upper part of ln 2 is short.
            (x - n * LN_2_HIGH) - n * LN_2_LOW
        }

        /// `high + low - n ln 2`, `low` being small.
        #[inline(always)]
        pub(super) const fn remainder_of_sum(high: $float, low: $float, n: $float) -> $float {
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
            let (n, first, second) = halved_power(x * LOG2_E);
            (first + first * growth(remainder(x, n))) * second
        }

        /// `e^x` for `x <= 0`.
        #[inline(always)]
        pub(super) const fn decay(x: $float) -> $float {
            let x = if x < EXP_LOW { EXP_LOW } else { x };
            // One factor, so large that the power is normal, and then back.
            let (n, power) = power(x * LOG2_E, DECAY_OFFSET);
            (power + power * growth(remainder(x, n))) * DECAY_SCALE
        }

        /// `e^x - 1`.
        #[inline(always)]
        pub(super) const fn expm1(x: $float) -> $float {
            let x = clamp(x, EXPM1_LOW, EXPM1_HIGH);
            let (n, power) = power(x * LOG2_E, 0.0);
            let r = remainder(x, n);
            (power - 1.0) + power * (r + r * r * polynomial::expm1_tail(r))
        }
    };
}
