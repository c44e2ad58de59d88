//! Dense layers in plain loops: for const evaluation, and for processors without vector registers.

use crate::reference::partial_sums;

macro_rules! plain {
    ($float:ident) => {
        pub(super) mod $float {
            use super::partial_sums;

            /// Sums that are kept in registers side by side, where each has no partial sums.
            const LANES: usize = 8;

            /// `x · weights + biases`, each sum in `P` partial sums.
            ///
            /// # Panics
            ///
            /// If `P` is not what the reference says of the shape; it is known when the caller's
            /// crate compiles.
            #[inline(always)]
            #[must_use]
            pub const fn dense<const I: usize, const U: usize, const P: usize>(
                x: &[$float; I],
                weights: &[[$float; U]; I],
                biases: &[$float; U],
            ) -> [$float; U] {
                const { assert!(P == partial_sums(I, U)) };
                let mut sums = *biases;
                if P == 1 {
                    let mut start = 0;
                    while start + LANES <= U {
                        lanes::<I, U, LANES>(x, weights, &mut sums, start);
                        start += LANES;
                    }
                    while start < U {
                        lanes::<I, U, 1>(x, weights, &mut sums, start);
                        start += 1;
                    }
                } else {
                    let mut u = 0;
                    while u < U {
                        sums[u] = partial::<I, U, P>(x, weights, sums[u], u);
                        u += 1;
                    }
                }
                sums
            }

            /// The sums of `N` units, input after input.
            #[inline(always)]
            const fn lanes<const I: usize, const U: usize, const N: usize>(
                x: &[$float; I],
                weights: &[[$float; U]; I],
                sums: &mut [$float; U],
                start: usize,
            ) {
                let mut acc = [0.0; N];
                let mut lane = 0;
                while lane < N {
                    acc[lane] = sums[start + lane];
                    lane += 1;
                }
                let mut i = 0;
                while i < I {
                    let mut lane = 0;
                    while lane < N {
                        acc[lane] += x[i] * weights[i][start + lane];
                        lane += 1;
                    }
                    i += 1;
                }
                let mut lane = 0;
                while lane < N {
                    sums[start + lane] = acc[lane];
                    lane += 1;
                }
            }

            /// The sum of one unit, one partial sum after the other, so that each stays in a register.
            #[inline(always)]
            const fn partial<const I: usize, const U: usize, const P: usize>(
                x: &[$float; I],
                weights: &[[$float; U]; I],
                bias: $float,
                unit: usize,
            ) -> $float {
                let mut sums = [0.0; P];
                let mut p = 0;
                while p < P {
                    let mut sum = if p == 0 { bias } else { 0.0 };
                    let mut i = p;
                    while i < I {
                        sum += x[i] * weights[i][unit];
                        i += P;
                    }
                    sums[p] = sum;
                    p += 1;
                }
                let mut half = P / 2;
                while half > 0 {
                    let mut p = 0;
                    while p < half {
                        sums[p] += sums[p + half];
                        p += 1;
                    }
                    half /= 2;
                }
                sums[0]
            }
        }
    };
}

plain!(f32);
plain!(f64);
