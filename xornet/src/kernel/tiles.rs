//! The kernels as generic functions, which divide the flat slices of expansions into tiles.

macro_rules! tiles {
    ($float:ident, $wide:literal, $narrow:literal) => {
        pub(super) mod $float {
            use crate::kernel::isa::$float::Kernels;
            use crate::kernel::window::{Channels, Filters, Tiles, convolve};
            use crate::kernel::{block, columns, rows, samples};
            use xornet_core::kernel::SAMPLES;
            use xornet_core::kernel::SIDE_BY_SIDE;

            /// Computes tiles of `R` wide SIMD vectors of units, with `P` partial sums, and applies `relu` if `RELU` is
            /// set.
            #[inline(always)]
            pub fn columns<S: Kernels, const R: usize, const P: usize, const RELU: bool>(
                isa: S,
                x: &[$float],
                tiles: &[$float],
                sums: &mut [$float],
            ) {
                let mut tiles = tiles.as_chunks::<$wide>().0.as_chunks::<R>().0;
                // `black_box` keeps the inputs in memory, from where each is loaded into all lanes. To spread an input
                // from one lane of a register would take a unit of the processor that also multiplies and adds.
                let x = core::hint::black_box(x);
                for sums in sums.as_chunks_mut::<$wide>().0.as_chunks_mut::<R>().0 {
                    let Some((tile, rest)) = tiles.split_at_checked(x.len()) else {
                        return;
                    };
                    columns::add::<S::Wide, _, $wide, R, P, RELU>(isa, x, tile, sums);
                    tiles = rest;
                }
            }

            /// Computes tiles of `R` wide SIMD vectors of units, for several samples, and applies `relu` if `RELU` is set.
            #[inline(always)]
            pub fn block<S: Kernels, const R: usize, const RELU: bool>(
                isa: S,
                x: &[&[$float]; SAMPLES],
                tiles: &[$float],
                sums: [&mut [$float]; SAMPLES],
            ) {
                let mut tiles = tiles.as_chunks::<$wide>().0.as_chunks::<R>().0;
                let mut sums =
                    sums.map(|sums| sums.as_chunks_mut::<$wide>().0.as_chunks_mut::<R>().0);
                for index in 0..sums[0].len() {
                    let Some((tile, rest)) = tiles.split_at_checked(x[0].len()) else {
                        return;
                    };
                    block::add::<S::Wide, _, $wide, R, RELU>(isa, x, tile, &mut sums, index);
                    tiles = rest;
                }
            }

            /// Computes a dense layer for samples side by side, with `P` partial sums.
            #[inline(always)]
            pub fn side_by_side<S: Kernels, const I: usize, const U: usize, const P: usize>(
                isa: S,
                x: &[[$float; SIDE_BY_SIDE]; I],
                weights: &[[$float; U]; I],
                biases: &[$float; U],
            ) -> [[$float; SIDE_BY_SIDE]; U] {
                samples::dense::<S::Wide, _, I, U, P>(isa, x, weights, biases)
            }

            /// Computes one tile of a narrow SIMD vector of units, with `P` partial sums.
            #[inline(always)]
            pub fn narrow<S: Kernels, const P: usize>(
                isa: S,
                x: &[$float],
                tile: &[$float],
                sums: &mut [$float],
            ) {
                let tile = tile.as_chunks::<$narrow>().0.as_chunks::<1>().0;
                for sums in sums.as_chunks_mut::<$narrow>().0.as_chunks_mut::<1>().0 {
                    columns::add::<S::Narrow, _, $narrow, 1, P, false>(
                        isa.narrower(),
                        x,
                        tile,
                        sums,
                    );
                }
            }

            /// Computes tiles of `B` units, with `P` partial sums.
            #[inline(always)]
            pub fn rows<S: Kernels, const B: usize, const P: usize>(
                isa: S,
                x: &[$float],
                tiles: &[$float],
                sums: &mut [$float],
            ) {
                let mut tiles = tiles.as_chunks::<P>().0.as_chunks::<B>().0;
                for sums in sums.as_chunks_mut::<B>().0 {
                    let Some((tile, rest)) = tiles.split_at_checked(x.len().div_ceil(P)) else {
                        return;
                    };
                    if P < $wide {
                        rows::add::<S::Narrow, _, B, P>(isa.narrower(), x, tile, sums);
                    } else {
                        rows::add::<S::Wide, _, B, P>(isa, x, tile, sums);
                    }
                    tiles = rest;
                }
            }

            /// Computes a convolution in tiles of up to `N` positions and `R` wide SIMD vectors of filters.
            #[inline(always)]
            pub fn filters<S: Kernels, const R: usize, const N: usize>(
                isa: S,
                tiles: &Tiles<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                // As in `columns`, each input is loaded into all lanes.
                let x = core::hint::black_box(x);
                let filters = tiles.group_filters;
                let mut table = tiles.table.as_chunks::<$wide>().0.as_chunks::<R>().0;
                for group in 0..tiles.groups {
                    let mut first = 0;
                    while first < filters {
                        let Some((tile, rest)) = table.split_at_checked(tiles.rows()) else {
                            return;
                        };
                        table = rest;
                        // The last tile computes filters of the one before once more, rather than padding.
                        let start = first.min(filters.saturating_sub(R * $wide));
                        let sums = Filters::<S::Wide, _, $wide, R> {
                            proof: isa,
                            tile,
                            filters,
                            relu: tiles.relu,
                        };
                        let filter = group * filters + start;
                        convolve::<_, _, N>(
                            &sums,
                            tiles,
                            [group * tiles.group_channels, filter],
                            x,
                            y,
                        );
                        first += R * $wide;
                    }
                }
            }

            /// Computes a depthwise convolution in tiles of up to `N` positions and `R` wide SIMD vectors of
            /// channels.
            #[inline(always)]
            pub fn channels<S: Kernels, const R: usize, const N: usize>(
                isa: S,
                tiles: &Tiles<'_, $float>,
                x: &[$float],
                y: &mut [$float],
            ) {
                let mut table = tiles.table.as_chunks::<$wide>().0.as_chunks::<R>().0;
                let mut first = 0;
                while first < tiles.filters {
                    let Some((tile, rest)) = table.split_at_checked(tiles.rows()) else {
                        return;
                    };
                    table = rest;
                    let start = first.min(tiles.filters.saturating_sub(R * $wide));
                    let sums = Channels::<S::Wide, _, $wide, R> {
                        proof: isa,
                        tile,
                        relu: tiles.relu,
                    };
                    convolve::<_, _, N>(&sums, tiles, [start, start], x, y);
                    first += R * $wide;
                }
            }
        }
    };
}

tiles!(f32, 8, 4);
tiles!(f64, 4, 2);
