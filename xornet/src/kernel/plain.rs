//! Dense layers in plain loops: for const evaluation, and for processors without vector registers.
//!
//! The sums of a loop are variables, not elements of an array: a compiler that optimises for size does not unroll loops
//! over arrays, and so would leave the elements in memory.

use crate::reference::partial_sums;

/// Defines a loop over the inputs that computes `$sums` partial sums at the same time. Each has the name of its
/// variable, and the unit and the partial sum that it is, relative to the first ones.
macro_rules! block {
    (
        $float:ident, $name:ident: [$sums:literal] of $parts:literal;
        $($sum:ident = $unit:literal $part:literal),+
    ) => {
        /// Computes partial sums of the units from `unit` on, those that begin at the inputs from `first` on and take
        /// every input at a distance of `stride`.
        #[inline(always)]
        const fn $name<const I: usize, const U: usize>(
            x: &[$float; I],
            weights: &[[$float; U]; I],
            biases: &[$float; U],
            unit: usize,
            first: usize,
            stride: usize,
        ) -> [$float; $sums] {
            $(let mut $sum = if first + $part == 0 { biases[unit + $unit] } else { 0.0 };)+
            let mut i = first;
            while i + ($parts - 1) < I {
                $($sum += x[i + $part] * weights[i + $part][unit + $unit];)+
                i += stride;
            }
            if I % stride > 0 {
                $(if i + $part < I {
                    $sum += x[i + $part] * weights[i + $part][unit + $unit];
                })+
            }
            [$($sum),+]
        }
    };
}

macro_rules! plain {
    ($float:ident) => {
        pub(super) mod $float {
            use super::partial_sums;

            /// Computes `x · weights + biases`, with `P` partial sums for each sum.
            ///
            /// # Panics
            ///
            /// While the caller's crate compiles, if `P` is neither the number of partial sums of this shape nor 1, that of a
            /// convolution.
            #[inline(always)]
            #[must_use]
            pub const fn dense<const I: usize, const U: usize, const P: usize>(
                x: &[$float; I],
                weights: &[[$float; U]; I],
                biases: &[$float; U],
            ) -> [$float; U] {
                const { assert!(P == partial_sums(I, U) || P == 1) };
                let mut sums = [0.0; U];
                let mut u = 0;
                if P == 1 {
                    while u + 8 <= U {
                        [
                            sums[u],
                            sums[u + 1],
                            sums[u + 2],
                            sums[u + 3],
                            sums[u + 4],
                            sums[u + 5],
                            sums[u + 6],
                            sums[u + 7],
                        ] = eight_units(x, weights, biases, u, 0, 1);
                        u += 8;
                    }
                } else if P == 2 {
                    while u + 4 <= U {
                        let [a, a1, b, b1, c, c1, d, d1] =
                            four_units(x, weights, biases, u, 0, 2);
                        [sums[u], sums[u + 1]] = [a + a1, b + b1];
                        [sums[u + 2], sums[u + 3]] = [c + c1, d + d1];
                        u += 4;
                    }
                } else if P == 4 {
                    while u + 2 <= U {
                        let [a, a1, a2, a3, b, b1, b2, b3] =
                            two_units(x, weights, biases, u, 0, 4);
                        sums[u] = (a + a2) + (a1 + a3);
                        sums[u + 1] = (b + b2) + (b1 + b3);
                        u += 2;
                    }
                }
                while u < U {
                    sums[u] = one::<I, U, P>(x, weights, biases, u);
                    u += 1;
                }
                sums
            }

            /// Computes the sum of one unit.
            #[inline(always)]
            const fn one<const I: usize, const U: usize, const P: usize>(
                x: &[$float; I],
                weights: &[[$float; U]; I],
                biases: &[$float; U],
                unit: usize,
            ) -> $float {
                match P {
                    1 => {
                        let [a] = one_part(x, weights, biases, unit, 0, P);
                        a
                    }
                    2 => {
                        let [a, a1] = two_parts(x, weights, biases, unit, 0, P);
                        a + a1
                    }
                    4 => {
                        let [a, a1, a2, a3] = four_parts(x, weights, biases, unit, 0, P);
                        (a + a2) + (a1 + a3)
                    }
                    _ => {
                        let mut parts = eight_parts(x, weights, biases, unit, 0, P);
                        if P == 16 {
                            parts = add(parts, eight_parts(x, weights, biases, unit, 8, P));
                        }
                        if P == 32 {
                            parts = add(parts, eight_parts(x, weights, biases, unit, 16, P));
                            let upper = eight_parts(x, weights, biases, unit, 8, P);
                            let last = eight_parts(x, weights, biases, unit, 24, P);
                            parts = add(parts, add(upper, last));
                        }
                        let [a, a1, a2, a3, a4, a5, a6, a7] = parts;
                        ((a + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7))
                    }
                }
            }

            /// Adds element by element.
            #[inline(always)]
            const fn add(x: [$float; 8], y: [$float; 8]) -> [$float; 8] {
                let ([a, b, c, d, e, f, g, h], [s, t, u, v, w, x, y, z]) = (x, y);
                [a + s, b + t, c + u, d + v, e + w, f + x, g + y, h + z]
            }

            block!(
                $float, eight_units: [8] of 1;
                a = 0 0, b = 1 0, c = 2 0, d = 3 0, e = 4 0, f = 5 0, g = 6 0, h = 7 0
            );
            block!(
                $float, four_units: [8] of 2;
                a = 0 0, a1 = 0 1, b = 1 0, b1 = 1 1, c = 2 0, c1 = 2 1, d = 3 0, d1 = 3 1
            );
            block!(
                $float, two_units: [8] of 4;
                a = 0 0, a1 = 0 1, a2 = 0 2, a3 = 0 3, b = 1 0, b1 = 1 1, b2 = 1 2, b3 = 1 3
            );
            block!(
                $float, eight_parts: [8] of 8;
                a = 0 0, a1 = 0 1, a2 = 0 2, a3 = 0 3, a4 = 0 4, a5 = 0 5, a6 = 0 6, a7 = 0 7
            );
            block!($float, four_parts: [4] of 4; a = 0 0, a1 = 0 1, a2 = 0 2, a3 = 0 3);
            block!($float, two_parts: [2] of 2; a = 0 0, a1 = 0 1);
            block!($float, one_part: [1] of 1; a = 0 0);
        }
    };
}

plain!(f32);
plain!(f64);
