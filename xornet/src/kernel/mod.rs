//! The code that compiled networks call.
//!
//! | file | contents |
//! |---|---|
//! | `compiled` | the traits that the macro implements for a network |
//! | `dispatch` | the choice of the best instruction set of the processor |
//! | `isa` | instruction sets, and the kernels that are compiled for each |
//! | `tiles` | the kernels, on slices of any number of tiles |
//! | `simd` | SIMD vectors, and the instruction sets of each target |
//! | `columns`, `rows` | dense layers with SIMD, whose lanes are units or partial sums |
//! | `sparse` | pruned dense layers |
//! | `window` | convolutions with SIMD |
//! | `block`, `samples` | dense layers for many samples at once |
//! | `quantized` | dense layers and convolutions of eight bits with SIMD |
//! | `spread` | a large batch on several cores |
//! | `plain` | dense layers in plain loops, for const evaluation and processors without SIMD |
//! | `table` | tables of weights from byte strings |
//! | `loops` | layers of all other kinds in plain loops |
//! | `ring` | the frames that a stream keeps |
//! | `stream` | the steps of a stream |
//! | `record` | structs of arrays as one slice |
//! | `flat` | places of values in a scratch |
//! | `names` | names that hide the user's items from an expansion |
//! | `check` | test cases, evaluated by the compiler |
//!
//! Code for const evaluation is defined for each number type by a macro, since const functions cannot call trait
//! methods.

#![cfg_attr(
    not(any(
        target_feature = "sse2",
        target_feature = "neon",
        target_feature = "simd128"
    )),
    allow(
        dead_code,
        unused_macros,
        reason = "without SIMD, everything runs in plain loops"
    )
)]

mod block;
mod check;
mod columns;
mod compiled;
mod dispatch;
mod flat;
mod isa;
mod loops;
pub mod names;
mod plain;
mod quantized;
mod record;
mod ring;
mod rows;
mod samples;
mod simd;
mod sparse;
#[cfg(feature = "rayon")]
mod spread;
mod stream;
mod table;
mod tiles;
mod window;

pub use compiled::{Batch, Compiled, Generated};
pub use dispatch::{every_way, forward, forward_batch, forward_in};
pub use flat::take;
pub use isa::{Isa, Part};
pub use record::{Record, numbers, numbers_mut};
pub use ring::Ring;
pub use samples::transpose;
pub use sparse::Sparse;
pub use stream::{CompiledStream, every_step, process, step};
pub use table::{Aligned, indices};
pub use window::{Axis, Tiles};
pub use xornet_core::kernel::{SAMPLES, SIDE_BY_SIDE};

/// Returns the first `N` numbers: the outputs of a layer of `N` units, without the padding to whole SIMD vectors.
///
/// # Panics
///
/// If there are fewer. In expansions the lengths are constants that fit, so that the compiler removes the check.
#[inline(always)]
#[must_use]
pub const fn first<T, const N: usize>(numbers: &[T]) -> &[T; N] {
    match numbers.first_chunk() {
        Some(numbers) => numbers,
        None => panic!("a layer has more outputs than its array"),
    }
}

macro_rules! kernels {
    ($($float:ident)*) => {$(
        /// The code for one number type.
        pub mod $float {
            pub use crate::activation::$float::array;
            pub use super::check::$float::check;
            pub use super::isa::$float::Kernels;
            pub use super::plain::$float::dense;
            pub use super::loops::$float::*;
            pub use super::table::$float::{row, rows};

            /// Kernels that are inlined into their caller.
            pub mod inlined {
                pub use crate::kernel::tiles::$float::{columns, narrow, rows, side_by_side};
            }
        }
    )*};
}

kernels!(f32 f64);

/// The code for eight bits.
pub mod i8 {
    pub use super::check::i8::check;
    pub use super::loops::i8::*;
    pub use super::quantized::{Products, fold};
    pub use super::table::i8::{row, rows};
}
