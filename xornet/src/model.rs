/// Turns a model file into a type, while the calling crate compiles.
///
/// # The call
///
/// ```
/// # mod first {
/// xornet::model!("models/xor.toml"); // a private unit struct `Xor`
/// # }
/// xornet::model!(
///     /// An exclusive or.
///     #[derive(Clone, Copy, Debug)]
///     pub Gate = "models/xor.toml"
/// );
/// assert_eq!(Gate::INPUTS, 2);
/// assert_eq!(Gate::MACS, 12);
/// ```
///
/// The type is named by the file: by its `name` key, otherwise by the file's stem in
/// UpperCamelCase. The call may choose another name and a visibility; attributes and doc comments
/// in front are kept.
///
/// The call makes items, and stands where items do: in a module or among the statements of a
/// function. It has no value. In place of `let net = xornet::model!("models/xor.toml");`, write the
/// call on a line of its own and then `Xor::forward(…)`.
///
/// A path is relative to the directory of the calling crate's `Cargo.toml`. A path that begins
/// with `./` or `../` is relative to the source file that holds the literal. Absolute paths are
/// refused, since they name a place on one machine. An edited model file rebuilds the crate.
///
/// ## A model file that a build script writes
///
/// Such a file is in `OUT_DIR`, whose path nobody can write down, and macros in the call, such as
/// `concat!(env!("OUT_DIR"), …)`, are not expanded. Let the build script write the call, too, next
/// to the model file:
///
/// ```no_run
/// # fn build(model: &str) -> std::io::Result<()> {
/// // in build.rs
/// let folder = std::env::var("OUT_DIR").expect("cargo sets it for build scripts");
/// std::fs::write(format!("{folder}/net.toml"), model)?;
/// std::fs::write(format!("{folder}/net.rs"), "xornet::model!(pub Net = \"./net.toml\");")?;
/// # Ok(())
/// # }
/// ```
///
/// The crate takes it in where it wants the type:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/net.rs"));
/// ```
///
/// What the script reads is named with `cargo::rerun-if-changed`, as always; the new model file then
/// rebuilds the crate. `examples/build-script` in the repository is a crate that does this.
///
/// # The file
///
/// ```toml
/// name = "Xor"                 # optional; default: the file's stem in UpperCamelCase
/// description = "…"            # optional; becomes the type's documentation
/// dtype = "f32"                # optional: "f32" (default) or "f64"
/// input = 2                    # length of the input vector
/// unroll = "auto"              # optional: "auto" (default), "full" (straight-line code), "none" (loops)
///
/// [limits]                     # optional: budgets; a network beyond one is a compile error
/// macs = 1_000                 # multiply-adds in one forward pass
/// parameters = 1_000           # weights and biases in this file
/// weight_bytes = 4_096         # bytes of these
/// activation_bytes = 512       # bytes of a layer's input and output vectors, where these are largest
///
/// [[layers]]
/// type = "dense"               # output = activation(input · weights + biases)
/// units = 4
/// activation = "sigmoid"       # optional, default "linear"; or { type = "leaky_relu", slope = 0.01 }
/// weights = [[…4…], […4…]]     # one row per input, one column per unit
/// biases = [0.0, 0.0, 0.0, 0.0]   # optional, default zeros
///
/// [[layers]]
/// type = "activation"          # an activation of its own
/// activation = "softmax"
///
/// [[checks]]                   # optional, any number: cases that must hold, or the crate does not compile
/// input = [0.0, 1.0]
/// output = [0.6475071858280965]
/// tolerance = 1e-6             # optional, absolute, default 1e-5
/// ```
///
/// The activations, with their formulas, are those of [`Activation`](crate::Activation). Numbers
/// are read from their text once, to the nearest value of `dtype`.
///
/// A network has at most 256 layers, 2^20 inputs and units of a layer, and 2^26 parameters; under
/// `unroll = "full"` at most 16 384 nonzero weights and units. All `[[checks]]` together take at most
/// 2^26 multiply-adds.
///
/// ## Weights in another file
///
/// In place of its numbers, `weights` or `biases` may name a tensor of a
/// [safetensors](https://huggingface.co/docs/safetensors) file:
///
/// ```toml
/// [[layers]]
/// type = "dense"
/// units = 64
/// weights = { file = "digits.safetensors", tensor = "fc1.weight", transpose = true }
/// biases = { file = "digits.safetensors", tensor = "fc1.bias" }
/// ```
///
/// * `file` is a path from the folder of the model file, its parts divided by `/`. It may lead
///   upwards; an absolute one is refused, since it would name a place on one machine. An edit of
///   that file rebuilds the crate, as one of the model file does.
/// * `tensor` has two dimensions for `weights`, one row per input and one column per unit, and one
///   dimension for `biases`. Its numbers are `F32`, `F64`, `F16` or `BF16`, and become the nearest
///   values of `dtype`; only from `F64` to `f32` does that round. NaN, infinities and what is too
///   large are refused.
/// * `transpose = true` exchanges rows and columns of `weights`: PyTorch's `Linear.weight` has one
///   row per unit.
///
/// # The type
///
/// For a network with `I` inputs and `O` outputs in `f32` (or `f64`, by `dtype`), the type has
///
/// * `fn forward(input: &[f32; I]) -> [f32; O]`,
/// * `const fn forward_const(input: &[f32; I]) -> [f32; O]`, the same bits in const contexts,
/// * `fn forward_batch(inputs: &[[f32; I]], outputs: &mut [[f32; O]])`, the same bits for many
///   inputs; it panics, naming both lengths, where they differ,
/// * the constants `INPUTS`, `OUTPUTS`, `PARAMETERS` (weights and biases in the file), `MACS`
///   (multiply-adds: inputs times units, over the dense layers), `WEIGHT_BYTES` (bytes of weights
///   and biases) and `ACTIVATION_BYTES` (bytes of a layer's input and output, where these are largest),
/// * an implementation of [`Network`](crate::Network).
///
/// # Errors
///
/// Each fault of the file is one compile error that shows the line, says what was expected and
/// how to fix it. A test case of `[[checks]]` that does not hold is one, too: the macro runs all of
/// them through the [reference](crate::reference), and the compiler evaluates `forward_const` on the
/// first ones, as far as that is quick. Of many that do not hold, the ten that are furthest off are
/// shown.
#[macro_export]
macro_rules! model {
    ($($call:tt)*) => {
        $crate::__private::model! { $crate $($call)* }
    };
}
