//! The order of summation, which depends on nothing but the shape of a layer.

/// The largest number of partial sums of any layer.
pub const MOST_PARTIAL_SUMS: usize = 32;

/// Returns the number of partial sums that a dense layer divides each of its sums into, a power of two:
///
/// | units | partial sums |
/// |---|---|
/// | 1 or 2 | 32 |
/// | 3 or 4 | 16 |
/// | 5 to 15 | 8 |
/// | 16 | 4 |
/// | 17 to 32 | 2 |
/// | 33 and more | 1 |
///
/// The number is halved until it is at most a quarter of the inputs, so that each partial sum has at least four
/// products.
#[must_use]
pub const fn partial_sums(inputs: usize, units: usize) -> usize {
    let mut count = match units {
        0..=2 => MOST_PARTIAL_SUMS,
        3..=4 => 16,
        5..=15 => 8,
        16 => 4,
        17..=32 => 2,
        _ => 1,
    };
    while count > 1 && 4 * count > inputs {
        count /= 2;
    }
    count
}
