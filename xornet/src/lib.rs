//! Compiles a trained neural network, written in a TOML file, into Rust code.
//!
//! ```
//! xornet::model!("models/xor.toml"); // a unit struct `Xor`, named by the file
//!
//! let [answer] = Xor::forward(&[0.0, 1.0]);
//! assert!((answer - 0.647_507_2).abs() < 1e-6);
//! ```
//!
//! Weights become constants, and shapes become types: nothing is parsed, allocated or looked up at run time, and nothing
//! can panic. [`mod@reference`] defines the results in plain loops. A compiled network gives the same bits on every
//! target, at every optimisation level and in const evaluation.
//!
//! A network with memory is a stream: its type is its state, and `step` takes one frame after the other.
//!
//! [`model!`] documents the call and the file, [`Network`] and [`Stream`] are for code that is generic over networks, and
//! [`activation`] has the activation functions.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod kernel;
mod model;
mod network;
pub mod reference;
mod stream;

pub use network::{Network, Tensor};
pub use stream::Stream;
pub use xornet_core::activation;
pub use xornet_core::quantized::Quantization;
pub use xornet_core::{
    Activation, BatchNorm, Broadcast, Concatenate, Convolution, DType, Dense, Float, Frames,
    GlobalPool, Layer, LayerKind, LayerNorm, Merge, Pool, Prelu, Recurrent, Reshape, Scalar, Shape,
    Slice, TransposedAxis, TransposedConvolution, Upsample, WindowAxis, graph, quantized,
};

/// The items that expansions of [`model!`] use. They are not public: anything here may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::kernel::{
        Aligned, Axis, Batch, Compiled, CompiledStream, Generated, Isa, Part, Record, Ring,
        SAMPLES, SIDE_BY_SIDE, Sparse, Tiles, every_step, every_way, f32, f64, first, forward,
        forward_batch, forward_in, i8, indices, names, process, step, take, transpose,
    };
    pub use xornet_core::{Run, Steps};

    pub use xornet_macros::model;
}
