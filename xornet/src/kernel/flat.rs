//! Nested arrays as flat ones, and places in a scratch.

/// Returns the first `N` numbers of a slice after `GAP` others, and the rest.
///
/// # Panics
///
/// If there are fewer. In expansions the lengths are constants that fit, so that the compiler removes the check.
#[inline(always)]
#[must_use]
pub const fn take<T, const GAP: usize, const N: usize>(slice: &mut [T]) -> (&mut [T; N], &mut [T]) {
    if let Some((_, rest)) = slice.split_at_mut_checked(GAP)
        && let Some(parts) = rest.split_first_chunk_mut()
    {
        return parts;
    }
    panic!("a value does not fit into the scratch")
}
