//! Networks of eight bits: their layers, and the arithmetic that turns 32-bit sums into integers of eight bits.
//!
//! | file | contents |
//! |---|---|
//! | `quantization` | the real numbers that integers stand for |
//! | `multiplier`, `rescale` | the factors of sums, and both roundings |
//! | `layer` | the layers |
//! | `lookup`, `softmax`, `merge` | layers with an arithmetic of their own |
//! | `reference` | the computation of each layer in the simplest code |
//!
//! All functions are `const`, and the compiled code calls the same ones, so that only the sums are written twice.

mod layer;
mod lookup;
mod merge;
mod multiplier;
mod quantization;
mod reference;
mod rescale;
mod softmax;

pub use self::layer::{ClampLayer, Convolution, Dense, Frames, Layer, Mean};
pub use self::lookup::{Curve, INTEGERS, Lookup};
pub use self::merge::{Add, AddFactors, Merge, Multiply, Operation};
pub use self::multiplier::Multiplier;
pub use self::quantization::Quantization;
pub(crate) use self::quantization::nearest;
pub use self::reference::average;
pub use self::rescale::{Clamp, Factors, Rescale, Rounding, limits};
pub use self::softmax::Softmax;
