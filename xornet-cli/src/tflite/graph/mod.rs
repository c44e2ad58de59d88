//! The graph of a file, with the operators that ONNX has for those of the file, and channels where ONNX has them.

mod attributes;
mod build;
mod call;
mod twins;
mod values;

pub use self::attributes::{float, int, ints, text};
pub use self::build::build;
pub use self::call::{Call, Options};
pub use self::twins::Twin;
