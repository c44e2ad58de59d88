//! Dense layers as loops over register tiles.

macro_rules! tile {
    ($float:ident) => {
        pub(super) mod $float {
            use super::super::table::$float::Tiles;

            /// `x · weights + biases` for `U` units in `N` tiles of `T`.
            ///
            /// The sums of a tile stay in registers while the inputs pass, so that each unit adds
            /// its products in the order of the inputs, `T` units side by side.
            #[inline(always)]
            #[must_use]
            pub const fn dense<const I: usize, const U: usize, const T: usize, const N: usize>(
                x: &[$float; I],
                tiles: &Tiles<T, I, N>,
                biases: &[$float; U],
            ) -> [$float; U] {
                let mut sums = *biases;
                let mut tile = 0;
                while tile < N {
                    let start = tile * T;
                    let mut acc = [0.0; T];
                    let mut lane = 0;
                    while lane < T && start + lane < U {
                        acc[lane] = sums[start + lane];
                        lane += 1;
                    }

                    let weights = &tiles.0[tile];
                    let mut i = 0;
                    while i < I {
                        let mut lane = 0;
                        while lane < T {
                            acc[lane] += x[i] * weights[i][lane];
                            lane += 1;
                        }
                        i += 1;
                    }

                    let mut lane = 0;
                    while lane < T && start + lane < U {
                        sums[start + lane] = acc[lane];
                        lane += 1;
                    }
                    tile += 1;
                }
                sums
            }
        }
    };
}

tile!(f32);
tile!(f64);
