//! The definitions that compile time and run time must share: types and shapes of tensors, activations, layers and
//! graphs of them, the order of summation, and the names of the kernels.
//!
//! `xornet-model` reads and plans networks with them, and `xornet` runs networks with them, so that the two cannot
//! differ. Users depend on the crate `xornet`, which exports what they need.
//!
//! | to add | touch here |
//! |---|---|
//! | an activation | a line in `activation/list.rs`, and a function of that name for [`activation::f32`] and [`activation::f64`] |
//! | a layer kind | a line in `layer/list.rs` and a variant of [`Layer`], a file in `layer/`, a file in `reference/` |
//! | a kernel | a line in `kernel.rs` |
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
mod dtype;
pub mod graph;
pub mod kernel;
#[macro_use]
mod layer;
pub mod quantized;
pub mod reference;
mod scalar;
mod shape;
pub mod summation;

pub use activation::{Activation, InvalidParameter};
pub use dtype::DType;
pub use layer::{
    BatchNorm, Broadcast, Concatenate, Convolution, Dense, Frames, GlobalPool, Layer, LayerKind,
    LayerNorm, Merge, Pool, Prelu, Recurrent, Reshape, Run, Slice, Steps, TransposedAxis,
    TransposedConvolution, Upsample, WindowAxis,
};
pub use scalar::{Float, Scalar};
pub use shape::{Shape, TensorType};
