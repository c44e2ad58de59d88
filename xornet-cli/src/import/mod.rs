//! Importing the files of other frameworks as models.
//!
//! ```text
//! ONNX, TensorFlow Lite ──┐
//!                         ├─▶ Source: a graph of operations ─ fold ─▶ layers ─ draft ─▶ Model, verified
//! safetensors, JSON ──────┘                └─▶ the output for any input, in f64 ─ cases ──┘
//! ```
//!
//! [`import`] does all of this. The command parses the arguments, reads the file, writes the model and prints the report.

#[cfg(test)]
use self::convert::{Floats, floats};
pub use self::convert::{Imported, import};
pub use self::error::Error;
pub use self::examine::examine;
pub use self::options::{Cases, Options};

pub mod activations;
pub mod assembly;
pub mod bytes;
pub mod cases;
pub mod cells;
mod compare;
mod convert;
pub mod data;
pub mod draft;
mod error;
mod examine;
pub mod file;
pub mod fold;
pub mod frames;
pub mod graph;
mod integers;
pub mod json;
pub mod layer;
pub mod names;
mod options;
pub mod provenance;
pub mod random;
pub mod report;
pub mod safetensors;
pub mod source;
pub mod stream;
pub mod tolerance;
pub mod unsupported;

#[cfg(test)]
mod tests;
