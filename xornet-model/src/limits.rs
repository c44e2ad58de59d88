//! What is too large to read or to compile.

/// The longest input vector, and the most units of a layer.
pub const WIDTH_LIMIT: usize = 1 << 20;

/// The most weights and biases of a network.
pub const PARAMETER_LIMIT: usize = 1 << 26;

/// The most layers of a network. One of 9 units takes rustc some 30 ms and 1 MB in a dev build, and
/// 0.1 s in a release build (`cargo test --test limits -- --ignored` compiles networks at the limit).
pub const LAYER_LIMIT: usize = 256;

/// The most straight-line code that `unroll = "full"` writes: nonzero weights and units. At the
/// limit, rustc takes some seconds in a dev build and up to half a minute in a release build; its time
/// grows faster than linear beyond.
pub const FULL_LIMIT: usize = 16_384;

/// The most multiply-adds of all `[[checks]]` together. The macro runs them each time that the crate
/// compiles: in a dev build, a million take a third of a second.
pub const CHECK_LIMIT: usize = 1 << 26;
