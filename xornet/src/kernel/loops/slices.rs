//! Parts of slices, without panics.

/// Returns `count` numbers from `start` on; none if the slice is too short.
#[inline(always)]
pub(super) const fn part<T>(slice: &[T], start: usize, count: usize) -> &[T] {
    match slice.split_at_checked(start) {
        Some((_, rest)) => match rest.split_at_checked(count) {
            Some((part, _)) => part,
            None => &[],
        },
        None => &[],
    }
}

/// Returns `count` numbers from `start` on; none if the slice is too short.
#[inline(always)]
pub(super) const fn part_mut<T>(slice: &mut [T], start: usize, count: usize) -> &mut [T] {
    match slice.split_at_mut_checked(start) {
        Some((_, rest)) => match rest.split_at_mut_checked(count) {
            Some((part, _)) => part,
            None => &mut [],
        },
        None => &mut [],
    }
}

/// Returns the numbers from `start` on; none if the slice is too short.
#[inline(always)]
pub(super) const fn from<T>(slice: &[T], start: usize) -> &[T] {
    match slice.split_at_checked(start) {
        Some((_, rest)) => rest,
        None => &[],
    }
}

/// Sets all numbers.
#[inline(always)]
pub(super) const fn fill<T: Copy>(slice: &mut [T], number: T) {
    let mut i = 0;
    while i < slice.len() {
        slice[i] = number;
        i += 1;
    }
}

/// Returns the smaller number.
#[inline(always)]
pub(super) const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}
