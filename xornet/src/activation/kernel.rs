/// The building blocks, written once for both types.
macro_rules! kernel_functions {
    ($float:ident) => {
        /// `mantissa * first * second`, both factors being powers of two.
        ///
        /// Kept apart because the product of the three may be subnormal, and is rounded
        /// the second time then: whoever multiplies by something else does so before.
        #[derive(Clone, Copy)]
        pub(super) struct Scaled {
            pub(super) mantissa: $float,
            pub(super) first: $float,
            pub(super) second: $float,
        }

        impl Scaled {
            /// `value` by the power of two.
            #[inline(always)]
            pub(super) const fn scale(self, value: $float) -> $float {
                value * self.first * self.second
            }

            /// The number itself.
            #[inline(always)]
            pub(super) const fn value(self) -> $float {
                self.scale(self.mantissa)
            }
        }

        /// `x` within the bounds; NaN stays NaN.
        #[inline(always)]
        pub(super) const fn clamp(x: $float, low: $float, high: $float) -> $float {
            let x = if x < low { low } else { x };
            if x > high { high } else { x }
        }

        /// The integer nearest to `x / ln 2`, as a number and as an integer in two's
        /// complement. A conversion by `as` would saturate, which costs more.
        #[inline(always)]
        const fn halvings(x: $float) -> ($float, Bits) {
            let shifted = x * LOG2_E + ROUND;
            (
                shifted - ROUND,
                shifted.to_bits().wrapping_sub(ROUND.to_bits()),
            )
        }

        /// `e^(high + low)`, `low` being small; the sum within `EXP_LOW..=EXP_HIGH`.
        #[inline(always)]
        pub(super) const fn exp_parts(high: $float, low: $float) -> Scaled {
            let (n, bits) = halvings(high + low);
            let r = (high - n * LN_2_HIGH) + (low - n * LN_2_LOW);
            // Both exponents with their bias, which keeps the sum positive: a logical shift
            // exists in every vector unit, an arithmetic one of 64 bits does not.
            let sum = bits.wrapping_add(2 * BIAS);
            let half = sum >> 1;
            Scaled {
                mantissa: 1.0 + (r + r * r * polynomial::expm1_tail(r)),
                first: <$float>::from_bits(half << MANTISSA_BITS),
                second: <$float>::from_bits(sum.wrapping_sub(half) << MANTISSA_BITS),
            }
        }

        /// `e^x - 1`.
        #[inline(always)]
        pub(super) const fn expm1(x: $float) -> $float {
            let x = clamp(x, EXPM1_LOW, EXPM1_HIGH);
            let (n, bits) = halvings(x);
            let high = x - n * LN_2_HIGH;
            let low = n * LN_2_LOW;
            let r = high - low;
            // What the subtraction lost.
            let lost = (high - r) - low;
            let power = <$float>::from_bits(bits.wrapping_add(BIAS) << MANTISSA_BITS);
            let tail = r * r * polynomial::expm1_tail(r) + lost;
            // `2^n (1 + r + tail) - 1`, the largest terms first: the rounding error of
            // their sum is known exactly, and goes back in with the smallest.
            let base = power - 1.0;
            let step = power * r;
            let sum = base + step;
            let rest = step - (sum - base);
            sum + (power * tail + rest)
        }

        /// `ln(1 + u)` for `0 <= u <= 1`, or a little below zero.
        #[inline(always)]
        pub(super) const fn log1p(u: $float) -> $float {
            let twice = (u + u) / (2.0 + u);
            let z = twice * twice * 0.25;
            twice + twice * (z * polynomial::atanh_tail(z))
        }

        /// `ln x` of a normal number.
        #[inline(always)]
        pub(super) const fn ln(x: $float) -> $float {
            // The exponent that leaves a significand from sqrt(1/2) to sqrt(2).
            let offset = x.to_bits().wrapping_sub(SQRT_HALF);
            let exponent = (offset.cast_signed() >> MANTISSA_BITS) as $float;
            let fraction = offset & ((1 << MANTISSA_BITS) - 1);
            let f = <$float>::from_bits(fraction.wrapping_add(SQRT_HALF)) - 1.0;
            exponent * LN_2_HIGH + (log1p(f) + exponent * LN_2_LOW)
        }

        /// `Φ(-a)`, the normal distribution's lower tail, for `0 <= a <= NORMAL_LIMIT`.
        #[inline(always)]
        pub(super) const fn normal_tail(a: $float) -> Scaled {
            let w = (a - NORMAL_CENTER) / (a + NORMAL_CENTER);
            // The square of the upper half is exact; an error in `a²` would come out
            // multiplied by `a²/2`.
            let (high, low) = split(a);
            let e = exp_parts(-0.5 * (high * high), -0.5 * (low * (a + high)));
            Scaled {
                mantissa: e.mantissa * polynomial::normal_tail(w) / (a + NORMAL_CENTER),
                ..e
            }
        }

        /// `e^-(2 sqrt(2/π) (a + 0.044715 a³))` for `0 <= a <= GELU_TANH_LIMIT`, with the
        /// exponent in twice the precision.
        #[inline(always)]
        pub(super) const fn gelu_tanh_exp(a: $float) -> Scaled {
            let (square, square_low) = product(a, a);
            let (cubic, lost) = product(GELU_CUBIC_HIGH, square);
            let cubic_low = lost + (GELU_CUBIC_HIGH * square_low + GELU_CUBIC_LOW * square);
            // Knuth's sum: either term can be the larger.
            let sum = GELU_LINEAR_HIGH + cubic;
            let back = sum - GELU_LINEAR_HIGH;
            let lost = (GELU_LINEAR_HIGH - (sum - back)) + (cubic - back);
            let sum_low = lost + (GELU_LINEAR_LOW + cubic_low);
            let (high, low) = product(a, sum);
            exp_parts(-high, -(low + a * sum_low))
        }
    };
}
