//! The reference, and the number types that the command reads and writes.

pub use xornet_model::evaluate::{Step, Stream, forward, trace};

use crate::command::Explain;

/// A number type of models that can be written as JSON.
pub trait Number: Explain + serde::Serialize {}

impl Number for f32 {}
impl Number for f64 {}
impl Number for i8 {}

/// A floating-point type of models that can be written as JSON.
pub trait FloatNumber: Number + xornet_model::Float {}

impl FloatNumber for f32 {}
impl FloatNumber for f64 {}
