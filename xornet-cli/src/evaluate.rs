//! Number types of models that the command reads and writes.

use xornet_model::Float;
pub use xornet_model::evaluate::{Step, forward, trace};

/// A number type of models that JSON can hold.
pub trait Number: Float + serde::Serialize {}

impl Number for f32 {}
impl Number for f64 {}
