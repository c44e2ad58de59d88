/// The functions on arrays, written once for both types.
macro_rules! array_functions {
    ($float:ident) => {
        /// The values as they are.
        #[inline(always)]
        pub const fn linear<const N: usize>(values: [$float; N]) -> [$float; N] {
            values
        }

        array_functions!(@each $float:
            relu(), relu6(), leaky_relu(slope), elu(alpha), selu(), celu(alpha), gelu(),
            gelu_tanh(), silu(), mish(), sigmoid(), sigmoid_precise(), hard_sigmoid(), hard_swish(),
            tanh(), tanh_precise(), softplus(), softsign(), exponential(),
        );
        array_functions!(@whole $float: softmax, log_softmax,);
    };
    (@each $float:ident: $($name:ident($($parameter:ident)?),)+) => {$(
        #[doc = concat!("[`super::", stringify!($name), "`] of each value.")]
        #[inline(always)]
        pub const fn $name<const N: usize>(
            mut values: [$float; N],
            $($parameter: $float,)?
        ) -> [$float; N] {
            let mut i = 0;
            while i < N {
                values[i] = super::$name(values[i], $($parameter)?);
                i += 1;
            }
            values
        }
    )+};
    (@whole $float:ident: $($name:ident,)+) => {$(
        #[doc = concat!("[`super::", stringify!($name), "`] of the array.")]
        #[inline(always)]
        pub const fn $name<const N: usize>(mut values: [$float; N]) -> [$float; N] {
            super::$name(&mut values);
            values
        }
    )+};
}
