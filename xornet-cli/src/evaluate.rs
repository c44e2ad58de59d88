//! The reference, and the number types that the command reads and writes.

use xornet_model::Float;
pub use xornet_model::evaluate::{Step, Stream, forward, trace};

/// A number type of models that can be written as JSON.
pub trait Number: Float + serde::Serialize {}

impl Number for f32 {}
impl Number for f64 {}
