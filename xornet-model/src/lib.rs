//! The model file of xornet: from TOML text to a checked network and back, and the plan of its code.
//!
//! ```text
//! text ─ document ─▶ spanned tables ─ read ─▶ Model (checked) ─ plan ─▶ Plan: its code
//!                          │                      └─ write ─▶ text
//!                          └─▶ InvalidModel: all errors, each with its place
//! ```
//!
//! Weights and biases may be in files of tensors next to the model file: [`read_with`] asks its caller
//! for the bytes of these files, and [`Folder`] reads them.
//!
//! ```
//! let text = "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [0.5]]\n";
//! let model = xornet_model::read(text, "half_sum").expect("a good model");
//! let xornet_model::Model::F32(network) = model else { panic!("f32 is the default") };
//! assert_eq!(network.name(), Some("HalfSum"));
//! assert_eq!(network.macs(), 2);
//! ```
//!
//! No model file makes this crate panic.
#![forbid(unsafe_code)]

mod budget;
mod diagnostic;
mod digits;
mod document;
pub mod draw;
pub mod evaluate;
mod file;
mod layer;
mod limits;
mod network;
mod number;
pub mod outcome;
pub mod plan;
mod quantity;
pub mod quantized;
mod read;
mod suggest;
mod tensors;
mod text;
mod write;

pub use budget::{Cost, Limit};
pub use diagnostic::{Diagnostic, Lines};
pub use file::{Folder, Format, Input, ReadError, ReadLimit, nearby, open_file, read_file};
pub use layer::{
    Attribute, BatchNorm, Concatenate, Connections, Convolution, Dense, Frames, GateOrder,
    GlobalPool, Layer, LayerNorm, Merge, NetworkLayer, Padding, Parameter, Pool, Prelu, Recurrent,
    RecurrentOptions, RecurrentTensors, Reshape, Slice, Statistics, TransposedConvolution,
    Upsample, Window, Written as WrittenActivation,
};
pub use limits::{CHECK_LIMIT, FULL_LIMIT, LAYER_LIMIT, PARAMETER_LIMIT, VALUE_LIMIT, WIDTH_LIMIT};
pub use network::{Builder, InvalidNetwork, Model, Network, Node, Port, TestCase, Unroll, ValueId};
pub use number::{Element, Float, Number, Numbers};
pub use quantity::quantity;
pub(crate) use read::identifier;
pub use read::{InvalidModel, Outline, field_name, read, read_with, reserved, type_name};
pub use suggest::help as suggest;
pub(crate) use suggest::list as suggest_list;
pub use text::{NotUtf8, text};
pub use write::{Comments, Part, Writer, Written, write, write_external};
pub use xornet_core::quantized::{Quantization, Rounding};
pub use xornet_core::{Activation, DType, InvalidParameter, LayerKind, Shape, TensorType};
