//! From the files of other frameworks to a model file.
//!
//! ```text
//! ONNX ────────┐
//!              ├─▶ Source: a chain of operations ─ fold ─▶ layers ─ write ─▶ text ─ read ─▶ Model (proven)
//! safetensors ─┘                └─▶ the output for any input, in f64 ─ checks ─┘
//! ```

pub use self::examine::examine;

pub mod bytes;
pub mod chain;
pub mod checks;
pub mod data;
mod examine;
pub mod file;
pub mod fold;
pub mod function;
pub mod limits;
pub mod names;
pub mod provenance;
pub mod random;
pub mod refusal;
pub mod report;
pub mod safetensors;
pub mod source;
pub mod text;
pub mod tolerance;

#[cfg(test)]
mod tests;
