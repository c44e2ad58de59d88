//! The limits of what is read and compiled.

/// The largest number of inputs of a network and of units of a layer.
pub const WIDTH_LIMIT: usize = 1 << 20;

/// The largest number of numbers of one value: of an input, or of the output of a layer.
pub const VALUE_LIMIT: usize = 1 << 24;

/// The largest number of weights and biases of a network.
pub const PARAMETER_LIMIT: usize = 1 << 26;

/// The largest number of layers of a network. A layer of 9 units takes rustc some 30 ms and 1 MB in a dev
/// build, and 0.1 s in a release build (`cargo test --test limits -- --ignored` compiles networks at the
/// limit).
pub const LAYER_LIMIT: usize = 256;

/// The largest amount of straight-line code that `unroll = "full"` generates, in products of weights that are not
/// zero, and sums. At the limit, rustc takes some seconds in a dev build and up to half a minute in a release build;
/// beyond it, its time grows faster than the code.
pub const FULL_LIMIT: usize = 16_384;

/// The largest number of multiply-adds of all test cases together; in layers without products, of the numbers that
/// they read or write. The macro runs the cases each time that the crate compiles: in a dev build, a million
/// multiply-adds take a third of a second.
pub const CHECK_LIMIT: usize = 1 << 26;
