//! The model file of xornet: TOML text to a checked network, and back; and what code it becomes.
//!
//! ```text
//! text ─ document ─▶ spanned tables ─ check ─▶ Model (proven) ─ plan ─▶ the shape of its code
//!                          │                       └─ write ─▶ text
//!                          └─▶ Failure: all faults, each with its place
//! ```
//!
//! Numbers may be in files of tensors next to the model file: [`read_with`] asks its caller for their
//! bytes, which [`Folder`] reads.
//!
//! ```
//! let text = "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [0.5]]\n";
//! let model = xornet_model::read(text, "half_sum").expect("a good model");
//! let xornet_model::Model::F32(network) = model else { panic!("f32 is the default") };
//! assert_eq!(network.name(), Some("HalfSum"));
//! assert_eq!(network.macs(), 2);
//! ```
//!
//! No input makes this crate panic.
#![forbid(unsafe_code)]

mod budget;
mod check;
mod digits;
mod document;
pub mod draw;
pub mod evaluate;
mod fault;
mod file;
mod float;
mod network;
pub mod outcome;
pub mod plan;
mod suggest;
mod tensors;
mod text;
mod write;

pub use budget::{Cost, Limit};
pub use check::{
    CHECK_LIMIT, Dtype, FULL_LIMIT, Failure, LAYER_LIMIT, Outline, PARAMETER_LIMIT, WIDTH_LIMIT,
    read, read_with, reserved, type_name,
};
pub use fault::{Fault, Lines};
pub use file::{Folder, Format, Input, ReadError, ReadLimit, nearby, open_file, read_file};
pub use float::Float;
pub use network::{Check, Dense, Layer, Model, Network, Unroll};
pub use suggest::help as suggest;
pub use text::{NotUtf8, text};
pub use write::{write, write_external};
pub use xornet_core::Activation;
