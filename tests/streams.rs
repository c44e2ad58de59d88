//! Small streams (`tests/streams`, computed by PyTorch) give the same bits in all ways: step by step and in blocks of every
//! length, on every instruction set, in const evaluation, from snapshots, and by the reference. That they hold the test
//! cases is checked by the macro, and so while this compiles.

use std::collections::BTreeSet;
use std::path::Path;

/// Compiles streams, each in a module of its own, and makes a test of each.
macro_rules! streams {
    ($($name:ident $file:literal)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        $(mod $name {
            use xornet::Tensor;

            xornet::model!(Net = $file);

            /// The second output for zeros, evaluated by the compiler.
            const SECOND: <Net as xornet::Stream>::Output = {
                let zeros = <<Net as xornet::Stream>::Input as Tensor>::ZEROS;
                let mut stream = Net::new();
                let _ = stream.step_const(&zeros);
                stream.step_const(&zeros)
            };

            #[test]
            fn all_ways_give_the_same_bits() {
                xornet_testing::steps::<Net>(&SECOND, 2.0);
                assert_eq!(Net::STATE_BYTES, size_of::<Net>());
            }
        })*
    };
}

#[test]
fn every_file_is_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/streams");
    let entries = std::fs::read_dir(folder).expect("the folder of streams");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let models = paths.filter(|path| path.extension().is_some_and(|found| found == "toml"));
    let names: BTreeSet<_> = models
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(names, NAMES.iter().map(|name| (*name).to_owned()).collect());
}

streams! {
    activation_log_softmax "tests/streams/activation_log_softmax.toml"
    activations "tests/streams/activations.toml"
    add "tests/streams/add.toml"
    add_broadcast "tests/streams/add_broadcast.toml"
    average_pool1d "tests/streams/average_pool1d.toml"
    average_pool1d_f64 "tests/streams/average_pool1d_f64.toml"
    average_pool1d_gaps "tests/streams/average_pool1d_gaps.toml"
    batch_norm "tests/streams/batch_norm.toml"
    batch_norm_f64 "tests/streams/batch_norm_f64.toml"
    concatenate "tests/streams/concatenate.toml"
    conv1d "tests/streams/conv1d.toml"
    conv1d_chain "tests/streams/conv1d_chain.toml"
    conv1d_depthwise "tests/streams/conv1d_depthwise.toml"
    conv1d_depthwise_dilation "tests/streams/conv1d_depthwise_dilation.toml"
    conv1d_depthwise_keras "tests/streams/conv1d_depthwise_keras.toml"
    conv1d_dilated_chain "tests/streams/conv1d_dilated_chain.toml"
    conv1d_dilation "tests/streams/conv1d_dilation.toml"
    conv1d_dilation_f64 "tests/streams/conv1d_dilation_f64.toml"
    conv1d_dilation_far "tests/streams/conv1d_dilation_far.toml"
    conv1d_f64 "tests/streams/conv1d_f64.toml"
    conv1d_groups "tests/streams/conv1d_groups.toml"
    conv1d_lengths "tests/streams/conv1d_lengths.toml"
    conv1d_no_biases "tests/streams/conv1d_no_biases.toml"
    conv1d_pointwise "tests/streams/conv1d_pointwise.toml"
    conv1d_pointwise_causal "tests/streams/conv1d_pointwise_causal.toml"
    conv1d_scalar "tests/streams/conv1d_scalar.toml"
    conv1d_separable "tests/streams/conv1d_separable.toml"
    conv1d_softmax "tests/streams/conv1d_softmax.toml"
    conv1d_wide "tests/streams/conv1d_wide.toml"
    dense "tests/streams/dense.toml"
    dense_f64 "tests/streams/dense_f64.toml"
    gated_convolution_gru "tests/streams/gated_convolution_gru.toml"
    gru "tests/streams/gru.toml"
    gru_f64 "tests/streams/gru_f64.toml"
    gru_hard_sigmoid "tests/streams/gru_hard_sigmoid.toml"
    gru_initial_state "tests/streams/gru_initial_state.toml"
    gru_reset_before "tests/streams/gru_reset_before.toml"
    gru_reset_before_relu "tests/streams/gru_reset_before_relu.toml"
    gru_wide "tests/streams/gru_wide.toml"
    inner_output "tests/streams/inner_output.toml"
    l2_normalize "tests/streams/l2_normalize.toml"
    layer_norm "tests/streams/layer_norm.toml"
    lstm "tests/streams/lstm.toml"
    lstm_f64 "tests/streams/lstm_f64.toml"
    lstm_hard_sigmoid "tests/streams/lstm_hard_sigmoid.toml"
    lstm_initial_cell_state "tests/streams/lstm_initial_cell_state.toml"
    lstm_initial_states "tests/streams/lstm_initial_states.toml"
    lstm_long "tests/streams/lstm_long.toml"
    max_pool1d "tests/streams/max_pool1d.toml"
    max_pool1d_f64 "tests/streams/max_pool1d_f64.toml"
    max_pool1d_gaps "tests/streams/max_pool1d_gaps.toml"
    maximum_minimum "tests/streams/maximum_minimum.toml"
    mixed_depthwise "tests/streams/mixed_depthwise.toml"
    multiply "tests/streams/multiply.toml"
    pools_gru "tests/streams/pools_gru.toml"
    pools_of_branches "tests/streams/pools_of_branches.toml"
    pools_of_convolutions "tests/streams/pools_of_convolutions.toml"
    prelu "tests/streams/prelu.toml"
    random_0 "tests/streams/random_0.toml"
    random_1 "tests/streams/random_1.toml"
    random_10 "tests/streams/random_10.toml"
    random_11 "tests/streams/random_11.toml"
    random_12 "tests/streams/random_12.toml"
    random_13 "tests/streams/random_13.toml"
    random_14 "tests/streams/random_14.toml"
    random_15 "tests/streams/random_15.toml"
    random_2 "tests/streams/random_2.toml"
    random_3 "tests/streams/random_3.toml"
    random_4 "tests/streams/random_4.toml"
    random_5 "tests/streams/random_5.toml"
    random_6 "tests/streams/random_6.toml"
    random_7 "tests/streams/random_7.toml"
    random_8 "tests/streams/random_8.toml"
    random_9 "tests/streams/random_9.toml"
    recurrent_amplifier "tests/streams/recurrent_amplifier.toml"
    recurrent_before_conv1d "tests/streams/recurrent_before_conv1d.toml"
    recurrent_behind_conv1d "tests/streams/recurrent_behind_conv1d.toml"
    recurrent_branches "tests/streams/recurrent_branches.toml"
    recurrent_denoiser "tests/streams/recurrent_denoiser.toml"
    recurrent_policy "tests/streams/recurrent_policy.toml"
    recurrent_policy_normalised "tests/streams/recurrent_policy_normalised.toml"
    recurrent_residual "tests/streams/recurrent_residual.toml"
    recurrent_saturated "tests/streams/recurrent_saturated.toml"
    recurrent_stacked "tests/streams/recurrent_stacked.toml"
    rnn "tests/streams/rnn.toml"
    rnn_f64 "tests/streams/rnn_f64.toml"
    rnn_initial_state "tests/streams/rnn_initial_state.toml"
    rnn_linear "tests/streams/rnn_linear.toml"
    rnn_threshold "tests/streams/rnn_threshold.toml"
    slice "tests/streams/slice.toml"
    slice_gate "tests/streams/slice_gate.toml"
    strides "tests/streams/strides.toml"
    strides_as_long_as_the_kernel "tests/streams/strides_as_long_as_the_kernel.toml"
    strides_behind_lstm "tests/streams/strides_behind_lstm.toml"
    strides_beyond_the_kernel "tests/streams/strides_beyond_the_kernel.toml"
    strides_branches "tests/streams/strides_branches.toml"
    strides_depthwise "tests/streams/strides_depthwise.toml"
    strides_dilation "tests/streams/strides_dilation.toml"
    strides_f64 "tests/streams/strides_f64.toml"
    strides_first "tests/streams/strides_first.toml"
    strides_gru "tests/streams/strides_gru.toml"
    strides_last "tests/streams/strides_last.toml"
    strides_pointwise "tests/streams/strides_pointwise.toml"
    strides_twice "tests/streams/strides_twice.toml"
    strides_two_and_three "tests/streams/strides_two_and_three.toml"
    strides_window "tests/streams/strides_window.toml"
    subtract "tests/streams/subtract.toml"
    temporal "tests/streams/temporal.toml"
    temporal_f64 "tests/streams/temporal_f64.toml"
    two_outputs "tests/streams/two_outputs.toml"
    wake_word "tests/streams/wake_word.toml"
    wavenet "tests/streams/wavenet.toml"
    wavenet_amplifier "tests/streams/wavenet_amplifier.toml"
    wavenet_f64 "tests/streams/wavenet_f64.toml"
    window "tests/streams/window.toml"
    window_and_frame "tests/streams/window_and_frame.toml"
    window_before_conv1d "tests/streams/window_before_conv1d.toml"
    window_before_gru "tests/streams/window_before_gru.toml"
    window_bidirectional "tests/streams/window_bidirectional.toml"
    window_conv1d "tests/streams/window_conv1d.toml"
    window_conv2d "tests/streams/window_conv2d.toml"
    window_f64 "tests/streams/window_f64.toml"
    window_gru "tests/streams/window_gru.toml"
    window_last_frame "tests/streams/window_last_frame.toml"
    window_merge "tests/streams/window_merge.toml"
    window_norms "tests/streams/window_norms.toml"
    window_of_one "tests/streams/window_of_one.toml"
    window_of_scalars "tests/streams/window_of_scalars.toml"
    window_of_states "tests/streams/window_of_states.toml"
    window_twice "tests/streams/window_twice.toml"
    window_unfilled "tests/streams/window_unfilled.toml"
}
