//! What is done on the targets.

pub mod bits;
pub mod builds;
pub mod cost;
pub mod proof;
pub mod suite;
