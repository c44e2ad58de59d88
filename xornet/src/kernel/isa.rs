//! Instruction sets, and the kernels compiled for each.
//!
//! A network's code is generic over an instruction set. What is short is inlined into it; what
//! takes long is a method of `Kernels`, compiled with this crate, so that its speed does not depend
//! on how the calling crate is optimised.

/// An instruction set, as a token that exists only where the processor has it.
pub trait Isa: f32::Kernels + f64::Kernels {
    /// Runs a part of a network in a function of its own, which may use the whole instruction set.
    fn part<P: Part>(self, input: &P::Input) -> P::Output;
}

/// A part of a long network.
pub trait Part {
    /// An array of numbers.
    type Input;
    /// An array of numbers.
    type Output;

    /// Computes the part on an instruction set.
    fn run<S: Isa>(isa: S, input: &Self::Input) -> Self::Output;
}

/// Hands the list of all kernels to a macro: the name of each, the function, and the shape of its
/// tiles, `R` registers of units or `B` units, and the partial sums. Then the list of activations of
/// one number.
macro_rules! with_kernels {
    ($then:ident! { $($arguments:tt)* }) => {
        $crate::kernel::isa::$then! {
            $($arguments)*;
            columns_2x2 = columns(2, 2, false),
            columns_2x2_relu = columns(2, 2, true),
            columns_2x4 = columns(2, 4, false),
            columns_2x4_relu = columns(2, 4, true),
            columns_3x2 = columns(3, 2, false),
            columns_3x2_relu = columns(3, 2, true),
            columns_4x1 = columns(4, 1, false),
            columns_4x1_relu = columns(4, 1, true),
            columns_4x2 = columns(4, 2, false),
            columns_4x2_relu = columns(4, 2, true),
            columns_5x1 = columns(5, 1, false),
            columns_5x1_relu = columns(5, 1, true),
            columns_6x1 = columns(6, 1, false),
            columns_6x1_relu = columns(6, 1, true),
            columns_7x1 = columns(7, 1, false),
            columns_7x1_relu = columns(7, 1, true),
            columns_8x1 = columns(8, 1, false),
            columns_8x1_relu = columns(8, 1, true),
            rows_1x16 = rows(1, 16),
            rows_1x32 = rows(1, 32),
            rows_1x8 = rows(1, 8),
            rows_2x16 = rows(2, 16),
            rows_2x8 = rows(2, 8),
            rows_3x8 = rows(3, 8),
            rows_4x8 = rows(4, 8),
            rows_5x8 = rows(5, 8);
            columns_4x1_block = block(4, false),
            columns_4x1_relu_block = block(4, true),
            columns_5x1_block = block(5, false),
            columns_5x1_relu_block = block(5, true),
            columns_6x1_block = block(6, false),
            columns_6x1_relu_block = block(6, true),
            columns_7x1_block = block(7, false),
            columns_7x1_relu_block = block(7, true),
            columns_8x1_block = block(8, false),
            columns_8x1_relu_block = block(8, true);
            relu(), relu6(), leaky_relu(slope), elu(alpha), selu(), celu(alpha), gelu(),
            gelu_tanh(), silu(), mish(), sigmoid(), hard_sigmoid(), hard_swish(), tanh(),
            softplus(), softsign(), exponential(), sigmoid_precise(), tanh_precise()
        }
    };
}

/// The trait of one number type.
macro_rules! kernels {
    (
        $float:ident, $wide:literal;
        $($name:ident = $kind:ident($($shape:literal),+)),+;
        $($block:ident = $block_kind:ident($($block_shape:literal),+)),+;
        $($activation:ident($($parameter:ident)?)),+
    ) => {
        #[doc = concat!("The kernels of `", stringify!($float), "`.")]
        pub(super) mod $float {
            use crate::kernel::block::SAMPLES;
            use crate::kernel::sparse::{LISTS, View};
            use crate::kernel::simd::Lanes;

            /// The instruction set as far as this type goes.
            ///
            /// The methods add `x · weights` to `sums`, for as many tiles as there are sums.
            pub trait Kernels: Copy {
                /// A register of 32 bytes, or the widest there is.
                type Wide: Lanes<Scalar = $float, Proof = Self>;
                /// A register of 16 bytes.
                type Narrow: Lanes<Scalar = $float, Proof = Self::Narrower>;
                /// The instruction set of `Narrow`.
                type Narrower: Copy;

                /// Whoever has `Wide` has `Narrow`.
                fn narrower(self) -> Self::Narrower;

                $(
                    #[doc = concat!("`", stringify!($kind), "` of this shape.")]
                    fn $name(self, x: &[$float], tiles: &[$float], sums: &mut [$float]);
                )+

                $(
                    #[doc = concat!("`", stringify!($block_kind), "` of this shape.")]
                    fn $block(
                        self,
                        x: &[&[$float]; SAMPLES],
                        tiles: &[$float],
                        sums: [&mut [$float]; SAMPLES],
                    );
                )+

                /// Tiles of a pruned layer.
                fn sparse(self, x: &[$float], table: View<'_, $float, { $wide * LISTS }>, sums: &mut [$float]);

                $(
                    #[doc = concat!("`", stringify!($activation), "` of each value.")]
                    fn $activation(self, values: &mut [[$float; $wide]] $(, $parameter: $float)?);
                )+
            }
        }
    };
}

/// The kernels of one number type, compiled for one instruction set.
macro_rules! implement {
    (
        $float:ident x $lanes:literal for $isa:ident: $wide:ident, $narrow:ident of $narrower:ident;
        $feature:tt;
        $($name:ident = $kind:ident($($shape:literal),+)),+;
        $($block:ident = $block_kind:ident($($block_shape:literal),+)),+;
        $($activation:ident($($parameter:ident)?)),+
    ) => {
        impl $crate::kernel::isa::$float::Kernels for $isa {
            type Wide = $wide;
            type Narrow = $narrow;
            type Narrower = $narrower;

            #[inline(always)]
            fn narrower(self) -> $narrower {
                $narrower(())
            }

            $(
                #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
                fn $name(self, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                    #$feature
                    fn kernel(isa: $isa, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                        $crate::kernel::tiles::$float::$kind::<_, $($shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )+

            $(
                #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
                fn $block(
                    self,
                    x: &[&[$float]; SAMPLES],
                    tiles: &[$float],
                    sums: [&mut [$float]; SAMPLES],
                ) {
                    #$feature
                    fn kernel(
                        isa: $isa,
                        x: &[&[$float]; SAMPLES],
                        tiles: &[$float],
                        sums: [&mut [$float]; SAMPLES],
                    ) {
                        $crate::kernel::tiles::$float::$block_kind::<_, $($block_shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )+

            #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
            fn sparse(self, x: &[$float], table: View<'_, $float, { $lanes * LISTS }>, sums: &mut [$float]) {
                #$feature
                fn kernel(isa: $isa, x: &[$float], table: View<'_, $float, { $lanes * LISTS }>, sums: &mut [$float]) {
                    let sums = sums.as_chunks_mut().0.as_chunks_mut().0;
                    $crate::kernel::sparse::add::<$wide, _, $lanes, { $lanes * LISTS }>(isa, x, table, sums);
                }
                // SAFETY: `self` exists only where the processor has the instructions.
                unsafe { kernel(self, x, table, sums) }
            }

            $(
                #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
                fn $activation(self, values: &mut [[$float; $lanes]] $(, $parameter: $float)?) {
                    #$feature
                    fn kernel(values: &mut [[$float; $lanes]] $(, $parameter: $float)?) {
                        for values in values {
                            *values = $crate::activation::$float::array::$activation(*values $(, $parameter)?);
                        }
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(values $(, $parameter)?) }
                }
            )+
        }
    };
}

#[allow(unused_imports, reason = "used where there are registers")]
pub(super) use {implement, kernels, with_kernels};

with_kernels!(kernels! { f32, 8 });
with_kernels!(kernels! { f64, 4 });
