/**Two inputs, one of them with an absent connection.

A neural network in `f32`: 2 inputs, 2 outputs, 6 parameters, 4 multiply-adds. Compiled from `snapshots/lines.toml`.

| layer | type | shape | activation | code |
|---|---|---|---|---|
| 1 | dense | 2 → 2 | `tanh` | straight-line, 3 products |
| 2 | activation | 2 | `leaky_relu` (slope 0.01) | into a new array |
*/
#[cfg_attr(
    doc,
    doc = "\n<div><svg role=\"img\" viewBox=\"0 0 368 265\" width=\"368\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\" fill=\"currentColor\" style=\"max-width:100%;height:auto\"><title>Lines</title><desc>A neural network of 2 inputs. Layer 1: dense, 2 units, tanh. Layer 2: leaky_relu with slope 0.01. 6 parameters and 4 multiply-adds. Each line has its weight next to it, each unit its bias below it.</desc><g fill=\"none\"><path d=\"M64 62L119.8 62M144.2 62L200 62\" stroke=\"#4a90d9\" stroke-width=\"1.6\" opacity=\"0.6\"/><path d=\"M64 62L101.6 80.3M128.4 93.3L200 128\" stroke=\"#d9730d\" stroke-width=\"2.8\" opacity=\"0.8\"/><path d=\"M64 128L136.8 92.7M147.6 87.4L200 62\" stroke=\"#4a90d9\" stroke-width=\"0.8\" opacity=\"0.5\" stroke-dasharray=\"1 4\"/><path d=\"M64 128L126.6 128M137.4 128L200 128\" stroke=\"#4a90d9\" stroke-width=\"4\" opacity=\"1\"/></g><text x=\"132\" y=\"66\">0.5</text><text x=\"115\" y=\"90.8\">−1.25</text><text x=\"142.2\" y=\"94.1\">0</text><text x=\"132\" y=\"132\">2</text><path d=\"M244 62L294 62M244 128L294 128\" stroke=\"currentColor\" opacity=\"0.5\"/><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"><circle cx=\"42\" cy=\"62\" r=\"22\"/><circle cx=\"42\" cy=\"128\" r=\"22\"/></g><text x=\"42\" y=\"66\">x0</text><text x=\"42\" y=\"132\">x1</text><text x=\"42\" y=\"25\" font-weight=\"bold\">input</text><text x=\"42\" y=\"184\">2 inputs</text><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"><circle cx=\"222\" cy=\"62\" r=\"22\"/><circle cx=\"222\" cy=\"128\" r=\"22\"/></g><text x=\"222\" y=\"95\">+0.1</text><text x=\"222\" y=\"161\">+0</text><text x=\"222\" y=\"25\" font-weight=\"bold\">dense</text><text x=\"222\" y=\"184\">2 units</text><text x=\"222\" y=\"199\">tanh</text><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"><circle cx=\"316\" cy=\"62\" r=\"22\"/><circle cx=\"316\" cy=\"128\" r=\"22\"/></g><text x=\"316\" y=\"66\">y0</text><text x=\"316\" y=\"132\">y1</text><text x=\"316\" y=\"25\" font-weight=\"bold\">activation</text><text x=\"316\" y=\"184\">2 units</text><text x=\"316\" y=\"199\">leaky_relu</text><text x=\"316\" y=\"214\">slope 0.01</text><path d=\"M53.7 231H68.7\" stroke=\"#4a90d9\" stroke-width=\"3\"/><text x=\"73.7\" y=\"235\" text-anchor=\"start\">positive weight</text><path d=\"M192 231H207\" stroke=\"#d9730d\" stroke-width=\"3\"/><text x=\"212\" y=\"235\" text-anchor=\"start\">negative weight</text><text x=\"184\" y=\"250\">below a unit: its bias</text></svg></div>\n"
)]
pub struct Lines;
#[allow(
    clippy::approx_constant,
    clippy::neg_multiply,
    long_running_const_eval,
    reason = "weights are what they are, and large tables take many steps to lay out"
)]
const _: () = {
    const _: &[::core::primitive::u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/snapshots/lines.toml")
    );
    mod network {
        static WEIGHTS_0: [[f32; 2]; 2] = [[0.5, -1.25], [0.0, 2.0]];
        static BIASES_0: [f32; 2] = [0.1, 0.0];
        #[inline]
        const fn layer_0(x: &[f32; 2]) -> [f32; 2] {
            let [x0, x1] = [x[0], x[1]];
            let [mut y0, mut y1] = [0.1, 0.0];
            y0 += x0 * 0.5;
            y1 += x0 * -1.25;
            y1 += x1 * 2.0;
            xornet::__private::f32::array::tanh([y0, y1])
        }
        #[inline]
        const fn layer_1(x: &[f32; 2]) -> [f32; 2] {
            xornet::__private::f32::array::leaky_relu(*x, 0.01)
        }
        const VALUES: &[xornet::graph::Value] = &[
            xornet::graph::Value::new(&[2], 0),
            xornet::graph::Value::new(&[2], 2),
            xornet::graph::Value::new(&[2], 2),
        ];
        const NODES: &[xornet::graph::Node<'static, f32>] = &[
            xornet::graph::Node::new(
                xornet::Layer::Dense(
                    xornet::Dense::new(
                        2,
                        2,
                        WEIGHTS_0.as_flattened(),
                        &BIASES_0,
                        xornet::Activation::Tanh,
                    ),
                ),
                &[0],
                1,
            ),
            xornet::graph::Node::new(
                xornet::Layer::Activation(xornet::Activation::LeakyRelu {
                    slope: 0.01,
                }),
                &[1],
                2,
            ),
        ];
        pub(super) const GRAPH: xornet::graph::Graph<'static, f32> = xornet::graph::Graph::new(
            VALUES,
            NODES,
            &[0],
            &[2],
        );
        #[inline]
        pub(super) const fn forward(input: &[f32; 2]) -> [f32; 2] {
            let x0 = layer_0(input);
            layer_1(&x0)
        }
        #[inline(always)]
        pub(super) fn run<S: xornet::__private::Isa>(
            isa: S,
            input: &[f32; 2],
        ) -> [f32; 2] {
            let x0 = xornet::__private::Aligned(layer_0(input));
            layer_1(xornet::__private::first(&x0.0))
        }
        #[inline(always)]
        pub(super) fn run_side_by_side<S: xornet::__private::Isa>(
            isa: S,
            inputs: &[[f32; 2]; xornet::__private::SIDE_BY_SIDE],
            outputs: &mut [[f32; 2]; xornet::__private::SIDE_BY_SIDE],
        ) {
            let x = xornet::__private::transpose(inputs);
            let mut x0 = xornet::__private::f32::inlined::side_by_side::<
                _,
                2,
                2,
                1,
            >(isa, &x, &WEIGHTS_0, &BIASES_0);
            for row in &mut x0 {
                *row = xornet::__private::f32::array::tanh(*row);
            }
            let mut x1 = x0;
            for row in &mut x1 {
                *row = xornet::__private::f32::array::leaky_relu(*row, 0.01);
            }
            *outputs = xornet::__private::transpose(&x1);
        }
    }
    #[allow(
        unused_imports,
        reason = "hides what the same names stand for around the call"
    )]
    use xornet::__private::names::*;
    impl Lines {
        /// How many numbers the input has: 2.
        pub const INPUTS: usize = 2;
        /// How many numbers the output has: 2.
        pub const OUTPUTS: usize = 2;
        /// The number of weights and biases in the model file: 6.
        pub const PARAMETERS: usize = 6;
        /// The number of multiply-adds in one forward pass: 4.
        pub const MACS: usize = 4;
        /// The bytes of weights and biases, [`Self::PARAMETERS`] numbers of `f32`: 24.
        pub const WEIGHT_BYTES: usize = 24;
        /// The peak activation memory, the bytes of the values that are needed at the same time: 16. This is not a bound of the stack.
        pub const ACTIVATION_BYTES: usize = 16;
        /// The names of the numbers of the input, in order; empty if the model file has none.
        pub const INPUT_NAMES: &[&str] = &[];
        /// The names of the numbers of the output, in order; empty if the model file has none.
        pub const OUTPUT_NAMES: &[&str] = &[];
        /// Computes the output for one input, `[f32; 2]` to `[f32; 2]`, by the network in `snapshots/lines.toml`.
        ///
        /// # Stack
        ///
        /// About 320 bytes in an optimised build, and more in other builds. This is an estimate from measurements of similar networks, not a bound.
        #[inline]
        #[must_use]
        pub fn forward(input: &[f32; 2]) -> [f32; 2] {
            Self::forward_const(input)
        }
        /// Computes the same bits as [`Self::forward`], `[f32; 2]` to `[f32; 2]`, with the values between layers in `scratch`, which may be a `static`. The numbers in it before do not matter.
        #[inline]
        #[must_use]
        pub fn forward_in(scratch: &mut [f32; 4], input: &[f32; 2]) -> [f32; 2] {
            let _ = scratch;
            Self::forward(input)
        }
        /// Computes the same bits as [`Self::forward`] in const contexts, `[f32; 2]` to `[f32; 2]`.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[f32; 2]) -> [f32; 2] {
            network::forward(input)
        }
        /// Computes the outputs for many inputs, `[f32; 2]` to `[f32; 2]` each, with the same bits as [`Self::forward`].
        ///
        /// # Panics
        ///
        /// If `inputs` and `outputs` differ in length; the message names both lengths.
        ///
        /// # Stack
        ///
        /// As much as [`Self::forward`] takes, and one output, for any number of inputs.
        #[inline]
        #[track_caller]
        pub fn forward_batch(inputs: &[[f32; 2]], outputs: &mut [[f32; 2]]) {
            xornet::__private::forward_batch::<Self>(inputs, outputs);
        }
    }
    #[doc(hidden)]
    impl xornet::__private::Generated for Lines {}
    impl xornet::Network for Lines {
        type Scalar = f32;
        type Input = [f32; 2];
        type Output = [f32; 2];
        type Scratch = [f32; 4];
        const INPUTS: usize = Self::INPUTS;
        const OUTPUTS: usize = Self::OUTPUTS;
        const PARAMETERS: usize = Self::PARAMETERS;
        const MACS: usize = Self::MACS;
        const INPUT_NAMES: &'static [&'static str] = Self::INPUT_NAMES;
        const OUTPUT_NAMES: &'static [&'static str] = Self::OUTPUT_NAMES;
        const GRAPH: xornet::graph::Graph<'static, f32> = network::GRAPH;
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
    #[doc(hidden)]
    impl xornet::__private::Compiled for Lines {
        type Input = [f32; 2];
        type Output = [f32; 2];
        type Scratch = [f32; 0];
        const MACS: usize = Self::MACS;
        const BATCH: xornet::__private::Batch = xornet::__private::Batch::SideBySide;
        #[inline(always)]
        fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [f32; 0],
            input: &[f32; 2],
        ) -> [f32; 2] {
            let _ = &scratch;
            network::run(isa, input)
        }
        #[inline(always)]
        fn run_side_by_side<S: xornet::__private::Isa>(
            isa: S,
            inputs: &[Self::Input; xornet::__private::SIDE_BY_SIDE],
            outputs: &mut [Self::Output; xornet::__private::SIDE_BY_SIDE],
        ) {
            network::run_side_by_side(isa, inputs, outputs);
        }
        #[inline(always)]
        fn plain(scratch: &mut [f32; 0], input: &[f32; 2]) -> [f32; 2] {
            let _ = &scratch;
            network::forward(input)
        }
    }
    const _: () = {
        let output = &Lines::forward_const(&[0.0, 0.0]);
        xornet::__private::f32::check(output, &[0.099667996, 0.0], 0.00001);
    };
};
