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

/// Hands the lists of all kernels and activations to a macro of this module.
macro_rules! with_kernels {
    ($then:ident! { $($arguments:tt)* }) => {
        xornet_core::with_kernels!(
            xornet_core::with_activations! { $crate::kernel::isa::$then! { $($arguments)*; } }
        );
    };
}

/// The trait of one number type.
macro_rules! kernels {
    (
        $float:ident, $wide:literal;
        columns { $($columns:ident($($columns_shape:literal),+))* }
        rows { $($rows:ident($($rows_shape:literal),+))* }
        blocks { $($block:ident($($block_shape:literal),+))* }
        identity { $($identity:tt)* }
        elementwise { $(
            $(#[$doc:meta])*
            $activation:ident $variant:ident $({ $(#[$parameter_doc:meta])* $parameter:ident = $($rule:tt)+ })?;
        )* }
        whole { $($whole:tt)* }
    ) => {
        #[doc = concat!("The kernels of `", stringify!($float), "`.")]
        pub(super) mod $float {
            use xornet_core::kernel::{LISTS, SAMPLES};

            use crate::kernel::simd::Lanes;
            use crate::kernel::sparse::View;

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
                    /// `columns` of this shape.
                    fn $columns(self, x: &[$float], tiles: &[$float], sums: &mut [$float]);
                )*

                $(
                    /// `rows` of this shape.
                    fn $rows(self, x: &[$float], tiles: &[$float], sums: &mut [$float]);
                )*

                $(
                    /// `block` of this shape.
                    fn $block(
                        self,
                        x: &[&[$float]; SAMPLES],
                        tiles: &[$float],
                        sums: [&mut [$float]; SAMPLES],
                    );
                )*

                /// Tiles of a pruned layer.
                fn sparse(self, x: &[$float], table: View<'_, $float, { $wide * LISTS }>, sums: &mut [$float]);

                $(
                    #[doc = concat!("`", stringify!($activation), "` of each value.")]
                    fn $activation(self, values: &mut [[$float; $wide]] $(, $parameter: $float)?);
                )*
            }
        }
    };
}

/// The kernels of one number type, compiled for one instruction set.
macro_rules! implement {
    (
        $float:ident x $lanes:literal for $isa:ident: $wide:ident, $narrow:ident of $narrower:ident;
        $feature:tt;
        columns { $($columns:ident($($columns_shape:literal),+))* }
        rows { $($rows:ident($($rows_shape:literal),+))* }
        blocks { $($block:ident($($block_shape:literal),+))* }
        identity { $($identity:tt)* }
        elementwise { $(
            $(#[$doc:meta])*
            $activation:ident $variant:ident $({ $(#[$parameter_doc:meta])* $parameter:ident = $($rule:tt)+ })?;
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
                #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
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
                #[allow(unused_unsafe, reason = "safe where the target has the instructions anyway")]
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
                        $crate::kernel::tiles::$float::block::<_, $($block_shape),+>(isa, x, tiles, sums);
                    }
                    // SAFETY: `self` exists only where the processor has the instructions.
                    unsafe { kernel(self, x, tiles, sums) }
                }
            )*

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
            )*
        }
    };
}

#[allow(unused_imports, reason = "used where there are registers")]
pub(super) use {implement, kernels, with_kernels};

with_kernels!(kernels! { f32, 8 });
with_kernels!(kernels! { f64, 4 });
