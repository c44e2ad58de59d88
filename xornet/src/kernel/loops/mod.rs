//! Layers in plain loops, which compilers turn into SIMD where they are inlined into code for an instruction set. They
//! run in const evaluation and on processors without SIMD as well.
//!
//! Slices have the lengths that the layers tell. Where one is shorter, the loops end early: they never panic.

mod convolution;
mod merge;
mod norm;
mod pool;
mod quantized;
mod recurrent;
mod shape;
mod slices;

macro_rules! loops {
    ($($float:ident)*) => {$(
        /// The loops for one number type.
        pub mod $float {
            pub use super::convolution::$float::{convolution, transposed_convolution};
            pub use super::merge::$float::{add, broadcast, maximum, minimum, multiply, subtract};
            pub use super::norm::$float::{apply, batch_norm, l2_normalize, layer_norm, prelu};
            pub use super::pool::$float::{global_pool, pool};
            pub use super::recurrent::$float::{
                candidate, cells, gates, gru, last_gate, lstm, reset, rnn,
            };
            pub use super::shape::$float::{concatenate, copy, slice, upsample};
        }
    )*};
}

loops!(f32 f64);

/// The loops for eight bits.
pub mod i8 {
    pub use super::quantized::{
        clamp, convolution, dense, global_pool, lookup, mean, merge, pool, softmax,
    };
    pub use super::shape::i8::{concatenate, copy, slice, upsample};
}
