//! What the tests and benchmarks of xornet share. Nothing here is published.
//!
//! | feature | module | what is in it |
//! |---|---|---|
//! | | `random` | pseudo-random numbers, the same everywhere |
//! | | `bits` | the bits of numbers, by which outputs are compared |
//! | | `checksum` | a hash of bytes |
//! | `models` | `activations` | every activation, with a parameter that is not the default |
//! | `models` | `graph` | graphs of random layers of all kinds, and their files |
//! | `models` | `model` | models with random numbers, and their files |
//! | `models` | `oracle` | what a model computes, in double precision |
//! | `network` | `ways` | a compiled network, called in every way |
//! | `network` | `steps` | a compiled stream, called in every way |
//! | `project` | `project` | crates that use `xornet` as any other crate would |
//! | `svg` | `svg` | pictures of measurements |
//!
//! Without features it needs no standard library, for the programs of bare machines.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "network")]
extern crate alloc;
#[cfg(any(feature = "models", feature = "project", feature = "svg"))]
extern crate std;

#[cfg(feature = "models")]
mod activations;
mod bits;
mod checksum;
#[cfg(feature = "models")]
mod graph;
#[cfg(feature = "models")]
mod model;
#[cfg(feature = "models")]
pub mod oracle;
#[cfg(feature = "project")]
mod project;
mod random;
#[cfg(feature = "network")]
mod steps;
#[cfg(feature = "svg")]
pub mod svg;
#[cfg(feature = "network")]
mod ways;

#[cfg(feature = "models")]
pub use activations::{activations, with_parameters};
pub use bits::{Bits, bits, same_bits};
pub use checksum::Checksum;
#[cfg(feature = "models")]
pub use graph::Graph;
#[cfg(feature = "models")]
pub use model::{Dense, Dtype, Layer, Model};
#[cfg(feature = "project")]
pub use project::Project;
pub use random::Random;
#[cfg(feature = "network")]
pub use steps::steps;
#[cfg(feature = "network")]
pub use ways::{network, outputs};
#[cfg(feature = "models")]
pub use xornet_core::Activation;
