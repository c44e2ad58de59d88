/// Defines the square root for one number type.
macro_rules! root_functions {
    ($float:ident) => {
        /// Computes the square root, as PyTorch and Keras. Correctly rounded, so that it has the bits of `std`'s `sqrt`. NaN
        /// below zero; minus zero stays.
        ///
        /// `std` has a square root, but `core` has none, and neither is `const`. Here, Newton's method finds the root to
        /// within one and a half units (Kahan's first guess, a shift of the bits, and each step squares the error). The
        /// square of that number is then compared with `x` in integers, exactly, which tells which of the three nearest
        /// numbers is the closest: no root lies half-way between two numbers.
        #[inline]
        pub const fn sqrt(x: $float) -> $float {
            const ONE: Bits = BIAS << MANTISSA_BITS;
            let small = x < <$float>::MIN_POSITIVE;
            let bits = choose(small, x * SMALL_SCALE, x).to_bits();
            // With `half` as the exponent of the root, `x = m 4^half` and `1 <= m < 4`. The bits of a number that is not
            // positive make no sense here, but its root is not used.
            let half = ((bits >> MANTISSA_BITS).wrapping_add(BIAS) >> 1).wrapping_sub(BIAS);
            let m_bits = bits.wrapping_sub(half << (MANTISSA_BITS + 1));
            let m = <$float>::from_bits(m_bits);

            // An approximation of `1 / sqrt(m)`, with a relative error of 3.5e-2, 1.8e-3, 4.8e-6 and 3.4e-11.
            let inverse = <$float>::from_bits(ROOT_GUESS.wrapping_sub(m_bits >> 1));
            let inverse = inverse * (1.5 - 0.5 * m * (inverse * inverse));
            let inverse = inverse * (1.5 - 0.5 * m * (inverse * inverse));
            let inverse = if MANTISSA_BITS > 23 {
                inverse * (1.5 - 0.5 * m * (inverse * inverse))
            } else {
                inverse
            };
            let root = m * inverse;
            let root = root + 0.5 * inverse * (m - root * root);

            // The significand of the root, an integer: `root = s 2^-MANTISSA_BITS`. That of `m` has a bit more from 2 on.
            let s = root
                .to_bits()
                .wrapping_sub(ONE)
                .wrapping_add(1 << MANTISSA_BITS);
            let fraction = m_bits & ((1 << MANTISSA_BITS) - 1);
            let square = (fraction | (1 << MANTISSA_BITS)) << MANTISSA_BITS;
            let from_two = ((m_bits >> MANTISSA_BITS) & 1).wrapping_sub(1);
            let square = square.wrapping_add(square & from_two);
            // Modulo a power of two, the products lose their upper bits, but the difference is small.
            let rest = square.wrapping_sub(s.wrapping_mul(s)).cast_signed();
            // `s + 1/2` is below the root if `s² + s < square`, and `s - 1/2` is above it if `square <= s² - s`.
            let up = (rest > s.cast_signed()) as Bits;
            let down = (rest <= s.wrapping_neg().cast_signed()) as Bits;
            let root = root.to_bits().wrapping_add(up).wrapping_sub(down);

            let exponent = half.wrapping_sub((small as Bits).wrapping_mul(SMALL_EXPONENT / 2));
            let root = <$float>::from_bits(root.wrapping_add(exponent << MANTISSA_BITS));
            // Zeros, infinity and NaN are their own roots.
            let root = choose((x > 0.0) & (x < <$float>::INFINITY), root, x);
            choose(x < 0.0, <$float>::NAN, root)
        }
    };
}
