//! The names that an expansion uses in the scope of the user's own items.
//!
//! A parameter `input` does not compile if a constant or static `input` is in scope, because its name then is a pattern
//! that refers to the constant. The name of a function is not such a pattern, and an import hides items of outer scopes.
//! So an expansion imports a function for each name of a parameter, and the primitive types.

pub use core::primitive::{f32, f64, i8, i32, str, usize};

/// Hides items of this name around the call; it is never called.
pub const fn input() {}

/// Hides items of this name around the call; it is never called.
pub const fn inputs() {}

/// Hides items of this name around the call; it is never called.
pub const fn isa() {}

/// Hides items of this name around the call; it is never called.
pub const fn outputs() {}

/// Hides items of this name around the call; it is never called.
pub const fn nested() {}

/// Hides items of this name around the call; it is never called.
pub const fn output() {}

/// Hides items of this name around the call; it is never called.
pub const fn scratch() {}

/// Hides items of this name around the call; it is never called.
pub const fn visit() {}
