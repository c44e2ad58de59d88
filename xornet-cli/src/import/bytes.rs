//! Raw numbers in files of weights.

/// Reads each `N` bytes as a number; fewer bytes at the end are ignored.
pub fn numbers<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f64) -> Vec<f64> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|&bytes| number(bytes)).collect()
}
