//! Vector registers: a few operations on a few numbers side by side, one file per instruction set.
//!
//! Everything that is built on [`Lanes`] is written once for all of them. Where a target has no
//! vector registers that are known here, no type implements it, and networks run as plain loops.

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod aarch64;
#[cfg(not(any(
    all(target_arch = "aarch64", target_feature = "neon"),
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(
        any(target_arch = "x86", target_arch = "x86_64"),
        target_feature = "sse2"
    )
)))]
mod none;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
mod x86;

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
pub(super) use self::aarch64::{dispatch, every_way};
#[cfg(not(any(
    all(target_arch = "aarch64", target_feature = "neon"),
    all(target_arch = "wasm32", target_feature = "simd128"),
    all(
        any(target_arch = "x86", target_arch = "x86_64"),
        target_feature = "sse2"
    )
)))]
pub(super) use self::none::{dispatch, every_way};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use self::wasm::{dispatch, every_way};
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
pub(super) use self::x86::{dispatch, every_way};

/// Numbers side by side in one register.
///
/// A value exists only where its instructions do: they are made from a `Proof` that the processor
/// has them.
///
/// # Safety
///
/// `arrays` and `arrays_mut` must return all of `numbers`, but for a rest of fewer than `LANES`: they
/// have `numbers.len() / LANES` elements. Kernels go through them without checks.
pub unsafe trait Lanes: Copy {
    /// `f32` or `f64`.
    type Scalar: Copy;
    /// `[Scalar; LANES]`.
    type Array: Copy;
    /// A token that exists only where the processor has the instructions.
    type Proof: Copy;

    /// How many numbers.
    const LANES: usize;

    /// `x` in every lane.
    fn splat(proof: Self::Proof, x: Self::Scalar) -> Self;
    /// `x` in the first lane, zero in the others.
    fn first(proof: Self::Proof, x: Self::Scalar) -> Self;
    /// The numbers of an array, in its order.
    fn load(proof: Self::Proof, from: &Self::Array) -> Self;
    /// Back into an array.
    fn store(self, to: &mut Self::Array);

    /// Lane by lane, rounded.
    fn add(self, other: Self) -> Self;
    /// Lane by lane, rounded.
    fn mul(self, other: Self) -> Self;
    /// Zero in the lanes that are less, as the activation `relu`.
    fn relu(self, proof: Self::Proof) -> Self;
    /// The upper half of the lanes added to the lower half, until one is left.
    fn fold(self) -> Self::Scalar;

    /// As many whole arrays as there are.
    fn arrays(numbers: &[Self::Scalar]) -> &[Self::Array];
    /// As many whole arrays as there are.
    fn arrays_mut(numbers: &mut [Self::Scalar]) -> &mut [Self::Array];
}

/// A register type whose operations are functions of `core::arch`.
///
/// Its file answers for their safety: there, values of `$proof` exist only where the processor has
/// the instructions. The pointers are those of whole arrays, and need no alignment.
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

/// Runs a network on the only instruction set of a target, `Base`.
#[allow(unused_macros, reason = "used where a target has one instruction set")]
macro_rules! one_instruction_set {
    ($name:literal) => {
        impl $crate::kernel::isa::Isa for Base {
            #[inline(never)]
            fn part<P: $crate::kernel::isa::Part>(self, input: &P::Input) -> P::Output {
                P::run(self, input)
            }
        }

        /// Runs a task on the instruction set of the target.
        #[inline(always)]
        pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
            task.run(Base(()))
        }

        /// Runs a task on the instruction set of the target.
        pub(in super::super) fn every_way<T: Task + Clone>(
            task: T,
            mut visit: impl FnMut(&str, T::Output),
        ) {
            visit($name, task.run(Base(())));
        }
    };
}
#[allow(unused_imports, reason = "used where there are registers")]
use {one_instruction_set, register};
