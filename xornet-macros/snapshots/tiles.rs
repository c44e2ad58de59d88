/**A neural network in `f64`: 3 inputs, 2 outputs, 6 parameters, 6 multiply-adds. Compiled from `snapshots/tiles.toml`.

| layer | type | shape | activation | code |
|---|---|---|---|---|
| 0 | dense | 3 → 2 | `linear` | 1 tile of 2 |
*/
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
            xornet::__private::f64::dense::<_, _, 1>(x, &WEIGHTS_0, &BIASES_0),
        )
    }
    impl Tiles {
        /// Length of the input vector: 3.
        pub const INPUTS: usize = 3;
        /// Length of the output vector: 2.
        pub const OUTPUTS: usize = 2;
        /// Weights and biases in the model file: 6.
        pub const PARAMETERS: usize = 6;
        /// Multiply-adds in one forward pass: 6.
        pub const MACS: usize = 6;
        /// Bytes of weights and biases, [`Self::PARAMETERS`] numbers of `f64`: 48.
        pub const WEIGHT_BYTES: usize = 48;
        /// Bytes of a layer's input and output vectors, where these are largest: 40.
        pub const SCRATCH_BYTES: usize = 40;
        /// The outputs for one input, `[f64; 3]` to `[f64; 2]`, of the network in `snapshots/tiles.toml`.
        #[inline]
        #[must_use]
        pub fn forward(input: &[f64; 3]) -> [f64; 2] {
            xornet::__private::forward::<Self>(input)
        }
        /// [`Self::forward`] for const contexts, `[f64; 3]` to `[f64; 2]`: the same bits.
        #[inline]
        #[must_use]
        pub const fn forward_const(input: &[f64; 3]) -> [f64; 2] {
            layer_0(input)
        }
        /// The outputs for many inputs, `[f64; 3]` to `[f64; 2]` each: the same bits as [`Self::forward`].
        ///
        /// # Panics
        ///
        /// If `inputs` and `outputs` differ in length; the message names both lengths.
        #[inline]
        #[track_caller]
        pub fn forward_batch(inputs: &[[f64; 3]], outputs: &mut [[f64; 2]]) {
            xornet::__private::forward_batch::<Self>(inputs, outputs);
        }
    }
    impl xornet::Network for Tiles {
        type Scalar = f64;
        type Input = [f64; 3];
        type Output = [f64; 2];
        type Scratch = [f64; 3];
        const INPUTS: usize = Self::INPUTS;
        const OUTPUTS: usize = Self::OUTPUTS;
        const PARAMETERS: usize = Self::PARAMETERS;
        const MACS: usize = Self::MACS;
        const LAYERS: &'static [xornet::Layer<'static, f64>] = &[
            xornet::Layer::Dense(xornet::Dense {
                inputs: 3,
                units: 2,
                weights: WEIGHTS_0.as_flattened(),
                biases: &BIASES_0,
                activation: xornet::Activation::Linear,
            }),
        ];
        #[inline]
        fn forward(input: &Self::Input) -> Self::Output {
            Self::forward(input)
        }
        #[inline]
        #[track_caller]
        fn forward_batch(inputs: &[Self::Input], outputs: &mut [Self::Output]) {
            Self::forward_batch(inputs, outputs);
        }
    }
    impl xornet::__private::Compiled for Tiles {
        type Input = [f64; 3];
        type Output = [f64; 2];
        const MACS: usize = Self::MACS;
        const BATCH: xornet::__private::Batch = xornet::__private::Batch::SideBySide;
        #[inline(always)]
        fn run<S: xornet::__private::Isa>(isa: S, input: &[f64; 3]) -> [f64; 2] {
            let mut x0 = SUMS_0;
            xornet::__private::f64::inlined::narrow::<
                _,
                1,
            >(isa, input, &TILES_0.0[0..6], &mut x0.0[0..2]);
            *xornet::__private::first(&x0.0)
        }
        #[inline(always)]
        fn run_side_by_side<S: xornet::__private::Isa>(
            isa: S,
            inputs: &[Self::Input; xornet::__private::SIDE_BY_SIDE],
            outputs: &mut [Self::Output; xornet::__private::SIDE_BY_SIDE],
        ) {
            let x = xornet::__private::transpose(inputs);
            let mut x0 = xornet::__private::f64::inlined::side_by_side::<
                _,
                _,
                _,
                1,
            >(isa, &x, &WEIGHTS_0, &BIASES_0);
            *outputs = xornet::__private::transpose(&x0);
        }
        #[inline(always)]
        fn plain(input: &[f64; 3]) -> [f64; 2] {
            Self::forward_const(input)
        }
    }
};
