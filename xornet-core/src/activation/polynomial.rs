//! The evaluation of polynomials, whose constant term comes first.
//!
//! These are macros and not loops over a slice, so that the compiler has nothing to unroll before it can vectorise the
//! loop around them.

/// Evaluates a polynomial by Horner's rule.
macro_rules! horner {
    ($x:ident; $last:expr) => { $last };
    ($x:ident; $first:expr, $($rest:expr),+) => { $first + $x * horner!($x; $($rest),+) };
}

/// Evaluates a polynomial by Horner's rule in `x²`, on pairs of terms. If the square is needed anyway, this takes as
/// many operations, but only half as many of them wait for another.
macro_rules! pairs {
    ($x:ident, $square:ident; $last:expr) => { $last };
    ($x:ident, $square:ident; $first:expr, $second:expr) => { $first + $x * $second };
    ($x:ident, $square:ident; $first:expr, $second:expr, $($rest:expr),+) => {
        ($first + $x * $second) + $square * pairs!($x, $square; $($rest),+)
    };
}
