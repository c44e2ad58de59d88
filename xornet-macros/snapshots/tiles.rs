/**A neural network in `f64`: 3 inputs, 2 outputs, 6 parameters, 6 multiply-adds. Compiled from `snapshots/tiles.toml`.

| layer | type | shape | activation | code |
|---|---|---|---|---|
| 1 | dense | 3 → 2 | `linear` | 1 tile of 2 |
*/
#[cfg_attr(
    doc,
    doc = "\n<div><svg role=\"img\" viewBox=\"0 0 289 301\" width=\"289\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\" fill=\"currentColor\" style=\"max-width:100%;height:auto\"><title>Tiles</title><desc>A neural network of 3 inputs. Layer 1: dense, 2 units, linear. 6 parameters and 6 multiply-adds. Each line has its weight next to it, each unit its bias below it.</desc><g fill=\"none\"><path d=\"M65 62L137.6 77.4M148.4 79.6L221 95\" stroke=\"#4a90d9\" stroke-width=\"1.3\" opacity=\"0.6\"/><path d=\"M65 62L149.3 115.5M160.1 122.4L221 161\" stroke=\"#4a90d9\" stroke-width=\"1.9\" opacity=\"0.7\"/><path d=\"M65 128L122 115.9M132.8 113.7L221 95\" stroke=\"#4a90d9\" stroke-width=\"2.4\" opacity=\"0.8\"/><path d=\"M65 128L122 140.1M132.8 142.3L221 161\" stroke=\"#4a90d9\" stroke-width=\"2.9\" opacity=\"0.8\"/><path d=\"M65 194L149.3 140.5M160.1 133.6L221 95\" stroke=\"#4a90d9\" stroke-width=\"3.5\" opacity=\"0.9\"/><path d=\"M65 194L137.6 178.6M148.4 176.4L221 161\" stroke=\"#4a90d9\" stroke-width=\"4\" opacity=\"1\"/></g><text x=\"143\" y=\"82.5\">1</text><text x=\"154.7\" y=\"122.9\">2</text><text x=\"127.4\" y=\"118.8\">3</text><text x=\"127.4\" y=\"145.2\">4</text><text x=\"154.7\" y=\"141.1\">5</text><text x=\"143\" y=\"181.5\">6</text><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"><circle cx=\"43\" cy=\"62\" r=\"22\"/><circle cx=\"43\" cy=\"128\" r=\"22\"/><circle cx=\"43\" cy=\"194\" r=\"22\"/></g><text x=\"43\" y=\"66\">x0</text><text x=\"43\" y=\"132\">x1</text><text x=\"43\" y=\"198\">x2</text><text x=\"43\" y=\"25\" font-weight=\"bold\">input</text><text x=\"43\" y=\"235\">3 inputs</text><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\"><circle cx=\"243\" cy=\"95\" r=\"22\"/><circle cx=\"243\" cy=\"161\" r=\"22\"/></g><text x=\"243\" y=\"99\">y0</text><text x=\"243\" y=\"165\">y1</text><text x=\"243\" y=\"25\" font-weight=\"bold\">dense</text><text x=\"243\" y=\"235\">2 units</text><text x=\"243\" y=\"250\">linear</text><text x=\"243\" y=\"265\">no biases</text><path d=\"M14.2 282H29.2\" stroke=\"#4a90d9\" stroke-width=\"3\"/><text x=\"34.2\" y=\"286\" text-anchor=\"start\">positive weight</text><path d=\"M152.5 282H167.5\" stroke=\"#d9730d\" stroke-width=\"3\"/><text x=\"172.5\" y=\"286\" text-anchor=\"start\">negative weight</text></svg></div>\n"
)]
pub struct Tiles;
#[allow(
    clippy::approx_constant,
    clippy::neg_multiply,
    long_running_const_eval,
    reason = "weights are what they are, and large tables take many steps to lay out"
)]
const _: () = {
    const _: &[::core::primitive::u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/snapshots/tiles.toml")
    );
    mod network {
        static WEIGHTS_0: [[f64; 2]; 3] = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        static BIASES_0: [f64; 2] = [0.0, 0.0];
        static TILES_0: xornet::__private::Aligned<[f64; 6]> = xornet::__private::Aligned([
            1.0,
            2.0,
            3.0,
            4.0,
            5.0,
            6.0,
        ]);
        static SUMS_0: xornet::__private::Aligned<[f64; 2]> = xornet::__private::Aligned([
            0.0,
            0.0,
        ]);
        #[inline]
        const fn layer_0(x: &[f64; 3]) -> [f64; 2] {
            xornet::__private::f64::array::linear(
                xornet::__private::f64::dense::<3, 2, 1>(x, &WEIGHTS_0, &BIASES_0),
            )
        }
        const VALUES: &[xornet::graph::Value] = &[
            xornet::graph::Value::new(&[3], 0),
            xornet::graph::Value::new(&[2], 3),
        ];
        const NODES: &[xornet::graph::Node<'static, f64>] = &[
            xornet::graph::Node::new(
                xornet::Layer::Dense(
                    xornet::Dense::new(
                        3,
                        2,
                        WEIGHTS_0.as_flattened(),
                        &BIASES_0,
                        xornet::Activation::Linear,
                    ),
                ),
                &[0],
                1,
            ),
        ];
        pub(super) const GRAPH: xornet::graph::Graph<'static, f64> = xornet::graph::Graph::new(
            VALUES,
            NODES,
            &[0],
            &[1],
        );
        #[inline]
        pub(super) const fn forward(input: &[f64; 3]) -> [f64; 2] {
            layer_0(input)
        }
        #[inline(always)]
        pub(super) fn run<S: xornet::__private::Isa>(
            isa: S,
            input: &[f64; 3],
        ) -> [f64; 2] {
            let mut x0 = SUMS_0;
            xornet::__private::f64::inlined::narrow::<
                _,
                1,
            >(isa, input, &TILES_0.0[0..6], &mut x0.0[0..2]);
            *xornet::__private::first(&x0.0)
        }
        #[inline(always)]
        pub(super) fn run_side_by_side<S: xornet::__private::Isa>(
            isa: S,
            inputs: &[[f64; 3]; xornet::__private::SIDE_BY_SIDE],
            outputs: &mut [[f64; 2]; xornet::__private::SIDE_BY_SIDE],
        ) {
            let x = xornet::__private::transpose(inputs);
            let x0 = xornet::__private::f64::inlined::side_by_side::<
                _,
                3,
                2,
                1,
            >(isa, &x, &WEIGHTS_0, &BIASES_0);
            *outputs = xornet::__private::transpose(&x0);
        }
    }
    #[allow(
        unused_imports,
        reason = "hides what the same names stand for around the call"
    )]
    use xornet::__private::names::*;
    impl Tiles {
        /// How many numbers the input has: 3.
        pub const INPUTS: usize = 3;
        /// How many numbers the output has: 2.
        pub const OUTPUTS: usize = 2;
        /// The number of weights and biases in the model file: 6.
        pub const PARAMETERS: usize = 6;
        /// The number of multiply-adds in one forward pass: 6.
        pub const MACS: usize = 6;
        /// The bytes of weights and biases, [`Self::PARAMETERS`] numbers of `f64`: 48.
        pub const WEIGHT_BYTES: usize = 48;
        /// The peak activation memory, the bytes of the values that are needed at the same time: 40. This is not a bound of the stack.
        pub const ACTIVATION_BYTES: usize = 40;
        /// The names of the numbers of the input, in order; empty if the model file has none.
        pub const INPUT_NAMES: &[&str] = &[];
        /// The names of the numbers of the output, in order; empty if the model file has none.
        pub const OUTPUT_NAMES: &[&str] = &[];
        /// Computes the output for one input, `[f64; 3]` to `[f64; 2]`, by the network in `snapshots/tiles.toml`.
        ///
        /// # Stack
        ///
        /// About 288 bytes in an optimised build, and more in other builds. This is an estimate from measurements of similar networks, not a bound.
        #[inline]
        #[must_use]
        pub fn forward(input: &[f64; 3]) -> [f64; 2] {
            xornet::__private::forward::<Self>(input)
        }
        /// Computes the same bits as [`Self::forward`], `[f64; 3]` to `[f64; 2]`, with the values between layers in `scratch`, which may be a `static`. The numbers in it before do not matter.
        #[inline]
        #[must_use]
        pub fn forward_in(scratch: &mut [f64; 5], input: &[f64; 3]) -> [f64; 2] {
            let _ = scratch;
            Self::forward(input)
        }
        /// Computes the same bits as [`Self::forward`] in const contexts, `[f64; 3]` to `[f64; 2]`.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[f64; 3]) -> [f64; 2] {
            network::forward(input)
        }
        /// Computes the outputs for many inputs, `[f64; 3]` to `[f64; 2]` each, with the same bits as [`Self::forward`].
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
        pub fn forward_batch(inputs: &[[f64; 3]], outputs: &mut [[f64; 2]]) {
            xornet::__private::forward_batch::<Self>(inputs, outputs);
        }
    }
    #[doc(hidden)]
    impl xornet::__private::Generated for Tiles {}
    impl xornet::Network for Tiles {
        type Scalar = f64;
        type Input = [f64; 3];
        type Output = [f64; 2];
        type Scratch = [f64; 5];
        const INPUTS: usize = Self::INPUTS;
        const OUTPUTS: usize = Self::OUTPUTS;
        const PARAMETERS: usize = Self::PARAMETERS;
        const MACS: usize = Self::MACS;
        const INPUT_NAMES: &'static [&'static str] = Self::INPUT_NAMES;
        const OUTPUT_NAMES: &'static [&'static str] = Self::OUTPUT_NAMES;
        const GRAPH: xornet::graph::Graph<'static, f64> = network::GRAPH;
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
    impl xornet::__private::Compiled for Tiles {
        type Input = [f64; 3];
        type Output = [f64; 2];
        type Scratch = [f64; 0];
        const MACS: usize = Self::MACS;
        const BATCH: xornet::__private::Batch = xornet::__private::Batch::SideBySide;
        #[inline(always)]
        fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [f64; 0],
            input: &[f64; 3],
        ) -> [f64; 2] {
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
        fn plain(scratch: &mut [f64; 0], input: &[f64; 3]) -> [f64; 2] {
            let _ = &scratch;
            network::forward(input)
        }
    }
};
