//! Instruction sets, and the kernels that are compiled for each.
//!
//! The code of a network is generic over an instruction set. Short loops are inlined into it. Long loops are methods of
//! `Kernels`, which are compiled with this crate, so that their speed does not depend on how the calling crate is
//! optimised.

use super::quantized;

/// An instruction set, as a token that exists only where the processor has it.
pub trait Isa: f32::Kernels + f64::Kernels + quantized::Kernels {
    /// Runs a part of a network in a function of its own, which may use the whole instruction set.
    fn part<P: Part>(self, part: P) -> P::Output;
}

/// A segment of a long network, with references to its inputs.
pub trait Part {
    /// The output: an array of numbers, a tuple of arrays, or nothing if it is in the scratch.
    type Output;

    /// Computes the part on an instruction set.
    fn run<S: Isa>(self, isa: S) -> Self::Output;
}

/// Passes the lists of all kernels and activations to a macro of this module.
macro_rules! with_kernels {
    ($then:ident! { $($arguments:tt)* }) => {
        xornet_core::with_kernels!(
            xornet_core::with_activations! { $crate::kernel::isa::$then! { $($arguments)*; } }
        );
    };
}

/// Defines the trait `Kernels` of one number type.
macro_rules! kernels {
    (
        $float:ident, $wide:literal;
        columns { $($columns:ident($($columns_shape:literal),+))* }
        rows { $($rows:ident($($rows_shape:literal),+))* }
        blocks { $($block:ident($($block_shape:literal),+))* }
        filters { $($filters:ident($($filters_shape:literal),+))* }
        channels { $($channels:ident($($channels_shape:literal),+))* }
        identity { $($identity:tt)* }
        elementwise { $(
            $(#[$doc:meta])*
            $activation:ident $variant:ident $({ $($(#[$parameter_doc:meta])* $parameter:ident = $default:expr;)+ })?;
        )* }
        whole { $($whole:tt)* }
    ) => {
        #[doc = concat!("The kernels of `", stringify!($float), "`.")]
        pub(super) mod $float {
            use xornet_core::kernel::{LISTS, SAMPLES};

            use crate::kernel::simd::Lanes;
            use crate::kernel::sparse::View;
            use crate::kernel::window::Tiles;

            /// The kernels of an instruction set for this number type.
            ///
            /// The methods for dense layers add `x · weights` to `sums`, for as many tiles as `sums` has.
            pub trait Kernels: Copy {
                /// A SIMD vector of 32 bytes, or else the widest one of the instruction set.
                type Wide: Lanes<Scalar = $float, Proof = Self>;
                /// A SIMD vector of 16 bytes.
                type Narrow: Lanes<Scalar = $float, Proof = Self::Narrower>;
                /// The instruction set of `Narrow`.
                type Narrower: Copy;

                /// Returns the proof for `Narrow`: a processor that has `Wide` has it too.
                fn narrower(self) -> Self::Narrower;

                $(
                    /// Computes tiles of this size, whose lanes are units.
                    fn $columns(self, x: &[$float], tiles: &[$float], sums: &mut [$float]);
                )*

                $(
                    /// Computes tiles of this size, whose lanes are partial sums.
                    fn $rows(self, x: &[$float], tiles: &[$float], sums: &mut [$float]);
                )*

                $(
                    /// Computes tiles of this size for several samples.
                    fn $block(
                        self,
                        x: &[&[$float]; SAMPLES],
                        tiles: &[$float],
                        sums: [&mut [$float]; SAMPLES],
                    );
                )*

                $(
                    /// Computes a convolution in tiles of this size, whose lanes are filters.
                    fn $filters(self, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]);
                )*

                $(
                    /// Computes a depthwise convolution in tiles of this size, whose lanes are channels.
                    fn $channels(self, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]);
                )*

                /// Computes a pruned layer.
                fn sparse(self, x: &[$float], table: View<'_, $float, { $wide * LISTS }>, sums: &mut [$float]);

                $(
                    #[doc = concat!("Applies `", stringify!($activation), "` to each value, in place.")]
                    fn $activation(self, values: &mut [[$float; $wide]] $($(, $parameter: $float)+)?);
                )*
            }
        }
    };
}

/// Implements the kernels of one number type for one instruction set.
macro_rules! implement {
    (
        $float:ident x $lanes:literal for $isa:ident: $wide:ident, $narrow:ident of $narrower:ident;
        $feature:tt;
        columns { $($columns:ident($($columns_shape:literal),+))* }
        rows { $($rows:ident($($rows_shape:literal),+))* }
        blocks { $($block:ident($($block_shape:literal),+))* }
        filters { $($filters:ident($($filters_shape:literal),+))* }
        channels { $($channels:ident($($channels_shape:literal),+))* }
        identity { $($identity:tt)* }
        elementwise { $(
            $(#[$doc:meta])*
            $activation:ident $variant:ident $({ $($(#[$parameter_doc:meta])* $parameter:ident = $default:expr;)+ })?;
        )* }
        whole { $($whole:tt)* }
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
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
                fn $columns(self, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                    #$feature
                    fn kernel(isa: $isa, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                        $crate::kernel::tiles::$float::columns::<_, $($columns_shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )*

            $(
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
                fn $rows(self, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                    #$feature
                    fn kernel(isa: $isa, x: &[$float], tiles: &[$float], sums: &mut [$float]) {
                        $crate::kernel::tiles::$float::rows::<_, $($rows_shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )*

            $(
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
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
                        $crate::kernel::tiles::$float::block::<_, $($block_shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )*

            $(
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
                fn $filters(self, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]) {
                    #$feature
                    fn kernel(isa: $isa, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]) {
                        $crate::kernel::tiles::$float::filters::<_, $($filters_shape),+>(isa, tiles, x, y);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, tiles, x, y) }
                }
            )*

            $(
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
                fn $channels(self, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]) {
                    #$feature
                    fn kernel(isa: $isa, tiles: &Tiles<'_, $float>, x: &[$float], y: &mut [$float]) {
                        $crate::kernel::tiles::$float::channels::<_, $($channels_shape),+>(isa, tiles, x, y);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, tiles, x, y) }
                }
            )*

            #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
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
                #[allow(unused_unsafe, reason = "the call is safe if the target always has the instructions")]
                fn $activation(self, values: &mut [[$float; $lanes]] $($(, $parameter: $float)+)?) {
                    #$feature
                    fn kernel(values: &mut [[$float; $lanes]] $($(, $parameter: $float)+)?) {
                        // Where a result is the number that was loaded, LLVM stores the others alone, by an instruction
                        // that takes twenty cycles on AMD's processors. It cannot know that these bits change nothing.
                        let x86 = cfg!(any(target_arch = "x86", target_arch = "x86_64"));
                        let zero: $float = if x86 { core::hint::black_box(0.0) } else { 0.0 };
                        for values in values {
                            // Keeps LLVM from computing eight arrays side by side, whose numbers it would have to
                            // transpose.
                            core::sync::atomic::compiler_fence(core::sync::atomic::Ordering::SeqCst);
                            let x = values.map(|x| $float::from_bits(x.to_bits() | zero.to_bits()));
                            *values = $crate::activation::$float::array::$activation(x $($(, $parameter)+)?);
                        }
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(values $($(, $parameter)+)?) }
                }
            )*
        }
    };
}

#[allow(unused_imports, reason = "used on targets with SIMD")]
pub(super) use {implement, kernels, with_kernels};

with_kernels!(kernels! { f32, 8 });
with_kernels!(kernels! { f64, 4 });
