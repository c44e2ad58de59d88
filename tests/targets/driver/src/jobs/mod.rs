//! What is done on the targets.

pub mod bits;
pub mod cost;
pub mod proof;
pub mod suite;
