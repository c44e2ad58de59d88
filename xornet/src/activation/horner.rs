/// A polynomial by Horner's rule, constant term first.
///
/// A macro rather than a loop over a slice: there is then nothing to unroll before the
/// loop around it can be vectorised.
macro_rules! horner {
    ($x:ident; $last:expr) => { $last };
    ($x:ident; $first:expr, $($rest:expr),+) => { $first + $x * horner!($x; $($rest),+) };
}
