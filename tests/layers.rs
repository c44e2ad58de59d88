//! Small networks of every layer kind (`tests/layers`, computed by PyTorch) give the same bits in all ways. That they
//! hold the test cases is checked by the macro, and so while this compiles.

use std::collections::BTreeSet;
use std::path::Path;

use xornet::__private::Compiled;
use xornet::{Network, Tensor};
use xornet_testing::{Bits, Random, bits, outputs};

/// Compiles networks, each in a module of its own, and makes a test of each.
macro_rules! networks {
    ($($name:ident $file:literal)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        $(mod $name {
            use xornet::Tensor;

            xornet::model!(Net = $file);

            /// The output for zeros, evaluated by the compiler.
            const ZERO: <Net as xornet::Network>::Output =
                Net::forward_const(&<<Net as xornet::Network>::Input as Tensor>::ZEROS);

            #[test]
            fn all_ways_give_the_same_bits() {
                super::compare::<Net>(&ZERO);
            }
        })*
    };
}

/// Compares all ways on random inputs, and on zeros, for which the output is `zero`.
fn compare<N>(zero: &<N as Network>::Output)
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut random = Random::new(1);
    let mut inputs = vec![<N as Network>::Input::ZEROS; 3];
    for input in &mut inputs[1..] {
        for number in input.numbers_mut() {
            *number = xornet::Scalar::from_f64(2.0 * random.signed());
        }
    }
    let outputs = outputs::<N>(&inputs, 8);
    assert_eq!(
        bits::<_, Vec<_>>(zero.numbers()),
        outputs[0],
        "forward_const"
    );
}

#[test]
fn every_file_is_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layers");
    let paths = std::fs::read_dir(folder).expect("the folder of networks");
    let paths = paths.map(|entry| entry.expect("an entry").path());
    let files: BTreeSet<_> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(files, NAMES.iter().map(|name| (*name).to_owned()).collect());
}

networks! {
    activation_abs_sqrt "tests/layers/activation_abs_sqrt.toml"
    activation_abs_sqrt_f32 "tests/layers/activation_abs_sqrt_f32.toml"
    activation_clamp "tests/layers/activation_clamp.toml"
    activation_hard_sigmoid "tests/layers/activation_hard_sigmoid.toml"
    activation_sin "tests/layers/activation_sin.toml"
    activation_softmax_image "tests/layers/activation_softmax_image.toml"
    activation_softmax_sequence "tests/layers/activation_softmax_sequence.toml"
    activations_exponential "tests/layers/activations_exponential.toml"
    activations_piecewise "tests/layers/activations_piecewise.toml"
    activations_smooth "tests/layers/activations_smooth.toml"
    add "tests/layers/add.toml"
    add_broadcast "tests/layers/add_broadcast.toml"
    add_itself "tests/layers/add_itself.toml"
    add_three "tests/layers/add_three.toml"
    average_pool1d "tests/layers/average_pool1d.toml"
    average_pool1d_include_padding "tests/layers/average_pool1d_include_padding.toml"
    average_pool1d_same "tests/layers/average_pool1d_same.toml"
    average_pool2d "tests/layers/average_pool2d.toml"
    average_pool2d_counts "tests/layers/average_pool2d_counts.toml"
    average_pool2d_counts_include_padding "tests/layers/average_pool2d_counts_include_padding.toml"
    average_pool2d_same "tests/layers/average_pool2d_same.toml"
    average_pool2d_same_include_padding "tests/layers/average_pool2d_same_include_padding.toml"
    batch_norm_bare "tests/layers/batch_norm_bare.toml"
    batch_norm_image "tests/layers/batch_norm_image.toml"
    batch_norm_sequence "tests/layers/batch_norm_sequence.toml"
    batch_norm_vector "tests/layers/batch_norm_vector.toml"
    concatenate_channels "tests/layers/concatenate_channels.toml"
    concatenate_columns "tests/layers/concatenate_columns.toml"
    concatenate_frames "tests/layers/concatenate_frames.toml"
    concatenate_rows "tests/layers/concatenate_rows.toml"
    concatenate_vectors "tests/layers/concatenate_vectors.toml"
    conv1d_causal "tests/layers/conv1d_causal.toml"
    conv1d_causal_strides "tests/layers/conv1d_causal_strides.toml"
    conv1d_counts "tests/layers/conv1d_counts.toml"
    conv1d_counts_strides "tests/layers/conv1d_counts_strides.toml"
    conv1d_depthwise "tests/layers/conv1d_depthwise.toml"
    conv1d_depthwise_keras "tests/layers/conv1d_depthwise_keras.toml"
    conv1d_depthwise_multiplier "tests/layers/conv1d_depthwise_multiplier.toml"
    conv1d_groups "tests/layers/conv1d_groups.toml"
    conv1d_pointwise "tests/layers/conv1d_pointwise.toml"
    conv1d_same "tests/layers/conv1d_same.toml"
    conv1d_same_dilation "tests/layers/conv1d_same_dilation.toml"
    conv1d_same_strides "tests/layers/conv1d_same_strides.toml"
    conv1d_same_wide_strides "tests/layers/conv1d_same_wide_strides.toml"
    conv1d_separable "tests/layers/conv1d_separable.toml"
    conv1d_softmax "tests/layers/conv1d_softmax.toml"
    conv1d_strides "tests/layers/conv1d_strides.toml"
    conv1d_transpose_autoencoder "tests/layers/conv1d_transpose_autoencoder.toml"
    conv1d_transpose_counts "tests/layers/conv1d_transpose_counts.toml"
    conv1d_transpose_gaps "tests/layers/conv1d_transpose_gaps.toml"
    conv1d_transpose_output_padding "tests/layers/conv1d_transpose_output_padding.toml"
    conv1d_transpose_same "tests/layers/conv1d_transpose_same.toml"
    conv1d_transpose_same_dense "tests/layers/conv1d_transpose_same_dense.toml"
    conv1d_transpose_same_gaps "tests/layers/conv1d_transpose_same_gaps.toml"
    conv1d_transpose_valid "tests/layers/conv1d_transpose_valid.toml"
    conv1d_valid "tests/layers/conv1d_valid.toml"
    conv1d_valid_f64 "tests/layers/conv1d_valid_f64.toml"
    conv1d_whole "tests/layers/conv1d_whole.toml"
    conv1d_wide "tests/layers/conv1d_wide.toml"
    conv2d_chain "tests/layers/conv2d_chain.toml"
    conv2d_counts "tests/layers/conv2d_counts.toml"
    conv2d_counts_strides "tests/layers/conv2d_counts_strides.toml"
    conv2d_depthwise "tests/layers/conv2d_depthwise.toml"
    conv2d_depthwise_keras "tests/layers/conv2d_depthwise_keras.toml"
    conv2d_depthwise_keras_strides "tests/layers/conv2d_depthwise_keras_strides.toml"
    conv2d_depthwise_strides "tests/layers/conv2d_depthwise_strides.toml"
    conv2d_dilation "tests/layers/conv2d_dilation.toml"
    conv2d_groups "tests/layers/conv2d_groups.toml"
    conv2d_pointwise "tests/layers/conv2d_pointwise.toml"
    conv2d_pointwise_strides "tests/layers/conv2d_pointwise_strides.toml"
    conv2d_row_and_column "tests/layers/conv2d_row_and_column.toml"
    conv2d_same "tests/layers/conv2d_same.toml"
    conv2d_same_dilation "tests/layers/conv2d_same_dilation.toml"
    conv2d_same_strides "tests/layers/conv2d_same_strides.toml"
    conv2d_same_wide_strides "tests/layers/conv2d_same_wide_strides.toml"
    conv2d_strides "tests/layers/conv2d_strides.toml"
    conv2d_transpose_autoencoder "tests/layers/conv2d_transpose_autoencoder.toml"
    conv2d_transpose_beyond "tests/layers/conv2d_transpose_beyond.toml"
    conv2d_transpose_counts "tests/layers/conv2d_transpose_counts.toml"
    conv2d_transpose_output_padding "tests/layers/conv2d_transpose_output_padding.toml"
    conv2d_transpose_pixel "tests/layers/conv2d_transpose_pixel.toml"
    conv2d_transpose_same "tests/layers/conv2d_transpose_same.toml"
    conv2d_transpose_same_even "tests/layers/conv2d_transpose_same_even.toml"
    conv2d_transpose_strides "tests/layers/conv2d_transpose_strides.toml"
    conv2d_transpose_valid "tests/layers/conv2d_transpose_valid.toml"
    conv2d_transpose_wide "tests/layers/conv2d_transpose_wide.toml"
    conv2d_valid "tests/layers/conv2d_valid.toml"
    conv2d_valid_f64 "tests/layers/conv2d_valid_f64.toml"
    conv2d_vector_lengths "tests/layers/conv2d_vector_lengths.toml"
    conv2d_whole "tests/layers/conv2d_whole.toml"
    conv2d_wide "tests/layers/conv2d_wide.toml"
    dense_image "tests/layers/dense_image.toml"
    dense_image_f64 "tests/layers/dense_image_f64.toml"
    dense_lengths "tests/layers/dense_lengths.toml"
    dense_sequence "tests/layers/dense_sequence.toml"
    dense_vector "tests/layers/dense_vector.toml"
    dense_vector_f64 "tests/layers/dense_vector_f64.toml"
    flatten_image "tests/layers/flatten_image.toml"
    flatten_sequence "tests/layers/flatten_sequence.toml"
    global_average_pool "tests/layers/global_average_pool.toml"
    global_average_pool_keep_dims "tests/layers/global_average_pool_keep_dims.toml"
    global_max_pool "tests/layers/global_max_pool.toml"
    global_max_pool_keep_dims "tests/layers/global_max_pool_keep_dims.toml"
    graph_dense_blocks "tests/layers/graph_dense_blocks.toml"
    graph_inception "tests/layers/graph_inception.toml"
    graph_inner_output "tests/layers/graph_inner_output.toml"
    graph_inputs_and_outputs "tests/layers/graph_inputs_and_outputs.toml"
    graph_names "tests/layers/graph_names.toml"
    graph_order "tests/layers/graph_order.toml"
    graph_residual "tests/layers/graph_residual.toml"
    graph_residual_strides "tests/layers/graph_residual_strides.toml"
    graph_three_inputs "tests/layers/graph_three_inputs.toml"
    graph_two_inputs "tests/layers/graph_two_inputs.toml"
    graph_two_outputs "tests/layers/graph_two_outputs.toml"
    graph_unet "tests/layers/graph_unet.toml"
    graph_wavenet "tests/layers/graph_wavenet.toml"
    gru "tests/layers/gru.toml"
    gru_biases_apart "tests/layers/gru_biases_apart.toml"
    gru_f64 "tests/layers/gru_f64.toml"
    gru_hard_sigmoid "tests/layers/gru_hard_sigmoid.toml"
    gru_hard_sigmoid_keras "tests/layers/gru_hard_sigmoid_keras.toml"
    gru_initial_state "tests/layers/gru_initial_state.toml"
    gru_lengths "tests/layers/gru_lengths.toml"
    gru_linear "tests/layers/gru_linear.toml"
    gru_no_biases "tests/layers/gru_no_biases.toml"
    gru_one_unit "tests/layers/gru_one_unit.toml"
    gru_reset_before "tests/layers/gru_reset_before.toml"
    gru_reset_before_relu "tests/layers/gru_reset_before_relu.toml"
    gru_reset_before_rzn "tests/layers/gru_reset_before_rzn.toml"
    gru_reverse "tests/layers/gru_reverse.toml"
    gru_reverse_sequence "tests/layers/gru_reverse_sequence.toml"
    gru_rzn "tests/layers/gru_rzn.toml"
    gru_softsign "tests/layers/gru_softsign.toml"
    gru_wide "tests/layers/gru_wide.toml"
    gru_zrn "tests/layers/gru_zrn.toml"
    l2_normalize_image "tests/layers/l2_normalize_image.toml"
    l2_normalize_sequence "tests/layers/l2_normalize_sequence.toml"
    l2_normalize_vector "tests/layers/l2_normalize_vector.toml"
    layer_norm_bare "tests/layers/layer_norm_bare.toml"
    layer_norm_image "tests/layers/layer_norm_image.toml"
    layer_norm_sequence "tests/layers/layer_norm_sequence.toml"
    layer_norm_vector "tests/layers/layer_norm_vector.toml"
    lstm "tests/layers/lstm.toml"
    lstm_f64 "tests/layers/lstm_f64.toml"
    lstm_hard_sigmoid "tests/layers/lstm_hard_sigmoid.toml"
    lstm_ifgo "tests/layers/lstm_ifgo.toml"
    lstm_initial_cell_state "tests/layers/lstm_initial_cell_state.toml"
    lstm_initial_state "tests/layers/lstm_initial_state.toml"
    lstm_initial_states "tests/layers/lstm_initial_states.toml"
    lstm_iofg "tests/layers/lstm_iofg.toml"
    lstm_iofg_f64 "tests/layers/lstm_iofg_f64.toml"
    lstm_linear "tests/layers/lstm_linear.toml"
    lstm_no_biases "tests/layers/lstm_no_biases.toml"
    lstm_one_bias "tests/layers/lstm_one_bias.toml"
    lstm_one_unit "tests/layers/lstm_one_unit.toml"
    lstm_recurrent_biases "tests/layers/lstm_recurrent_biases.toml"
    lstm_relu "tests/layers/lstm_relu.toml"
    lstm_reverse "tests/layers/lstm_reverse.toml"
    lstm_reverse_sequence "tests/layers/lstm_reverse_sequence.toml"
    lstm_wide "tests/layers/lstm_wide.toml"
    max_pool1d "tests/layers/max_pool1d.toml"
    max_pool1d_counts "tests/layers/max_pool1d_counts.toml"
    max_pool1d_overlapping "tests/layers/max_pool1d_overlapping.toml"
    max_pool2d "tests/layers/max_pool2d.toml"
    max_pool2d_counts "tests/layers/max_pool2d_counts.toml"
    max_pool2d_same "tests/layers/max_pool2d_same.toml"
    maximum "tests/layers/maximum.toml"
    maximum_minimum_broadcast "tests/layers/maximum_minimum_broadcast.toml"
    minimum "tests/layers/minimum.toml"
    multiply_gate "tests/layers/multiply_gate.toml"
    multiply_outer "tests/layers/multiply_outer.toml"
    multiply_pixels "tests/layers/multiply_pixels.toml"
    multiply_three "tests/layers/multiply_three.toml"
    prelu_channels "tests/layers/prelu_channels.toml"
    prelu_image "tests/layers/prelu_image.toml"
    prelu_shared "tests/layers/prelu_shared.toml"
    random_conv1d_0 "tests/layers/random_conv1d_0.toml"
    random_conv1d_1 "tests/layers/random_conv1d_1.toml"
    random_conv1d_2 "tests/layers/random_conv1d_2.toml"
    random_conv1d_3 "tests/layers/random_conv1d_3.toml"
    random_conv1d_4 "tests/layers/random_conv1d_4.toml"
    random_conv1d_transpose_0 "tests/layers/random_conv1d_transpose_0.toml"
    random_conv1d_transpose_1 "tests/layers/random_conv1d_transpose_1.toml"
    random_conv1d_transpose_2 "tests/layers/random_conv1d_transpose_2.toml"
    random_conv2d_0 "tests/layers/random_conv2d_0.toml"
    random_conv2d_1 "tests/layers/random_conv2d_1.toml"
    random_conv2d_2 "tests/layers/random_conv2d_2.toml"
    random_conv2d_3 "tests/layers/random_conv2d_3.toml"
    random_conv2d_4 "tests/layers/random_conv2d_4.toml"
    random_conv2d_5 "tests/layers/random_conv2d_5.toml"
    random_conv2d_transpose_0 "tests/layers/random_conv2d_transpose_0.toml"
    random_conv2d_transpose_1 "tests/layers/random_conv2d_transpose_1.toml"
    random_conv2d_transpose_2 "tests/layers/random_conv2d_transpose_2.toml"
    random_conv2d_transpose_3 "tests/layers/random_conv2d_transpose_3.toml"
    random_gru_0 "tests/layers/random_gru_0.toml"
    random_gru_1 "tests/layers/random_gru_1.toml"
    random_gru_2 "tests/layers/random_gru_2.toml"
    random_gru_3 "tests/layers/random_gru_3.toml"
    random_gru_4 "tests/layers/random_gru_4.toml"
    random_gru_5 "tests/layers/random_gru_5.toml"
    random_lstm_0 "tests/layers/random_lstm_0.toml"
    random_lstm_1 "tests/layers/random_lstm_1.toml"
    random_lstm_2 "tests/layers/random_lstm_2.toml"
    random_lstm_3 "tests/layers/random_lstm_3.toml"
    random_lstm_4 "tests/layers/random_lstm_4.toml"
    random_lstm_5 "tests/layers/random_lstm_5.toml"
    random_pool1d_0 "tests/layers/random_pool1d_0.toml"
    random_pool1d_1 "tests/layers/random_pool1d_1.toml"
    random_pool1d_2 "tests/layers/random_pool1d_2.toml"
    random_pool1d_3 "tests/layers/random_pool1d_3.toml"
    random_pool2d_0 "tests/layers/random_pool2d_0.toml"
    random_pool2d_1 "tests/layers/random_pool2d_1.toml"
    random_pool2d_2 "tests/layers/random_pool2d_2.toml"
    random_pool2d_3 "tests/layers/random_pool2d_3.toml"
    random_pool2d_4 "tests/layers/random_pool2d_4.toml"
    random_rnn_0 "tests/layers/random_rnn_0.toml"
    random_rnn_1 "tests/layers/random_rnn_1.toml"
    random_rnn_2 "tests/layers/random_rnn_2.toml"
    random_rnn_3 "tests/layers/random_rnn_3.toml"
    random_rnn_4 "tests/layers/random_rnn_4.toml"
    recurrent_before_conv1d "tests/layers/recurrent_before_conv1d.toml"
    recurrent_behind_conv1d "tests/layers/recurrent_behind_conv1d.toml"
    recurrent_behind_image "tests/layers/recurrent_behind_image.toml"
    recurrent_behind_pool "tests/layers/recurrent_behind_pool.toml"
    recurrent_bidirectional "tests/layers/recurrent_bidirectional.toml"
    recurrent_bidirectional_last "tests/layers/recurrent_bidirectional_last.toml"
    recurrent_bidirectional_stacked "tests/layers/recurrent_bidirectional_stacked.toml"
    recurrent_bidirectional_sum "tests/layers/recurrent_bidirectional_sum.toml"
    recurrent_flat "tests/layers/recurrent_flat.toml"
    recurrent_last_frames "tests/layers/recurrent_last_frames.toml"
    recurrent_residual "tests/layers/recurrent_residual.toml"
    recurrent_saturated "tests/layers/recurrent_saturated.toml"
    recurrent_stacked "tests/layers/recurrent_stacked.toml"
    recurrent_stacked_f64 "tests/layers/recurrent_stacked_f64.toml"
    recurrent_two_inputs "tests/layers/recurrent_two_inputs.toml"
    recurrent_two_outputs "tests/layers/recurrent_two_outputs.toml"
    recurrent_vector "tests/layers/recurrent_vector.toml"
    reshape "tests/layers/reshape.toml"
    rnn "tests/layers/rnn.toml"
    rnn_activation_with_parameter "tests/layers/rnn_activation_with_parameter.toml"
    rnn_initial_state "tests/layers/rnn_initial_state.toml"
    rnn_linear "tests/layers/rnn_linear.toml"
    rnn_one_frame "tests/layers/rnn_one_frame.toml"
    rnn_relu "tests/layers/rnn_relu.toml"
    rnn_reverse "tests/layers/rnn_reverse.toml"
    rnn_reverse_sequence "tests/layers/rnn_reverse_sequence.toml"
    rnn_sequence "tests/layers/rnn_sequence.toml"
    rnn_threshold "tests/layers/rnn_threshold.toml"
    rnn_threshold_f64 "tests/layers/rnn_threshold_f64.toml"
    slice_channels "tests/layers/slice_channels.toml"
    slice_frames "tests/layers/slice_frames.toml"
    slice_negative "tests/layers/slice_negative.toml"
    slice_rows "tests/layers/slice_rows.toml"
    subtract "tests/layers/subtract.toml"
    subtract_broadcast_first "tests/layers/subtract_broadcast_first.toml"
    upsample_image "tests/layers/upsample_image.toml"
    upsample_pair "tests/layers/upsample_pair.toml"
    upsample_sequence "tests/layers/upsample_sequence.toml"
}
