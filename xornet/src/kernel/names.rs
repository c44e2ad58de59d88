//! The names that an expansion uses next to the user's own items.
//!
//! A parameter `input` does not compile where a constant or static `input` can be seen: its name
//! would be a pattern. A function is no pattern, and an import hides what is further out. So an
//! expansion imports a function of each name, and the primitive types.

pub use core::primitive::{f32, f64, usize};

/// Hides what is called so around the call.
pub const fn input() {}

/// Hides what is called so around the call.
pub const fn inputs() {}

/// Hides what is called so around the call.
pub const fn isa() {}

/// Hides what is called so around the call.
pub const fn outputs() {}
