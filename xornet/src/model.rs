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
/// with `./` or `../` is relative to the source file that holds the literal. An absolute path is an
/// error, since it names a place on one machine. An edited model file rebuilds the crate.
///
/// ## A model file that a build script writes
///
/// Such a file is in `OUT_DIR`, whose path is not known in the source, and macros in the call, such as
/// `concat!(env!("OUT_DIR"), …)`, are not expanded. Let the build script write the call as well, next
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
/// The crate includes it where it needs the type:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/net.rs"));
/// ```
///
/// Name what the script reads with `cargo::rerun-if-changed`, as in any build script; the new model file
/// then rebuilds the crate. `examples/build-script` in the repository is a crate that does this.
///
/// [Activation]: crate::Activation
/// [Stream]: crate::Stream
/// [reference]: mod@crate::reference
/// [speed]: https://github.com/xornet/xornet/blob/main/docs/speed.md
/// [import]: https://github.com/xornet/xornet/blob/main/docs/import.md#test-cases
///
// The links above take the place of the page's own, which are for a reader of the repository.
#[doc = include_str!("../docs/model-file.md")]
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
///   and biases) and `ACTIVATION_BYTES` (peak activation memory: bytes of the values that are needed at
///   the same time),
/// * an implementation of [`Network`](crate::Network).
///
/// ## The type of a stream
///
/// With `input = ["time", I]`, the type is the state of a stream, while the weights stay constants. It has
///
/// * `const fn new() -> Self`, the state before the first frame, which may lie in a `static`; `Default`, `Clone` (a
///   snapshot) and `Debug`,
/// * `fn step(&mut self, input: &[f32; I]) -> [f32; O]`, which takes the next frame; with strides, a step takes
///   `[[f32; I]; STRIDE]`,
/// * `const fn step_const(&mut self, …)`, the same bits in const contexts,
/// * `fn process(&mut self, inputs: &[[f32; I]], outputs: &mut [[f32; O]])`, the same bits for many steps: layers of
///   convolutions load their weights once for several of them; it panics, naming both lengths, where they differ,
/// * `fn reset(&mut self)`,
/// * the constants above, of a frame or of a step, and `STRIDE`, `STATE_BYTES` (the size of the type), `RECEPTIVE_FIELD`
///   (how many frames an output depends on, `None` behind recurrent layers) and, where that is finite, `SETTLED`, the
///   state after that many frames of zeros: start with it in place of a "prewarm",
/// * an implementation of [`Stream`](crate::Stream).
///
/// ```
/// xornet::model!("models/balance.toml");
///
/// let mut policy = Balance::new();
/// let [first] = policy.step(&[0.1, 0.0]);
/// let before = policy.clone();
/// let mut outputs = [[0.0]; 3];
/// policy.process(&[[0.1, 0.1], [0.0, 0.1], [0.0, 0.0]], &mut outputs);
/// policy = before;
/// assert_eq!(policy.step(&[0.1, 0.1]), outputs[0]);
/// policy.reset();
/// assert_eq!(policy.step(&[0.1, 0.0]), [first]);
/// ```
///
/// # Errors
///
/// Each error of the file is one compile error that shows the line, says what was expected and
/// how to fix it. A test case of `[[checks]]` that does not hold is one, too: the macro runs all of
/// them through the [reference](crate::reference), and the compiler evaluates `forward_const` on the
/// first ones, as far as that is quick. Of many that do not hold, the ten with the largest errors
/// are shown.
#[macro_export]
macro_rules! model {
    ($($call:tt)*) => {
        $crate::__private::model! { $crate $($call)* }
    };
}
