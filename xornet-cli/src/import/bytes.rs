//! Numbers as files of weights store them.

/// Returns each `N` bytes as a number; a rest of fewer is left.
pub fn numbers<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f64) -> Vec<f64> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|&bytes| number(bytes)).collect()
}
