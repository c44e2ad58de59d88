/// A loop over the indices of an array of `N`: whole groups of eight, a group of four, the rest.
///
/// Three loops, as each of the first two becomes nothing but vectors, whether the compiler
/// unrolls it or not. In one loop of ten or fifteen steps, which it neither unrolls nor makes a
/// vector of, every number costs as much as four. Where there are no vectors, one loop is smaller.
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

/// The functions on arrays, written once for both types.
macro_rules! array_functions {
    ($float:ident) => {
        use super::kernel::{decay, ln};
        use super::vector::largest;

        /// The values as they are.
        #[inline(always)]
        pub const fn linear<const N: usize>(values: [$float; N]) -> [$float; N] {
            values
        }

        with_activations!(array_functions! { @each $float; });

        /// [`super::softmax`] of the array.
        #[inline(always)]
        pub const fn softmax<const N: usize>(mut values: [$float; N]) -> [$float; N] {
            let shift = largest(&values);
            in_groups!(i < N => values[i] = decay(values[i] - shift));
            let sum = sum(&values);
            in_groups!(i < N => values[i] /= sum);
            values
        }

        /// [`super::log_softmax`] of the array.
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

        /// The sum in the order of the array.
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
            $name:ident $variant:ident $({ $(#[$parameter_doc:meta])* $parameter:ident = $($rule:tt)+ })?;
        )* }
        whole { $($whole:tt)* }
    ) => {$(
        #[doc = concat!("[`super::", stringify!($name), "`] of each value.")]
        #[inline(always)]
        pub const fn $name<const N: usize>(
            mut values: [$float; N],
            $($parameter: $float,)?
        ) -> [$float; N] {
            in_groups!(i < N => values[i] = super::$name(values[i], $($parameter)?));
            values
        }
    )*};
}
