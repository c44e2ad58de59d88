//! What compiling and running a network must agree on, once: activations, layers and the order of
//! summation.
//!
//! `xornet` shows these to its users, and `xornet-model` reads and plans with them, so that what is
//! decided at compile time and what runs cannot differ. Use the crate `xornet`.
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
mod layer;
pub mod reference;
mod scalar;
pub mod summation;

pub use activation::Activation;
pub use layer::{Dense, Layer};
pub use scalar::Scalar;
