//! Activation functions of `f32`.
//!
//! No function panics or calls the platform's mathematics library: the same input gives the same bits on
//! every target that follows IEEE 754.
//! [`Activation`](super::Activation) has a table of their largest errors.

mod constants;
mod polynomial;

#[doc(hidden)]
pub mod array;
mod kernel;
mod vector;

pub use vector::{log_softmax, softmax};

use constants::*;
use kernel::*;

piecewise_functions!(f32);
exponential_functions!(f32);
sigmoid_functions!(f32);
silu_functions!(f32);
tanh_functions!(f32);
gelu_functions!(f32);
softplus_functions!(f32);
root_functions!(f32);
sine_functions!(f32);
