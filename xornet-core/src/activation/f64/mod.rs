//! Activation functions of `f64`.
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

piecewise_functions!(f64);
exponential_functions!(f64);
sigmoid_functions!(f64);
silu_functions!(f64);
tanh_functions!(f64);
gelu_functions!(f64);
softplus_functions!(f64);
root_functions!(f64);
sine_functions!(f64);
