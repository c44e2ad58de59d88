/**A neural network in `f32`: input [2, 2, 1], 1 output, 4 parameters, 16 multiply-adds. Compiled from `snapshots/image.toml`.

| layer | type | shape | activation | code |
|---|---|---|---|---|
| 1 | conv2d | [2, 2, 1] → [2, 2, 1] | `relu` | tiles of 4 positions × 1 filter |
| 2 | add of `input`, 1 | [2, 2, 1], [2, 2, 1] → [2, 2, 1] | `linear` | |
| 3 | global_max_pool | [2, 2, 1] → 1 |  | |
*/
#[cfg_attr(
    doc,
    doc = "\n<div><svg role=\"img\" viewBox=\"0 0 289 437\" width=\"289\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\" fill=\"currentColor\" style=\"max-width:100%;height:auto\"><title>Image</title><desc>A neural network of 1 input: 2 × 2 × 1. Layer 1, “layer”: conv2d, 1 filter, 2×2, same, relu, 2 × 2 × 1. Layer 2, “sum”: add of the input and layer 1, 2 × 2 × 1. Layer 3: global_max_pool, 1. The output is 1. 4 parameters and 16 multiply-adds. Each block is a layer, with the shape of its output; grids are kernels of the first convolution.</desc><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\" opacity=\"0.6\"><path d=\"M138 64V90\"/><path d=\"M138 64C138 77 265 77 265 90V179C265 192 138 192 138 205\"/><path d=\"M138 179V205\"/><path d=\"M138 264V290\"/><path d=\"M138 334V360\"/></g><path d=\"M135 84h6l-3 6zM135 199h6l-3 6zM135 284h6l-3 6zM135 354h6l-3 6z\" opacity=\"0.75\"/><g><rect x=\"79\" y=\"14\" width=\"118\" height=\"50\" rx=\"14\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-width=\"1.4\"/><path d=\"M86 23h34v34h-34zl1.5 -1.5h34l-1.5 1.5M120 23l1.5 -1.5v34l-1.5 1.5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"128.5\" y=\"36\" font-weight=\"bold\" text-anchor=\"start\">input</text><text x=\"128.5\" y=\"51\" text-anchor=\"start\">2 × 2 × 1</text></g><g><rect x=\"25\" y=\"90\" width=\"227\" height=\"89\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M32 111h34v34h-34zl1.5 -1.5h34l-1.5 1.5M66 111l1.5 -1.5v34l-1.5 1.5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"74.5\" y=\"109\" font-weight=\"bold\" text-anchor=\"start\">1 conv2d</text><text x=\"74.5\" y=\"124\" text-anchor=\"start\">“layer”</text><text x=\"74.5\" y=\"139\" text-anchor=\"start\">1 filter, 2×2, same, relu</text><text x=\"74.5\" y=\"154\" text-anchor=\"start\">2 × 2 × 1</text><g transform=\"translate(135 166)scale(4.00)\" fill=\"none\" shape-rendering=\"crispEdges\"><path d=\"M0 1h1\" stroke=\"#4a90d9\" opacity=\"0.33\"/><path d=\"M0 0h1\" stroke=\"#4a90d9\" opacity=\"0.50\"/><path d=\"M1 1h1\" stroke=\"#4a90d9\" opacity=\"1.00\"/><path d=\"M1 0h1\" stroke=\"#d9730d\" opacity=\"1.00\"/></g><path transform=\"translate(135 164)scale(4.00)\" d=\"M0 0h2v2h-2z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"0.12\"/></g><g><rect x=\"79\" y=\"205\" width=\"118\" height=\"59\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M86 218h34v34h-34zl1.5 -1.5h34l-1.5 1.5M120 218l1.5 -1.5v34l-1.5 1.5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"128.5\" y=\"224\" font-weight=\"bold\" text-anchor=\"start\">2 add</text><text x=\"128.5\" y=\"239\" text-anchor=\"start\">“sum”</text><text x=\"128.5\" y=\"254\" text-anchor=\"start\">2 × 2 × 1</text></g><g><rect x=\"55\" y=\"290\" width=\"166\" height=\"44\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M62 310h5v5h-5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"74\" y=\"309\" font-weight=\"bold\" text-anchor=\"start\">3 global_max_pool</text><text x=\"74\" y=\"324\" text-anchor=\"start\">1</text></g><g><rect x=\"106\" y=\"360\" width=\"64\" height=\"44\" rx=\"14\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-width=\"1.4\"/><text x=\"113\" y=\"379\" font-weight=\"bold\" text-anchor=\"start\">output</text><text x=\"113\" y=\"394\" text-anchor=\"start\">1</text></g><path d=\"M14.2 419H29.2\" stroke=\"#4a90d9\" stroke-width=\"3\"/><text x=\"34.2\" y=\"423\" text-anchor=\"start\">positive weight</text><path d=\"M152.5 419H167.5\" stroke=\"#d9730d\" stroke-width=\"3\"/><text x=\"172.5\" y=\"423\" text-anchor=\"start\">negative weight</text></svg></div>\n"
)]
pub struct Image;
#[allow(
    clippy::approx_constant,
    clippy::neg_multiply,
    long_running_const_eval,
    reason = "weights are what they are, and large tables take many steps to lay out"
)]
const _: () = {
    const _: &[::core::primitive::u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/snapshots/image.toml")
    );
    mod network {
        static WEIGHTS_0: [f32; 4] = [0.5, -1.0, 0.25, 1.0];
        static BIASES_0: [f32; 1] = [0.0];
        static TABLE_0: xornet::__private::Aligned<[f32; 40]> = xornet::__private::Aligned([
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.5,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            -1.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.25,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            1.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ]);
        static TILES_0: xornet::__private::Tiles<'static, f32> = xornet::__private::Tiles::new(
            [
                xornet::__private::Axis::new(
                    &[
                        xornet::__private::Run::new([0, 1], 0, [0, 2]),
                        xornet::__private::Run::new([1, 1], 1, [0, 1]),
                    ],
                    xornet::__private::Steps::new([1, 1, 1], 1),
                    [2, 2, 2],
                ),
                xornet::__private::Axis::new(
                    &[
                        xornet::__private::Run::new([0, 1], 0, [0, 2]),
                        xornet::__private::Run::new([1, 1], 1, [0, 1]),
                    ],
                    xornet::__private::Steps::new([1, 1, 1], 1),
                    [2, 2, 2],
                ),
            ],
            [1, 1, 1],
            &TABLE_0.0,
            true,
        );
        const LAYER_0: xornet::Convolution<'static, f32> = xornet::Convolution::new(
            xornet::LayerKind::Conv2d,
            [
                xornet::WindowAxis::new(2, 2, 2, 1, 1, 0),
                xornet::WindowAxis::new(2, 2, 2, 1, 1, 0),
            ],
            [1, 1, 1],
            &WEIGHTS_0,
            &BIASES_0,
            xornet::Activation::Relu,
        );
        const LAYER_1: xornet::Merge<f32> = xornet::Merge::new(
            xornet::LayerKind::Add,
            &[2, 2, 1],
            xornet::Activation::Linear,
        );
        const LAYER_2: xornet::GlobalPool = xornet::GlobalPool::new(
            xornet::LayerKind::GlobalMaxPool,
            1,
        );
        const VALUES: &[xornet::graph::Value] = &[
            xornet::graph::Value::new(&[2, 2, 1], 0),
            xornet::graph::Value::new(&[2, 2, 1], 4),
            xornet::graph::Value::new(&[2, 2, 1], 8),
            xornet::graph::Value::new(&[1], 0),
        ];
        const NODES: &[xornet::graph::Node<'static, f32>] = &[
            xornet::graph::Node::new(xornet::Layer::Convolution(LAYER_0), &[0], 1),
            xornet::graph::Node::new(xornet::Layer::Merge(LAYER_1), &[0, 1], 2),
            xornet::graph::Node::new(xornet::Layer::GlobalPool(LAYER_2), &[2], 3),
        ];
        pub(super) const GRAPH: xornet::graph::Graph<'static, f32> = xornet::graph::Graph::new(
            VALUES,
            NODES,
            &[0],
            &[3],
        );
        #[inline(always)]
        #[allow(
            unused_variables,
            reason = "not every segment takes every input, or the state"
        )]
        const fn forward_0(scratch: &mut [f32; 12], input: &[f32; 4]) {
            {
                let (x0, _) = xornet::__private::take::<_, 4, 4>(scratch);
                {
                    let y: &mut [f32; 4] = x0;
                    let t0: &[f32; 4] = input;
                    xornet::__private::f32::convolution(&LAYER_0, t0, y);
                    xornet::__private::f32::apply(xornet::Activation::Relu, y, 1);
                }
            }
            {
                let (v1, rest) = xornet::__private::take::<_, 4, 4>(scratch);
                let (x1, _) = xornet::__private::take::<_, 0, 4>(rest);
                {
                    let y: &mut [f32; 4] = x1;
                    let t0: &[f32; 4] = input;
                    let t1: &[f32; 4] = v1;
                    xornet::__private::f32::copy(t0, y);
                    xornet::__private::f32::add(
                        const {
                            xornet::Broadcast::new(
                                &xornet::Shape::of(&[2, 2, 1]),
                                &xornet::Shape::of(&[2, 2, 1]),
                            )
                        },
                        t1,
                        y,
                    );
                }
            }
            {
                let (x2, rest) = xornet::__private::take::<_, 0, 1>(scratch);
                let (v2, _) = xornet::__private::take::<_, 7, 4>(rest);
                {
                    let y: &mut [f32; 1] = x2;
                    let t0: &[f32; 4] = v2;
                    xornet::__private::f32::global_pool(&LAYER_2, t0, y);
                }
            }
        }
        #[inline]
        pub(super) const fn forward(
            scratch: &mut [f32; 12],
            input: &[f32; 4],
        ) -> [f32; 1] {
            forward_0(scratch, input);
            *xornet::__private::take::<_, 0, 1>(scratch).0
        }
        struct Part0<'a> {
            scratch: &'a mut [f32; 12],
            input: &'a [f32; 4],
        }
        impl xornet::__private::Part for Part0<'_> {
            type Output = ();
            #[inline(always)]
            #[allow(
                unused_variables,
                reason = "not every segment takes every input, or the state"
            )]
            fn run<S: xornet::__private::Isa>(self, isa: S) {
                let Self { scratch, input } = self;
                {
                    let (x0, _) = xornet::__private::take::<_, 4, 4>(scratch);
                    {
                        let y: &mut [f32; 4] = x0;
                        let t0: &[f32; 4] = input;
                        xornet::__private::f32::Kernels::filters_1(isa, &TILES_0, t0, y);
                    }
                }
                {
                    let (v1, rest) = xornet::__private::take::<_, 4, 4>(scratch);
                    let (x1, _) = xornet::__private::take::<_, 0, 4>(rest);
                    {
                        let y: &mut [f32; 4] = x1;
                        let t0: &[f32; 4] = input;
                        let t1: &[f32; 4] = v1;
                        xornet::__private::f32::copy(t0, y);
                        xornet::__private::f32::add(
                            const {
                                xornet::Broadcast::new(
                                    &xornet::Shape::of(&[2, 2, 1]),
                                    &xornet::Shape::of(&[2, 2, 1]),
                                )
                            },
                            t1,
                            y,
                        );
                    }
                }
                {
                    let (x2, rest) = xornet::__private::take::<_, 0, 1>(scratch);
                    let (v2, _) = xornet::__private::take::<_, 7, 4>(rest);
                    {
                        let y: &mut [f32; 1] = x2;
                        let t0: &[f32; 4] = v2;
                        xornet::__private::f32::global_pool(&LAYER_2, t0, y);
                    }
                }
            }
        }
        #[inline(always)]
        pub(super) fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [f32; 12],
            input: &[f32; 4],
        ) -> [f32; 1] {
            xornet::__private::Part::run(
                Part0 {
                    scratch: &mut *scratch,
                    input,
                },
                isa,
            );
            *xornet::__private::take::<_, 0, 1>(scratch).0
        }
    }
    #[allow(
        unused_imports,
        reason = "hides what the same names stand for around the call"
    )]
    use xornet::__private::names::*;
    impl Image {
        /// How many numbers the input has: 4.
        pub const INPUTS: usize = 4;
        /// How many numbers the output has: 1.
        pub const OUTPUTS: usize = 1;
        /// The number of weights and biases in the model file: 4.
        pub const PARAMETERS: usize = 4;
        /// The number of multiply-adds in one forward pass: 16.
        pub const MACS: usize = 16;
        /// The bytes of weights and biases, [`Self::PARAMETERS`] numbers of `f32`: 16.
        pub const WEIGHT_BYTES: usize = 16;
        /// The peak activation memory, the bytes of the values that are needed at the same time: 48. This is not a bound of the stack.
        pub const ACTIVATION_BYTES: usize = 48;
        /// The names of the numbers of the input, in order; empty if the model file has none.
        pub const INPUT_NAMES: &[&str] = &[];
        /// The names of the numbers of the output, in order; empty if the model file has none.
        pub const OUTPUT_NAMES: &[&str] = &[];
        /// Computes the output for one input, `[[[f32; 1]; 2]; 2]` to `[f32; 1]`, by the network in `snapshots/image.toml`.
        ///
        /// # Stack
        ///
        /// About 308 bytes in an optimised build, and more in other builds. This is an estimate from measurements of similar networks, not a bound.
        #[inline]
        #[must_use]
        pub fn forward(input: &[[[f32; 1]; 2]; 2]) -> [f32; 1] {
            xornet::__private::forward::<Self>(input)
        }
        /// Computes the same bits as [`Self::forward`], `[[[f32; 1]; 2]; 2]` to `[f32; 1]`, with the values between layers in `scratch`, which may be a `static`. The numbers in it before do not matter.
        #[inline]
        #[must_use]
        pub fn forward_in(
            scratch: &mut [f32; 12],
            input: &[[[f32; 1]; 2]; 2],
        ) -> [f32; 1] {
            xornet::__private::forward_in::<Self>(scratch, input)
        }
        /// Computes the same bits as [`Self::forward`] in const contexts, `[[[f32; 1]; 2]; 2]` to `[f32; 1]`.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[[[f32; 1]; 2]; 2]) -> [f32; 1] {
            network::forward(
                &mut [0.0; 12],
                xornet::__private::first::<_, 4>(input.as_flattened().as_flattened()),
            )
        }
        /// Computes the outputs for many inputs, `[[[f32; 1]; 2]; 2]` to `[f32; 1]` each, with the same bits as [`Self::forward`].
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
        pub fn forward_batch(inputs: &[[[[f32; 1]; 2]; 2]], outputs: &mut [[f32; 1]]) {
            xornet::__private::forward_batch::<Self>(inputs, outputs);
        }
    }
    #[doc(hidden)]
    impl xornet::__private::Generated for Image {}
    impl xornet::Network for Image {
        type Scalar = f32;
        type Input = [[[f32; 1]; 2]; 2];
        type Output = [f32; 1];
        type Scratch = [f32; 12];
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
    impl xornet::__private::Compiled for Image {
        type Input = [[[f32; 1]; 2]; 2];
        type Output = [f32; 1];
        type Scratch = [f32; 12];
        const MACS: usize = Self::MACS;
        const BATCH: xornet::__private::Batch = xornet::__private::Batch::Singly;
        #[inline(always)]
        fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [f32; 12],
            input: &[[[f32; 1]; 2]; 2],
        ) -> [f32; 1] {
            let _ = &scratch;
            network::run(
                isa,
                scratch,
                xornet::__private::first::<_, 4>(input.as_flattened().as_flattened()),
            )
        }
        #[inline(always)]
        fn plain(scratch: &mut [f32; 12], input: &[[[f32; 1]; 2]; 2]) -> [f32; 1] {
            let _ = &scratch;
            network::forward(
                scratch,
                xornet::__private::first::<_, 4>(input.as_flattened().as_flattened()),
            )
        }
    }
};
