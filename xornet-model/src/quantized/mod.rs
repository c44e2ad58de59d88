//! Layers of eight bits, one file per family: each reads its keys, and answers the questions of the rest of the crate.
//!
//! The arithmetic is in [`xornet_core::quantized`]. Layers that only move or compare integers take their shapes from the same
//! layer of floating-point numbers.

mod activation;
mod code;
mod convolution;
mod dense;
mod factors;
mod frames;
mod keys;
mod layer;
mod mean;
mod merge;
mod packed;
mod products;
mod read;
mod same;

pub use self::activation::ActivationLayer;
pub use self::code::Code;
pub use self::convolution::Convolution;
pub use self::dense::Dense;
pub use self::frames::WindowLayer;
pub use self::layer::Layer;
pub use self::mean::Mean;
pub use self::merge::Merge;
pub use self::packed::Packed;
pub use self::products::{Setting, Weights};
pub use self::same::Same;

pub(crate) use self::keys::table as read_quantization;
