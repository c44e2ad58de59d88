//! What compiled networks call.
//!
//! | file | what is in it |
//! |---|---|
//! | `compiled` | a network as the macro writes it |
//! | `dispatch` | how one is run on the processor at hand |
//! | `isa` | instruction sets, and the list of kernels that are compiled for each |
//! | `tiles` | the kernels, on slices of any number of tiles |
//! | `simd` | registers, and which instruction sets a target has |
//! | `columns`, `rows` | the two ways through a dense layer with registers |
//! | `sparse` | the way through a pruned one |
//! | `block`, `samples` | the two ways through one for many samples at once |
//! | `spread` | a large batch on several cores |
//! | `plain` | dense layers in plain loops, for const evaluation and processors without registers |
//! | `table` | weights from byte strings |
//! | `names` | what hides the user's items from an expansion |
//! | `check` | recorded cases, evaluated by the compiler |
//!
//! What must run in const evaluation is monomorphic in the number type, since trait methods cannot
//! be called there.

#![cfg_attr(
    not(any(
        target_feature = "sse2",
        target_feature = "neon",
        target_feature = "simd128"
    )),
    allow(
        dead_code,
        unused_macros,
        reason = "without registers, everything runs in plain loops"
    )
)]

mod block;
mod check;
mod columns;
mod compiled;
mod dispatch;
mod isa;
pub mod names;
mod plain;
mod rows;
mod samples;
mod simd;
mod sparse;
#[cfg(feature = "rayon")]
mod spread;
mod table;
mod tiles;

pub use compiled::{Batch, Compiled, Generated};
pub use dispatch::{every_way, forward, forward_batch};
pub use isa::{Isa, Part};
pub use samples::transpose;
pub use sparse::Sparse;
pub use table::{Aligned, indices};
pub use xornet_core::kernel::{SAMPLES, SIDE_BY_SIDE};

/// The first `N` of some numbers: what a layer of `N` units left in a row of whole registers.
///
/// # Panics
///
/// If there are fewer. Expansions know the lengths, and the compiler does.
#[inline(always)]
#[must_use]
pub const fn first<T, const N: usize>(numbers: &[T]) -> &[T; N] {
    match numbers.first_chunk() {
        Some(numbers) => numbers,
        None => panic!("a layer is longer than the room for its sums"),
    }
}

macro_rules! kernels {
    ($($float:ident)*) => {$(
        /// The kernels for one number type.
        pub mod $float {
            pub use crate::activation::$float::array;
            pub use super::check::$float::check;
            pub use super::isa::$float::Kernels;
            pub use super::plain::$float::dense;
            pub use super::table::$float::{row, rows};

            /// Kernels that are compiled into their caller.
            pub mod inlined {
                pub use crate::kernel::tiles::$float::{columns, narrow, rows, side_by_side};
            }
        }
    )*};
}

kernels!(f32 f64);
