//! What compiling and running a network must agree on, once: types and shapes of tensors, activations,
//! layers and graphs of them, the order of summation, and the kernels.
//!
//! `xornet` shows these to its users, and `xornet-model` reads and plans with them, so that what is
//! decided at compile time and what runs cannot differ. Use the crate `xornet`.
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
pub mod reference;
mod scalar;
mod shape;
pub mod summation;

pub use activation::Activation;
pub use dtype::DType;
pub use layer::{Dense, Layer, LayerKind};
pub use scalar::Scalar;
pub use shape::{Shape, TensorType};
