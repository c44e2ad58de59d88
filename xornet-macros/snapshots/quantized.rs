/**A neural network in `i8`: input [3, 3, 2], 8 outputs, 18 parameters, 64 multiply-adds. Compiled from `snapshots/quantized.toml`.

| layer | type | shape | activation | code |
|---|---|---|---|---|
| 1 | conv2d | [3, 3, 2] → [2, 2, 2] | `relu` | |
| 2 | flatten | [2, 2, 2] → 8 |  | |
| 3 | activation | 8 | `softmax` | |
*/
#[cfg_attr(
    doc,
    doc = "\n<div><svg role=\"img\" viewBox=\"0 0 289 435\" width=\"289\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\" fill=\"currentColor\" style=\"max-width:100%;height:auto\"><title>Quantized</title><desc>A neural network of 1 input: 3 × 3 × 2. Layer 1: conv2d, 2 filters, 2×2, relu, 2 × 2 × 2. Layer 2: flatten, 8. Layer 3: activation, softmax, 8. The output is 8. 18 parameters and 64 multiply-adds. Each block is a layer, with the shape of its output; grids are kernels of the first convolution.</desc><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\" opacity=\"0.6\"><path d=\"M145 65V91\"/><path d=\"M145 177V203\"/><path d=\"M145 247V273\"/><path d=\"M145 332V358\"/></g><path d=\"M142 85h6l-3 6zM142 197h6l-3 6zM142 267h6l-3 6zM142 352h6l-3 6z\" opacity=\"0.75\"/><g><rect x=\"85\" y=\"14\" width=\"120\" height=\"51\" rx=\"14\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-width=\"1.4\"/><path d=\"M92 24h34v34h-34zl3 -3h34l-3 3M126 24l3 -3v34l-3 3z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"136\" y=\"37\" font-weight=\"bold\" text-anchor=\"start\">input</text><text x=\"136\" y=\"52\" text-anchor=\"start\">3 × 3 × 2</text></g><g><rect x=\"53\" y=\"91\" width=\"184\" height=\"86\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M60 111h22.7v22.7h-22.7zl3 -3h22.7l-3 3M82.7 111l3 -3v22.7l-3 3z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"92.7\" y=\"110\" font-weight=\"bold\" text-anchor=\"start\">1 conv2d</text><text x=\"92.7\" y=\"125\" text-anchor=\"start\">2 filters, 2×2, relu</text><text x=\"92.7\" y=\"140\" text-anchor=\"start\">2 × 2 × 2</text><g transform=\"translate(135 152)scale(4.00)\" fill=\"none\" shape-rendering=\"crispEdges\"><path d=\"M0 3h1\" stroke=\"#4a90d9\" opacity=\"0.17\"/><path d=\"M1 0h1M3 3h1\" stroke=\"#4a90d9\" opacity=\"0.33\"/><path d=\"M0 1h1M1 3h1M4 3h1\" stroke=\"#4a90d9\" opacity=\"0.50\"/><path d=\"M3 1h1\" stroke=\"#4a90d9\" opacity=\"0.67\"/><path d=\"M1 1h1M4 1h1M3 4h1\" stroke=\"#4a90d9\" opacity=\"0.83\"/><path d=\"M1 4h1\" stroke=\"#4a90d9\" opacity=\"1.00\"/><path d=\"M3 0h1\" stroke=\"#d9730d\" opacity=\"0.17\"/><path d=\"M4 0h1\" stroke=\"#d9730d\" opacity=\"0.33\"/><path d=\"M0 4h1\" stroke=\"#d9730d\" opacity=\"0.67\"/><path d=\"M4 4h1\" stroke=\"#d9730d\" opacity=\"1.00\"/></g><path transform=\"translate(135 150)scale(4.00)\" d=\"M0 0h2v2h-2zM3 0h2v2h-2zM0 3h2v2h-2zM3 3h2v2h-2z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"0.12\"/></g><g><rect x=\"95\" y=\"203\" width=\"100\" height=\"44\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M102 218h5v14h-5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"114\" y=\"222\" font-weight=\"bold\" text-anchor=\"start\">2 flatten</text><text x=\"114\" y=\"237\" text-anchor=\"start\">8</text></g><g><rect x=\"83\" y=\"273\" width=\"125\" height=\"59\" rx=\"5\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/><path d=\"M90 296h5v14h-5z\" fill=\"currentColor\" fill-opacity=\"0.08\" stroke=\"currentColor\" stroke-width=\"0.8\" opacity=\"0.7\"/><text x=\"102\" y=\"292\" font-weight=\"bold\" text-anchor=\"start\">3 activation</text><text x=\"102\" y=\"307\" text-anchor=\"start\">softmax</text><text x=\"102\" y=\"322\" text-anchor=\"start\">8</text></g><g><rect x=\"113\" y=\"358\" width=\"64\" height=\"44\" rx=\"14\" fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"currentColor\" stroke-width=\"1.4\"/><text x=\"120\" y=\"377\" font-weight=\"bold\" text-anchor=\"start\">output</text><text x=\"120\" y=\"392\" text-anchor=\"start\">8</text></g><path d=\"M14.2 417H29.2\" stroke=\"#4a90d9\" stroke-width=\"3\"/><text x=\"34.2\" y=\"421\" text-anchor=\"start\">positive weight</text><path d=\"M152.5 417H167.5\" stroke=\"#d9730d\" stroke-width=\"3\"/><text x=\"172.5\" y=\"421\" text-anchor=\"start\">negative weight</text></svg></div>\n"
)]
pub struct Quantized;
#[allow(
    clippy::approx_constant,
    clippy::neg_multiply,
    long_running_const_eval,
    reason = "weights are what they are, and large tables take many steps to lay out"
)]
const _: () = {
    const _: &[::core::primitive::u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/snapshots/quantized.toml")
    );
    mod network {
        static WEIGHTS_0: [i8; 16] = [
            1,
            -2,
            3,
            4,
            5,
            -6,
            7,
            8,
            9,
            10,
            -11,
            12,
            13,
            14,
            15,
            -16,
        ];
        static BIASES_0: [i32; 2] = [100, -50];
        static FACTORS_0: [xornet::quantized::Multiplier; 2] = [
            xornet::quantized::Multiplier::from_parts(1374389504, -7),
            xornet::quantized::Multiplier::from_parts(1374389504, -6),
        ];
        const LAYER_0: xornet::quantized::Convolution<'static> = xornet::quantized::Convolution::new(
            xornet::LayerKind::Conv2d,
            [
                xornet::WindowAxis::new(3, 2, 2, 1, 1, 0),
                xornet::WindowAxis::new(3, 2, 2, 1, 1, 0),
            ],
            [2, 1, 2],
            (&WEIGHTS_0, &BIASES_0),
            -3,
            xornet::quantized::Rescale::new(
                xornet::quantized::Factors::Double(&FACTORS_0),
                -128,
                [-128, 127],
            ),
        );
        const LAYER_1: xornet::Reshape = xornet::Reshape::new(
            xornet::LayerKind::Flatten,
        );
        const LAYER_2: xornet::quantized::Softmax = xornet::quantized::Softmax::from_parts(
            xornet::quantized::Multiplier::from_parts(1717986944, 23),
            -248,
        );
        const VALUES: &[xornet::graph::Value] = &[
            xornet::graph::Value::new(&[3, 3, 2], 0),
            xornet::graph::Value::new(&[2, 2, 2], 18),
            xornet::graph::Value::new(&[8], 18),
            xornet::graph::Value::new(&[8], 18),
        ];
        const NODES: &[xornet::graph::Node<'static, i8>] = &[
            xornet::graph::Node::new(
                xornet::quantized::Layer::Convolution(LAYER_0),
                &[0],
                1,
            ),
            xornet::graph::Node::new(
                xornet::quantized::Layer::Reshape(LAYER_1),
                &[1],
                2,
            ),
            xornet::graph::Node::new(xornet::quantized::Layer::Softmax(LAYER_2), &[2], 3),
        ];
        pub(super) const GRAPH: xornet::graph::Graph<'static, i8> = xornet::graph::Graph::new(
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
        const fn forward_0(scratch: &mut [i8; 26], input: &[i8; 18]) {
            {
                let (x0, _) = xornet::__private::take::<_, 18, 8>(scratch);
                {
                    let y: &mut [i8; 8] = x0;
                    let t0: &[i8; 18] = input;
                    xornet::__private::i8::convolution(&LAYER_0, t0, y);
                }
            }
            {
                let (x1, _) = xornet::__private::take::<_, 18, 8>(scratch);
                {
                    let y: &mut [i8; 8] = x1;
                }
            }
            {
                let (x2, _) = xornet::__private::take::<_, 18, 8>(scratch);
                {
                    let y: &mut [i8; 8] = x2;
                    xornet::__private::i8::softmax(&LAYER_2, 8, y);
                }
            }
        }
        #[inline]
        pub(super) const fn forward(
            scratch: &mut [i8; 26],
            input: &[i8; 18],
        ) -> [i8; 8] {
            forward_0(scratch, input);
            *xornet::__private::take::<_, 18, 8>(scratch).0
        }
        struct Part0<'a> {
            scratch: &'a mut [i8; 26],
            input: &'a [i8; 18],
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
                    let (x0, _) = xornet::__private::take::<_, 18, 8>(scratch);
                    {
                        let y: &mut [i8; 8] = x0;
                        let t0: &[i8; 18] = input;
                        xornet::__private::i8::convolution(&LAYER_0, t0, y);
                    }
                }
                {
                    let (x1, _) = xornet::__private::take::<_, 18, 8>(scratch);
                    {
                        let y: &mut [i8; 8] = x1;
                    }
                }
                {
                    let (x2, _) = xornet::__private::take::<_, 18, 8>(scratch);
                    {
                        let y: &mut [i8; 8] = x2;
                        xornet::__private::i8::softmax(&LAYER_2, 8, y);
                    }
                }
            }
        }
        #[inline(always)]
        pub(super) fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [i8; 26],
            input: &[i8; 18],
        ) -> [i8; 8] {
            xornet::__private::Part::run(
                Part0 {
                    scratch: &mut *scratch,
                    input,
                },
                isa,
            );
            *xornet::__private::take::<_, 18, 8>(scratch).0
        }
    }
    #[allow(
        unused_imports,
        reason = "hides what the same names stand for around the call"
    )]
    use xornet::__private::names::*;
    impl Quantized {
        /// How many numbers the input has: 18.
        pub const INPUTS: usize = 18;
        /// How many numbers the output has: 8.
        pub const OUTPUTS: usize = 8;
        /// The number of weights and biases in the model file: 18.
        pub const PARAMETERS: usize = 18;
        /// The number of multiply-adds in one forward pass: 64.
        pub const MACS: usize = 64;
        /// The bytes of weights and biases, [`Self::PARAMETERS`] numbers, of which biases have four bytes: 24.
        pub const WEIGHT_BYTES: usize = 24;
        /// The peak activation memory, the bytes of the values that are needed at the same time: 26. This is not a bound of the stack.
        pub const ACTIVATION_BYTES: usize = 26;
        /// The names of the numbers of the input, in order; empty if the model file has none.
        pub const INPUT_NAMES: &[&str] = &[];
        /// The names of the numbers of the output, in order; empty if the model file has none.
        pub const OUTPUT_NAMES: &[&str] = &[];
        /// The real numbers that the integers of the input stand for.
        pub const INPUT_QUANTIZATION: xornet::Quantization = xornet::Quantization {
            scale: 0.05,
            zero_point: -3,
        };
        /// The real numbers that the integers of the output stand for.
        pub const OUTPUT_QUANTIZATION: xornet::Quantization = xornet::Quantization {
            scale: 0.00390625,
            zero_point: -128,
        };
        /// Computes the output for one input, `[[[i8; 2]; 3]; 3]` to `[i8; 8]`, by the network in `snapshots/quantized.toml`.
        ///
        /// # Stack
        ///
        /// About 290 bytes in an optimised build, and more in other builds. This is an estimate from measurements of similar networks, not a bound.
        #[inline]
        #[must_use]
        pub fn forward(input: &[[[i8; 2]; 3]; 3]) -> [i8; 8] {
            xornet::__private::forward::<Self>(input)
        }
        /// Computes the same bits as [`Self::forward`], `[[[i8; 2]; 3]; 3]` to `[i8; 8]`, with the values between layers in `scratch`, which may be a `static`. The numbers in it before do not matter.
        #[inline]
        #[must_use]
        pub fn forward_in(scratch: &mut [i8; 26], input: &[[[i8; 2]; 3]; 3]) -> [i8; 8] {
            xornet::__private::forward_in::<Self>(scratch, input)
        }
        /// Computes the same bits as [`Self::forward`] in const contexts, `[[[i8; 2]; 3]; 3]` to `[i8; 8]`.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[[[i8; 2]; 3]; 3]) -> [i8; 8] {
            network::forward(
                &mut [0; 26],
                xornet::__private::first::<_, 18>(input.as_flattened().as_flattened()),
            )
        }
        /// Computes the outputs for many inputs, `[[[i8; 2]; 3]; 3]` to `[i8; 8]` each, with the same bits as [`Self::forward`].
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
        pub fn forward_batch(inputs: &[[[[i8; 2]; 3]; 3]], outputs: &mut [[i8; 8]]) {
            xornet::__private::forward_batch::<Self>(inputs, outputs);
        }
    }
    #[doc(hidden)]
    impl xornet::__private::Generated for Quantized {}
    impl xornet::Network for Quantized {
        type Scalar = i8;
        type Input = [[[i8; 2]; 3]; 3];
        type Output = [i8; 8];
        type Scratch = [i8; 26];
        const INPUTS: usize = Self::INPUTS;
        const OUTPUTS: usize = Self::OUTPUTS;
        const PARAMETERS: usize = Self::PARAMETERS;
        const MACS: usize = Self::MACS;
        const INPUT_NAMES: &'static [&'static str] = Self::INPUT_NAMES;
        const OUTPUT_NAMES: &'static [&'static str] = Self::OUTPUT_NAMES;
        const GRAPH: xornet::graph::Graph<'static, i8> = network::GRAPH;
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
    impl xornet::__private::Compiled for Quantized {
        type Input = [[[i8; 2]; 3]; 3];
        type Output = [i8; 8];
        type Scratch = [i8; 26];
        const EIGHT_BITS: bool = true;
        const MACS: usize = Self::MACS;
        const BATCH: xornet::__private::Batch = xornet::__private::Batch::Singly;
        #[inline(always)]
        fn run<S: xornet::__private::Isa>(
            isa: S,
            scratch: &mut [i8; 26],
            input: &[[[i8; 2]; 3]; 3],
        ) -> [i8; 8] {
            let _ = &scratch;
            network::run(
                isa,
                scratch,
                xornet::__private::first::<_, 18>(input.as_flattened().as_flattened()),
            )
        }
        #[inline(always)]
        fn plain(scratch: &mut [i8; 26], input: &[[[i8; 2]; 3]; 3]) -> [i8; 8] {
            let _ = &scratch;
            network::forward(
                scratch,
                xornet::__private::first::<_, 18>(input.as_flattened().as_flattened()),
            )
        }
    }
    const _: () = {
        let output = &Quantized::forward_const(
            &[
                [[1, -2], [3, -4], [5, -6]],
                [[7, -8], [9, -10], [11, -12]],
                [[13, -14], [15, -16], [17, -18]],
            ],
        );
        xornet::__private::i8::check(
            output,
            &[-97, -97, -97, -97, -97, -94, -97, -94],
            0,
        );
    };
};
