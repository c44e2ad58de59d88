/// Defines the parts of the sine for one number type, of which `Wide` is the integer of twice the bits.
///
/// All angles are reduced to `r = |x| - n π` with `|r| <= π/2` in two parts, whose sine is that of the angle but for its
/// sign.
macro_rules! angle_functions {
    ($float:ident) => {
        const SIGN: Bits = 1 << (Bits::BITS - 1);

        /// Returns whether all angles are small enough for [`sin_near`].
        #[inline(always)]
        pub(super) const fn all_near<const N: usize>(angles: &[$float; N]) -> bool {
            let mut largest = 0;
            let mut i = 0;
            while i < N {
                // Of positive numbers, the larger one has the larger bits; NaN has the largest.
                let bits = angles[i].to_bits() & !SIGN;
                largest = if bits > largest { bits } else { largest };
                i += 1;
            }
            largest <= NEAR.to_bits()
        }

        /// Computes the sine of an angle that is not beyond `NEAR`.
        ///
        /// π is a sum of four parts, of which the first three have so few bits that their products with `n` are exact
        /// (Cody and Waite, 1980).
        #[inline(always)]
        pub(super) const fn sin_near(x: $float) -> $float {
            let a = x.abs();
            let sum = a * INVERSE_PI + ROUND;
            let n = sum - ROUND;
            // The first difference is exact, and the errors of the next two are kept.
            let first = a - n * PI_1;
            let second = first - n * PI_2;
            let high = second - n * PI_3;
            let lost = ((first - second) - n * PI_2) + ((second - high) - n * PI_3);
            // Whether `n` is odd is in the lowest bit of the sum.
            let sign = (x.to_bits() & SIGN) ^ (sum.to_bits() << (Bits::BITS - 1));
            signed_sin(high, lost - n * PI_4, sign)
        }

        /// Computes the sine of any finite angle, in integers (Payne and Hanek, 1983).
        ///
        /// The angle is an integer times a power of two. Of `1/π` times that power, digits that are worth 2 or more change
        /// nothing, so that a window of three words is enough, and most numbers need far less than all digits.
        pub(super) const fn sin_far(x: $float) -> $float {
            let bits = x.to_bits() & !SIGN;
            let significand = (bits & ((1 << MANTISSA_BITS) - 1)) | (1 << MANTISSA_BITS);
            // The significand is an integer of `MANTISSA_BITS` binary places, and the digits begin with a word of zeros.
            let first = (bits >> MANTISSA_BITS).wrapping_add(Bits::BITS as Bits);
            let first = first.wrapping_sub(BIAS + MANTISSA_BITS as Bits);
            let (word, shift) = (first / Bits::BITS as Bits, first % Bits::BITS as Bits);
            // Never true for a finite angle beyond `NEAR`, but the compiler does not know that.
            let word = if word as usize > DIGITS.len() - 4 {
                DIGITS.len() - 4
            } else {
                word as usize
            };
            let high = window(DIGITS[word], DIGITS[word + 1], shift);
            let middle = window(DIGITS[word + 1], DIGITS[word + 2], shift);
            let low = window(DIGITS[word + 2], DIGITS[word + 3], shift);

            // `|x| / π`, modulo 2, in units of `2 / 2^Wide::BITS`.
            let product = (significand.wrapping_mul(high) as Wide) << Bits::BITS;
            let product = product.wrapping_add(significand as Wide * middle as Wide);
            let product = product.wrapping_add((significand as Wide * low as Wide) >> Bits::BITS);
            // The nearest integer is odd between 1/2 and 3/2.
            let odd = product.wrapping_add(1 << (Wide::BITS - 2)) >> (Wide::BITS - 1);
            let rest = product.wrapping_sub(odd << (Wide::BITS - 1)).cast_signed();

            // Its product with π, in a word without leading zeros but for one; then a high part that is exact as a float.
            let size = rest.unsigned_abs();
            let zeros = size.leading_zeros();
            let size = (size.wrapping_shl(zeros) >> Bits::BITS) as Bits;
            let angle = ((size as Wide * PI_BITS as Wide) >> Bits::BITS) as Bits;
            const LOWER: Bits = (1 << (Bits::BITS - MANTISSA_BITS - 1)) - 1;
            let scale = power_in((BIAS + 3).wrapping_sub((Bits::BITS + zeros) as Bits));
            let high = (angle & !LOWER) as $float * scale;
            let low = (angle & LOWER) as $float * scale;
            let sign = x.to_bits() ^ if (rest < 0) ^ (odd == 1) { SIGN } else { 0 };
            signed_sin(high, low, sign & SIGN)
        }

        /// Returns the word of digits that begins at a bit of the first of two words.
        #[inline(always)]
        const fn window(first: Bits, second: Bits, shift: Bits) -> Bits {
            let both = ((first as Wide) << Bits::BITS) | second as Wide;
            ((both << shift) >> Bits::BITS) as Bits
        }

        /// Computes the sine of `high + low`, where `low` is small, and changes its sign if the bit of the sign is set.
        #[inline(always)]
        const fn signed_sin(high: $float, low: $float, sign: Bits) -> $float {
            let z = high * high;
            let tail = high * (z * polynomial::sin_tail(z));
            // The slope of the sine there, near enough.
            let sin = high + (tail + low * (1.0 - 0.5 * z));
            <$float>::from_bits(sin.to_bits() ^ sign)
        }
    };
}

/// Defines the sine for one number type.
macro_rules! sine_functions {
    ($float:ident) => {
        /// Computes the sine of an angle in radians, as PyTorch and Keras, with all digits of π that the angle needs. NaN for
        /// infinities.
        ///
        /// Angles of the usual size take a short way, which loops over arrays take for many at once. The others, beyond 3200
        /// in `f32` and 3 200 000 in `f64`, take a longer one, each by itself.
        #[inline]
        pub const fn sin(x: $float) -> $float {
            if x.abs() <= NEAR {
                sin_near(x)
            } else if x.is_finite() {
                sin_far(x)
            } else {
                <$float>::NAN
            }
        }
    };
}
