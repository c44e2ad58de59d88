//! Activation functions that give the same bits on every platform.
//!
//! [`f32`](mod@self::f32) and [`f64`](mod@self::f64) have the functions, and [`Activation`] stands for one of them
//! with its parameters. All are `const`, and none panics. They are made of additions, multiplications, divisions and
//! selections: they call no mathematics library, and use neither tables nor fused multiply-adds. So the bits of a
//! result depend on the input alone, and a loop over a slice can be vectorised. Only `sin` differs: for large angles it
//! needs the digits of π, and computes in integers. [`Activation`] has a table of the largest errors.

#[macro_use]
mod list;
#[macro_use]
mod polynomial;
#[macro_use]
mod exponent;
#[macro_use]
mod logarithm;
#[macro_use]
mod precise;
#[macro_use]
mod piecewise;
#[macro_use]
mod exponential;
#[macro_use]
mod sigmoid;
#[macro_use]
mod silu;
#[macro_use]
mod tanh;
#[macro_use]
mod gelu;
#[macro_use]
mod softplus;
#[macro_use]
mod root;
#[macro_use]
mod sine;
#[macro_use]
mod vector;
#[macro_use]
mod array;
mod named;
mod parameters;

pub mod f32;
pub mod f64;

pub use named::Activation;
pub use parameters::InvalidParameter;

/// Whether the target has SIMD, so that the compiler vectorises loops. The bits are the same either way.
const VECTORS: bool = cfg!(any(
    target_feature = "sse2",
    target_feature = "neon",
    target_feature = "simd128"
));
