//! Weight tables: from the byte string in an expansion to rows, and from rows to register tiles.
//! All of it happens while the caller's crate compiles.

use core::mem;

macro_rules! tables {
    ($float:ident) => {
        pub(super) mod $float {
            use super::is_bytes_of;

            /// A dense layer's weights, cut into tiles of `T` units: `[tiles][inputs][T]`, the
            /// last tile filled up with zeros.
            #[repr(C, align(64))]
            pub struct Tiles<const T: usize, const I: usize, const N: usize>(
                pub(in super::super) [[[$float; T]; I]; N],
            );

            /// The weights, one row per input, from their little-endian bytes.
            ///
            /// # Panics
            ///
            /// If the number of bytes is not that of the rows.
            #[must_use]
            pub const fn rows<const U: usize, const I: usize, const B: usize>(
                bytes: &[u8; B],
            ) -> [[$float; U]; I] {
                assert!(is_bytes_of::<B, [[$float; U]; I]>());
                // SAFETY: source and destination have the same size, which was just checked, and
                // every bit pattern is a valid number.
                #[allow(unused_mut, reason = "changed where the target is big-endian")]
                let mut rows: [[$float; U]; I] = unsafe { core::mem::transmute_copy(bytes) };
                #[cfg(target_endian = "big")]
                {
                    let mut i = 0;
                    while i < I {
                        let mut u = 0;
                        while u < U {
                            rows[i][u] = $float::from_bits(rows[i][u].to_bits().swap_bytes());
                            u += 1;
                        }
                        i += 1;
                    }
                }
                rows
            }

            /// The same for a vector.
            #[must_use]
            pub const fn biases<const U: usize, const B: usize>(bytes: &[u8; B]) -> [$float; U] {
                let [row] = rows::<U, 1, B>(bytes);
                row
            }

            /// Cuts rows into tiles.
            ///
            /// # Panics
            ///
            /// If the tiles do not cover the units.
            #[must_use]
            pub const fn tiles<const U: usize, const T: usize, const I: usize, const N: usize>(
                rows: &[[$float; U]; I],
            ) -> Tiles<T, I, N> {
                assert!(U <= N * T && U + T > N * T);
                let mut tiles = [[[0.0; T]; I]; N];
                let mut tile = 0;
                while tile < N {
                    let mut i = 0;
                    while i < I {
                        let start = tile * T;
                        if start + T <= U {
                            // SAFETY: the `T` numbers from `start` on lie within the row of `U`.
                            // One read of an array, since const evaluation pays for each step:
                            // slices and their checks would take twenty times as long.
                            tiles[tile][i] = unsafe { *rows[i].as_ptr().add(start).cast() };
                        } else {
                            let mut lane = 0;
                            while start + lane < U {
                                tiles[tile][i][lane] = rows[i][start + lane];
                                lane += 1;
                            }
                        }
                        i += 1;
                    }
                    tile += 1;
                }
                Tiles(tiles)
            }
        }
    };
}

const fn is_bytes_of<const BYTES: usize, To>() -> bool {
    mem::size_of::<To>() == BYTES
}

tables!(f32);
tables!(f64);

#[cfg(test)]
mod tests {
    use super::f32::{rows, tiles};

    const ROWS: [[f32; 3]; 2] =
        rows(b"\0\0\x80\x3f\0\0\0\xc0\x01\0\0\0\0\0\0\0\xff\xff\x7f\x7f\0\0\x80\x3e");

    #[test]
    fn rows_are_read_from_little_endian_bytes() {
        assert_eq!(ROWS, [[1.0, -2.0, 1e-45], [0.0, f32::MAX, 0.25]]);
    }

    #[test]
    fn tiles_are_filled_up_with_zeros() {
        let tiles = tiles::<3, 2, 2, 2>(&ROWS);
        assert_eq!(
            tiles.0,
            [[[1.0, -2.0], [0.0, f32::MAX]], [[1e-45, 0.0], [0.25, 0.0]]]
        );
    }

    #[test]
    #[should_panic(expected = "is_bytes_of")]
    fn a_byte_string_of_another_length_is_refused() {
        let _ = rows::<2, 2, 12>(&[0; 12]);
    }
}
