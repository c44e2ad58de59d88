//! SIMD vectors with a few operations, one file per architecture.
//!
//! Everything that is built on [`Lanes`] is written once for all of them. On targets without SIMD that is known here, no
//! type implements it, and networks run as plain loops.

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod aarch64;
#[cfg(arm_dsp)]
mod dsp;
#[cfg(not(any(
    arm_dsp,
    all(target_arch = "aarch64", target_feature = "neon"),
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(
        any(target_arch = "x86", target_arch = "x86_64"),
        target_feature = "sse2"
    )
)))]
mod none;
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
mod vnni;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
mod x86;

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
pub(super) use self::aarch64::{Base, dispatch, every_way};
#[cfg(arm_dsp)]
pub(super) use self::dsp::{Dsp, dispatch, every_way};
#[cfg(not(any(
    arm_dsp,
    all(target_arch = "aarch64", target_feature = "neon"),
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(
        any(target_arch = "x86", target_arch = "x86_64"),
        target_feature = "sse2"
    )
)))]
pub(super) use self::none::{dispatch, every_way};
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
pub(super) use self::vnni::Vnni;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use self::wasm::{Base, dispatch, every_way};
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
pub(super) use self::x86::{Avx2, Base, dispatch, every_way};

/// A SIMD vector: several numbers in one register.
///
/// A value exists only on a processor that has its instructions, since it takes a `Proof` of that to make one.
///
/// # Safety
///
/// `arrays` and `arrays_mut` must return all of `numbers`, except for fewer than `LANES` at the end: the result must have
/// `numbers.len() / LANES` elements. Kernels access it without checks.
pub unsafe trait Lanes: Copy {
    /// The type of the numbers, `f32` or `f64`.
    type Scalar: Copy;
    /// The array of as many numbers, `[Scalar; LANES]`.
    type Array: Copy;
    /// A token that exists only on a processor that has the instructions.
    type Proof: Copy;

    /// The number of numbers.
    const LANES: usize;

    /// Makes a vector with `x` in every lane.
    fn splat(proof: Self::Proof, x: Self::Scalar) -> Self;
    /// Makes a vector with `x` in the first lane, and zero in the others.
    fn first(proof: Self::Proof, x: Self::Scalar) -> Self;
    /// Loads the numbers of an array.
    fn load(proof: Self::Proof, from: &Self::Array) -> Self;
    /// Stores the numbers in an array.
    fn store(self, to: &mut Self::Array);

    /// Adds lane by lane.
    fn add(self, other: Self) -> Self;
    /// Multiplies lane by lane.
    fn mul(self, other: Self) -> Self;
    /// Replaces negative numbers by zero, as the activation `relu` does; NaN stays NaN.
    fn relu(self, proof: Self::Proof) -> Self;
    /// Adds the upper half of the lanes to the lower half until one number is left.
    fn fold(self) -> Self::Scalar;

    /// Divides numbers into whole arrays.
    fn arrays(numbers: &[Self::Scalar]) -> &[Self::Array];
    /// Divides numbers into whole arrays that can be changed.
    fn arrays_mut(numbers: &mut [Self::Scalar]) -> &mut [Self::Array];
}

/// Defines a SIMD vector whose operations are functions of `core::arch`.
///
/// The file that uses this macro must make sure that values of `$proof` exist only on a processor that has the
/// instructions, and that the functions for loading and storing need no alignment. Their pointers are those of whole
/// arrays.
macro_rules! register {
    (
        $(#[$attribute:meta])*
        $name:ident($register:ident), $scalar:ident, $lanes:literal, $proof:ident:
        $splat:ident, $load:ident, $store:ident, $add:ident, $mul:ident,
        |$zero:ident, $value:ident| $relu:expr,
        |$folded:ident| $fold:expr
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(arch::$register);

        #[allow(unused_unsafe, reason = "some of these functions are safe on some targets")]
        // SAFETY: `as_chunks` returns as many whole arrays as there are, and `LANES` is their length.
        unsafe impl $crate::kernel::simd::Lanes for $name {
            type Scalar = $scalar;
            type Array = [$scalar; $lanes];
            type Proof = $proof;

            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(_: $proof, x: $scalar) -> Self {
                // SAFETY: the proof.
                Self(unsafe { arch::$splat(x) })
            }

            #[inline(always)]
            fn first(proof: $proof, x: $scalar) -> Self {
                let mut array = [0.0; $lanes];
                array[0] = x;
                Self::load(proof, &array)
            }

            #[inline(always)]
            fn load(_: $proof, from: &[$scalar; $lanes]) -> Self {
                // SAFETY: the proof; the array is as long as the register.
                Self(unsafe { arch::$load(from.as_ptr().cast()) })
            }

            #[inline(always)]
            fn store(self, to: &mut [$scalar; $lanes]) {
                // SAFETY: `self` was made from a proof; the array is as long as the register.
                unsafe { arch::$store(to.as_mut_ptr().cast(), self.0) }
            }

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                // SAFETY: `self` was made from a proof.
                Self(unsafe { arch::$add(self.0, other.0) })
            }

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                // SAFETY: `self` was made from a proof.
                Self(unsafe { arch::$mul(self.0, other.0) })
            }

            #[inline(always)]
            fn relu(self, proof: $proof) -> Self {
                let ($zero, $value) = (Self::splat(proof, 0.0).0, self.0);
                // SAFETY: the proof.
                Self(unsafe { $relu })
            }

            #[inline(always)]
            fn fold(self) -> $scalar {
                let $folded = self.0;
                // SAFETY: `self` was made from a proof.
                unsafe { $fold }
            }

            #[inline(always)]
            fn arrays(numbers: &[$scalar]) -> &[[$scalar; $lanes]] {
                numbers.as_chunks().0
            }

            #[inline(always)]
            fn arrays_mut(numbers: &mut [$scalar]) -> &mut [[$scalar; $lanes]] {
                numbers.as_chunks_mut().0
            }
        }
    };
}

/// Defines the dispatch to the only instruction set of a target, `Base`.
#[allow(unused_macros, reason = "used on targets with one instruction set")]
macro_rules! one_instruction_set {
    ($name:literal) => {
        impl $crate::kernel::isa::Isa for Base {
            #[inline(never)]
            fn part<P: $crate::kernel::isa::Part>(self, part: P) -> P::Output {
                part.run(self)
            }
        }

        /// Runs a task on the instruction set of the target.
        #[inline(always)]
        pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
            task.run(Base(()))
        }

        /// Runs a task on the instruction set of the target, and passes its name and the result to `visit`.
        pub(in super::super) fn every_way<T: Task + Clone>(
            task: T,
            mut visit: impl FnMut(&str, T::Output),
        ) {
            visit($name, task.run(Base(())));
        }
    };
}
#[allow(unused_imports, reason = "used on targets with SIMD")]
use {one_instruction_set, register};
