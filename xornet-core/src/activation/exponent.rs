/// Defines exponentials for one number type.
///
/// All begin with `x = n ln 2 + r`, where `n` is an integer and `|r| <= ln(2)/2`, so that `e^x = 2^n e^r`, and compute
/// `e^r` by a polynomial (Cody and Waite, 1980). The power of two is made from its bits.
macro_rules! exponent_functions {
    ($float:ident) => {
        /// Limits `x` to the bounds, the lower of which is negative; NaN stays NaN.
        #[inline(always)]
        pub(super) const fn limited(x: $float, low: $float, high: $float) -> $float {
            // Without SIMD, and often without floating-point hardware, nearly all numbers take one comparison of
            // integers and none of floats.
            if !super::super::VECTORS {
                let least = if -low < high { -low } else { high };
                if x.abs().to_bits() <= least.to_bits() {
                    return x;
                }
            }
            let x = if x < low { low } else { x };
            if x > high { high } else { x }
        }

        /// Returns `yes` if the condition holds, and `no` otherwise.
        ///
        /// The choice is made by bits, so that it never becomes a branch: the compiler may move code that only one arm of
        /// an `if` needs into that arm, and then it cannot vectorise the loop.
        #[inline(always)]
        pub(super) const fn choose(condition: bool, yes: $float, no: $float) -> $float {
            if !super::super::VECTORS {
                return if condition { yes } else { no };
            }
            let mask = (condition as Bits).wrapping_neg();
            <$float>::from_bits((yes.to_bits() & mask) | (no.to_bits() & !mask))
        }

        /// Returns the integer `n` nearest to `x`, and `2^(n + offset)`.
        ///
        /// Adding `ROUND` rounds to an integer, which is then in the lowest bits of the sum. The bias of exponents is
        /// added too, so that a shift makes these bits the exponent of a power of two, and drops the bits above. A
        /// conversion by `as` would saturate, which takes longer.
        #[inline(always)]
        pub(super) const fn power(x: $float, offset: $float) -> ($float, $float) {
            let round = ROUND + (BIAS as $float + offset);
            let sum = x + round;
            (sum - round, power_in(sum.to_bits()))
        }

        /// Returns the power of two whose biased exponent is in the lowest bits.
        #[inline(always)]
        const fn power_in(bits: Bits) -> $float {
            <$float>::from_bits(bits << MANTISSA_BITS)
        }

        /// Returns the integer `n` nearest to `x`, the smaller of `2^n` and `2^HIGHEST_EXPONENT`, and the factor that
        /// corrects a result that was divided by the smaller power in place of `2^n`.
        #[inline(always)]
        pub(super) const fn capped_power(x: $float) -> ($float, $float, $float) {
            const BIASED: $float = ROUND + BIAS as $float;
            let sum = x + BIASED;
            // Capped before the sum: only the bits of the sums are used, and a choice between two sums would become one
            // between integers, for which SSE2 has no instruction.
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

        /// Returns the integer `n` nearest to `x`, and two factors of `2^n` with half the exponent each, for powers that
        /// are beyond the normal numbers.
        #[inline(always)]
        pub(super) const fn halved_power(x: $float) -> ($float, $float, $float) {
            // The sum of both exponents contains the bias twice, which keeps it positive: every SIMD unit has a logical
            // shift, but not all have an arithmetic shift of 64 bits.
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

        /// Computes `x - n ln 2`.
        #[inline(always)]
        pub(super) const fn remainder(x: $float, n: $float) -> $float {
            // Exact but for the last step, since the upper part of ln 2 has few bits.
            (x - n * LN_2_HIGH) - n * LN_2_LOW
        }

        /// Computes `high + low - n ln 2` for a small `low`.
        #[inline(always)]
        pub(super) const fn remainder_of_sum(high: $float, low: $float, n: $float) -> $float {
            (high - n * LN_2_HIGH) + (low - n * LN_2_LOW)
        }

        /// Computes `e^r - 1`, accurately enough to be added to 1.
        #[inline(always)]
        pub(super) const fn growth(r: $float) -> $float {
            r + r * r * polynomial::exp_tail(r)
        }

        /// Computes `e^x`, which is zero or infinite at the ends.
        #[inline(always)]
        pub(super) const fn exp(x: $float) -> $float {
            let x = limited(x, EXP_LOW, EXP_HIGH);
            let (n, first, second) = halved_power(x * LOG2_E);
            (first + first * growth(remainder(x, n))) * second
        }

        /// Computes `e^x` for `x <= 0`.
        #[inline(always)]
        pub(super) const fn decay(x: $float) -> $float {
            let x = if x < EXP_LOW { EXP_LOW } else { x };
            // A single power, scaled so that it is a normal number, and scaled back in the end.
            let (n, power) = power(x * LOG2_E, DECAY_OFFSET);
            (power + power * growth(remainder(x, n))) * DECAY_SCALE
        }

        /// Computes `e^x - 1`.
        #[inline(always)]
        pub(super) const fn expm1(x: $float) -> $float {
            let x = limited(x, EXPM1_LOW, EXPM1_HIGH);
            let (n, power) = power(x * LOG2_E, 0.0);
            let r = remainder(x, n);
            (power - 1.0) + power * (r + r * r * polynomial::expm1_tail(r))
        }
    };
}
