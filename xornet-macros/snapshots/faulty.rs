::core::compile_error! {
    "unknown activation `sigmiod`\n --> snapshots/faulty.toml:6:14\n  |\n6 | activation = \"sigmiod\"\n  |              ^^^^^^^^^ not the name of an activation\n  |\n  = help: did you mean `sigmoid`?"
}
const _: &[::core::primitive::u8] = ::core::include_bytes!(
    ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/snapshots/faulty.toml")
);
/// A network whose model file has errors.
pub struct Faulty;
const _: () = {
    #[allow(
        unused_imports,
        reason = "hides what the same names stand for around the call"
    )]
    use xornet::__private::names::*;
    impl Faulty {
        /// How many numbers the input has: 2.
        pub const INPUTS: usize = 2;
        /// How many numbers the output has: 1.
        pub const OUTPUTS: usize = 1;
        /// The number of weights and biases in the model file: 0.
        pub const PARAMETERS: usize = 0;
        /// The number of multiply-adds in one forward pass: 0.
        pub const MACS: usize = 0;
        /// The bytes of weights and biases, [`Self::PARAMETERS`] numbers of `f32`: 0.
        pub const WEIGHT_BYTES: usize = 0;
        /// The peak activation memory, the bytes of the values that are needed at the same time: 0. This is not a bound of the stack.
        pub const ACTIVATION_BYTES: usize = 0;
        /// The names of the numbers of the input, in order; empty if the model file has none.
        pub const INPUT_NAMES: &[&str] = &[];
        /// The names of the numbers of the output, in order; empty if the model file has none.
        pub const OUTPUT_NAMES: &[&str] = &[];
        /// Computes the output for one input, `[f32; 2]` to `[f32; 1]`, by the network in a model file with errors.
        #[inline]
        #[must_use]
        pub fn forward(input: &[f32; 2]) -> [f32; 1] {
            Self::forward_const(input)
        }
        /// Computes the same bits as [`Self::forward`], `[f32; 2]` to `[f32; 1]`, with the values between layers in `scratch`, which may be a `static`. The numbers in it before do not matter.
        #[inline]
        #[must_use]
        pub fn forward_in(scratch: &mut [f32; 2], input: &[f32; 2]) -> [f32; 1] {
            let _ = scratch;
            Self::forward_const(input)
        }
        /// Computes the same bits as [`Self::forward`] in const contexts, `[f32; 2]` to `[f32; 1]`.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[f32; 2]) -> [f32; 1] {
            let _ = input;
            <[f32; 1] as xornet::Tensor>::ZEROS
        }
        /// Computes the outputs for many inputs, `[f32; 2]` to `[f32; 1]` each, with the same bits as [`Self::forward`].
        ///
        /// # Panics
        ///
        /// If `inputs` and `outputs` differ in length; the message names both lengths.
        #[inline]
        #[track_caller]
        pub fn forward_batch(inputs: &[[f32; 2]], outputs: &mut [[f32; 1]]) {
            let _ = (inputs, outputs);
        }
    }
    #[doc(hidden)]
    impl xornet::__private::Generated for Faulty {}
    impl xornet::Network for Faulty {
        type Scalar = f32;
        type Input = [f32; 2];
        type Output = [f32; 1];
        type Scratch = [f32; 2];
        const INPUTS: usize = Self::INPUTS;
        const OUTPUTS: usize = Self::OUTPUTS;
        const PARAMETERS: usize = Self::PARAMETERS;
        const MACS: usize = Self::MACS;
        const INPUT_NAMES: &'static [&'static str] = Self::INPUT_NAMES;
        const OUTPUT_NAMES: &'static [&'static str] = Self::OUTPUT_NAMES;
        const GRAPH: xornet::graph::Graph<'static, f32> = xornet::graph::Graph::new(
            &[],
            &[],
            &[],
            &[],
        );
        #[inline]
        fn forward(input: &Self::Input) -> Self::Output {
            Self::forward(input)
        }
        #[inline]
        fn forward_in(scratch: &mut Self::Scratch, input: &Self::Input) -> Self::Output {
            Self::forward_in(scratch, input)
        }
        #[inline]
        #[track_caller]
        fn forward_batch(inputs: &[Self::Input], outputs: &mut [Self::Output]) {
            Self::forward_batch(inputs, outputs);
        }
    }
};
