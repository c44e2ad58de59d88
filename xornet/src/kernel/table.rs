//! Tables of weights, from the byte strings in an expansion.

use core::mem;

/// An array that begins at a cache line.
#[repr(C, align(64))]
#[derive(Clone, Copy, Debug)]
pub struct Aligned<T>(pub T);

macro_rules! tables {
    ($float:ident: $number:ident => $swapped:expr) => {
        pub(super) mod $float {
            use super::is_bytes_of;

            /// Reads rows of `U` numbers from their little-endian bytes.
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
                #[allow(unused_mut, reason = "changed on big-endian targets")]
                let mut rows: [[$float; U]; I] = unsafe { core::mem::transmute_copy(bytes) };
                #[cfg(target_endian = "big")]
                {
                    let mut i = 0;
                    while i < I {
                        let mut u = 0;
                        while u < U {
                            let $number = rows[i][u];
                            rows[i][u] = $swapped;
                            u += 1;
                        }
                        i += 1;
                    }
                }
                rows
            }

            /// Reads one row of numbers from their little-endian bytes.
            ///
            /// # Panics
            ///
            /// If the number of bytes is not that of the numbers.
            #[must_use]
            pub const fn row<const N: usize, const B: usize>(bytes: &[u8; B]) -> [$float; N] {
                let [row] = rows::<N, 1, B>(bytes);
                row
            }
        }
    };
}

/// Reads rows of `U` indices from their little-endian bytes.
///
/// # Panics
///
/// If the number of bytes is not that of the rows.
#[must_use]
pub const fn indices<const U: usize, const N: usize, const B: usize>(
    bytes: &[u8; B],
) -> [[u32; U]; N] {
    assert!(is_bytes_of::<B, [[u32; U]; N]>());
    let (words, _) = bytes.as_chunks();
    let mut rows = [[0; U]; N];
    let mut i = 0;
    while i < words.len() {
        rows[i / U][i % U] = u32::from_le_bytes(words[i]);
        i += 1;
    }
    rows
}

/// Returns whether a type has this size in bytes.
const fn is_bytes_of<const BYTES: usize, To>() -> bool {
    mem::size_of::<To>() == BYTES
}

tables!(f32: number => f32::from_bits(number.to_bits().swap_bytes()));
tables!(f64: number => f64::from_bits(number.to_bits().swap_bytes()));
tables!(i8: number => number);

#[cfg(test)]
mod tests {
    use super::f32::{row, rows};

    const BYTES: &[u8; 24] =
        b"\0\0\x80\x3f\0\0\0\xc0\x01\0\0\0\0\0\0\0\xff\xff\x7f\x7f\0\0\x80\x3e";

    #[test]
    fn rows_are_read_from_little_endian_bytes() {
        const ROWS: [[f32; 3]; 2] = rows(BYTES);
        assert_eq!(ROWS, [[1.0, -2.0, 1e-45], [0.0, f32::MAX, 0.25]]);
        assert_eq!(row::<6, 24>(BYTES), *ROWS.as_flattened());
    }

    #[test]
    #[should_panic(expected = "is_bytes_of")]
    fn a_byte_string_of_another_length_panics() {
        let _ = rows::<2, 2, 12>(&[0; 12]);
    }
}
