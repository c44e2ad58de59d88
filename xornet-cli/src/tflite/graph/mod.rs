//! The graph of a file, with the operators that ONNX has for those of the file, and channels where ONNX has them.

mod attributes;
mod build;
mod call;
mod twins;

pub use self::attributes::{float, int, ints, text};
pub use self::build::build;
pub use self::call::Call;
pub use self::twins::Twin;
