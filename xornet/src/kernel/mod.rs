//! What compiled networks call. Everything is monomorphic in the number type, since trait methods
//! cannot be called in const evaluation.

mod check;
mod table;
mod tile;

/// `outputs[i] = forward(&inputs[i])`.
///
/// # Panics
///
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn batch<I, O>(forward: impl Fn(&I) -> O, inputs: &[I], outputs: &mut [O]) {
    assert!(
        inputs.len() == outputs.len(),
        "forward_batch: {} inputs, but room for {} outputs",
        inputs.len(),
        outputs.len(),
    );
    for (input, output) in inputs.iter().zip(outputs) {
        *output = forward(input);
    }
}

macro_rules! kernels {
    ($($float:ident)*) => {$(
        /// The kernels for one number type.
        pub mod $float {
            pub use crate::activation::$float::array;
            pub use super::check::$float::check;
            pub use super::table::$float::{biases, rows, tiles, Tiles};
            pub use super::tile::$float::dense;
        }
    )*};
}

kernels!(f32 f64);
