//! The gates of recurrent layers, from the sums of their matrices.
//!
//! `a` are the sums for a frame and `b` those for the state, side by side for all gates. `N` is the number of all of them,
//! `U` the number of units, `G` the number of sums in the gates before the last one.

macro_rules! recurrent {
    ($float:ident) => {
        pub(super) mod $float {
            use xornet_core::Float;

            /// Returns the sums of the first gates, `a + b`.
            #[inline(always)]
            #[must_use]
            pub const fn gates<const N: usize, const M: usize, const G: usize>(
                a: &[$float; N],
                b: &[$float; M],
            ) -> [$float; G] {
                const { assert!(G <= N && G <= M) };
                let mut sums = [0.0; G];
                let mut i = 0;
                while i < G {
                    sums[i] = a[i] + b[i];
                    i += 1;
                }
                sums
            }

            /// Returns the sums of the last gate, `a + b`, of which `b` may have no other gate.
            #[inline(always)]
            #[must_use]
            pub const fn last_gate<const N: usize, const M: usize, const U: usize>(
                a: &[$float; N],
                b: &[$float; M],
            ) -> [$float; U] {
                const { assert!(U <= N && U <= M) };
                let mut sums = [0.0; U];
                let mut i = 0;
                while i < U {
                    sums[i] = a[N - U + i] + b[M - U + i];
                    i += 1;
                }
                sums
            }

            /// Returns the sums of the candidate of a `gru`, `a + r∘b`, with the gates z and r.
            #[inline(always)]
            #[must_use]
            pub const fn candidate<const N: usize, const G: usize, const U: usize>(
                a: &[$float; N],
                b: &[$float; N],
                gates: &[$float; G],
            ) -> [$float; U] {
                const { assert!(U <= N && U <= G) };
                let mut sums = [0.0; U];
                let mut i = 0;
                while i < U {
                    sums[i] = a[N - U + i] + gates[G - U + i] * b[N - U + i];
                    i += 1;
                }
                sums
            }

            /// Returns the state of a `gru` after the reset, `r∘h`, with the gates z and r.
            #[inline(always)]
            #[must_use]
            pub const fn reset<const G: usize, const U: usize>(
                gates: &[$float; G],
                h: &[$float; U],
            ) -> [$float; U] {
                const { assert!(U <= G) };
                let mut reset = [0.0; U];
                let mut i = 0;
                while i < U {
                    reset[i] = gates[G - U + i] * h[i];
                    i += 1;
                }
                reset
            }

            /// Changes the state of an `rnn`, to `new`.
            #[inline(always)]
            pub const fn rnn<const U: usize>(new: &[$float; U], h: &mut [$float; U]) {
                let mut i = 0;
                while i < U {
                    h[i] = settled(new[i]);
                    i += 1;
                }
            }

            /// Changes the state of a `gru`, to `(1 - z)∘n + z∘h`, with the gates z and r.
            #[inline(always)]
            pub const fn gru<const G: usize, const U: usize>(
                gates: &[$float; G],
                n: &[$float; U],
                h: &mut [$float; U],
            ) {
                const { assert!(U <= G) };
                let mut i = 0;
                while i < U {
                    h[i] = settled((1.0 - gates[i]) * n[i] + gates[i] * h[i]);
                    i += 1;
                }
            }

            /// Changes the cells of an `lstm`, to `f∘c + i∘g`, with the gates i, f and o, and returns them.
            #[inline(always)]
            #[must_use]
            pub const fn cells<const G: usize, const U: usize>(
                gates: &[$float; G],
                g: &[$float; U],
                c: &mut [$float; U],
            ) -> [$float; U] {
                const { assert!(2 * U <= G) };
                let mut i = 0;
                while i < U {
                    c[i] = settled(gates[U + i] * c[i] + gates[i] * g[i]);
                    i += 1;
                }
                *c
            }

            /// Changes the state of an `lstm`, to `o∘φ(c)`, with the gates i, f and o, and φ(c).
            #[inline(always)]
            pub const fn lstm<const G: usize, const U: usize>(
                gates: &[$float; G],
                cells: &[$float; U],
                h: &mut [$float; U],
            ) {
                const { assert!(U <= G) };
                let mut i = 0;
                while i < U {
                    h[i] = settled(gates[G - U + i] * cells[i]);
                    i += 1;
                }
            }

            /// Returns a new number of a state, which is never so small that its decay would be slow.
            #[inline(always)]
            const fn settled(number: $float) -> $float {
                // NaN stays, since it is not less than anything.
                if number.abs() < <$float as Float>::SMALLEST_STATE {
                    0.0
                } else {
                    number
                }
            }
        }
    };
}

recurrent!(f32);
recurrent!(f64);
