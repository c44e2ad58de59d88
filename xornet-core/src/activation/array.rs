/// Loops over the indices of an array of `N` numbers: whole groups of eight, a group of four, and the rest.
///
/// There are three loops because the compiler vectorises each of the first two completely, whether it unrolls them
/// or not. One loop of ten or fifteen steps is neither unrolled nor vectorised, so that every number takes as long
/// as four. Without SIMD, one loop is smaller.
macro_rules! in_groups {
    ($i:ident < $N:ident => $step:expr) => {
        let mut $i = 0;
        if super::super::VECTORS {
            while $i < $N - $N % 8 {
                $step;
                $i += 1;
            }
            while $i < $N - $N % 4 {
                $step;
                $i += 1;
            }
        }
        while $i < $N {
            $step;
            $i += 1;
        }
    };
}

/// Defines the functions on arrays for one number type.
macro_rules! array_functions {
    ($float:ident) => {
        use super::kernel::{all_near, decay, ln, sin_near};
        use super::vector::largest;

        /// Returns the values as they are.
        #[inline(always)]
        pub const fn linear<const N: usize>(values: [$float; N]) -> [$float; N] {
            values
        }

        with_activations!(array_functions! { @each $float; });

        /// Computes [`super::softmax`] of the array.
        #[inline(always)]
        pub const fn softmax<const N: usize>(mut values: [$float; N]) -> [$float; N] {
            let shift = largest(&values);
            in_groups!(i < N => values[i] = decay(values[i] - shift));
            let sum = sum(&values);
            in_groups!(i < N => values[i] /= sum);
            values
        }

        /// Computes [`super::log_softmax`] of the array.
        #[inline(always)]
        pub const fn log_softmax<const N: usize>(mut values: [$float; N]) -> [$float; N] {
            let shift = largest(&values);
            in_groups!(i < N => values[i] -= shift);
            let mut terms = values;
            in_groups!(i < N => terms[i] = decay(terms[i]));
            let log = ln(sum(&terms));
            in_groups!(i < N => values[i] -= log);
            values
        }

        /// Adds the values in the order of the array.
        #[inline(always)]
        const fn sum<const N: usize>(values: &[$float; N]) -> $float {
            let mut sum = 0.0;
            let mut i = 0;
            while i < N {
                sum += values[i];
                i += 1;
            }
            sum
        }
    };
    (
        @each $float:ident;
        identity { $($identity:tt)* }
        elementwise { $(
            $(#[$doc:meta])*
            $name:ident $variant:ident $({ $($(#[$parameter_doc:meta])* $parameter:ident = $default:expr;)+ })?;
        )* }
        whole { $($whole:tt)* }
    ) => {$(
        #[doc = concat!("Computes [`super::", stringify!($name), "`] of each value.")]
        #[inline(always)]
        pub const fn $name<const N: usize>(
            mut values: [$float; N],
            $($($parameter: $float,)+)?
        ) -> [$float; N] {
            array_functions!(@apply $name, values, N $($(, $parameter)+)?);
            values
        }
    )*};
    // Large angles take a way that cannot be vectorised. So that others need not take it, one test for the whole array
    // decides.
    (@apply sin, $values:ident, $N:ident) => {
        if all_near(&$values) {
            in_groups!(i < $N => $values[i] = sin_near($values[i]));
        } else {
            in_groups!(i < $N => $values[i] = super::sin($values[i]));
        }
    };
    (@apply $name:ident, $values:ident, $N:ident $(, $parameter:ident)*) => {
        in_groups!(i < $N => $values[i] = super::$name($values[i] $(, $parameter)*));
    };
}
