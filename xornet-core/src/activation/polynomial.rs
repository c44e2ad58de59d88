//! Polynomials, constant term first.
//!
//! Macros rather than loops over a slice: there is then nothing to unroll before the loop
//! around them can be vectorised.

/// By Horner's rule.
macro_rules! horner {
    ($x:ident; $last:expr) => { $last };
    ($x:ident; $first:expr, $($rest:expr),+) => { $first + $x * horner!($x; $($rest),+) };
}

/// By Horner's rule in `x²` on pairs of terms: as many operations, where the square is
/// needed anyway, and half as many of them wait for each other.
macro_rules! pairs {
    ($x:ident, $square:ident; $last:expr) => { $last };
    ($x:ident, $square:ident; $first:expr, $second:expr) => { $first + $x * $second };
    ($x:ident, $square:ident; $first:expr, $second:expr, $($rest:expr),+) => {
        ($first + $x * $second) + $square * pairs!($x, $square; $($rest),+)
    };
}
