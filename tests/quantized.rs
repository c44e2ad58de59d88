//! Networks of eight bits (`tests/quantized`, computed by the runtimes of TensorFlow Lite) give the same integers in all
//! ways. That they hold the test cases, with the outputs of all layers, is checked by the macro, and so while this compiles.

/// Compiles networks, each in a module of its own, and makes a test of each.
macro_rules! networks {
    ($($name:ident $file:literal)*) => {$(
        mod $name {
            use xornet::Tensor;

            xornet::model!(Net = $file);

            /// The output for zeros, evaluated by the compiler.
            const ZERO: <Net as xornet::Network>::Output =
                Net::forward_const(&<<Net as xornet::Network>::Input as Tensor>::ZEROS);

            #[test]
            fn all_ways_give_the_same_integers() {
                xornet_testing::network::<Net>(&ZERO, 6, 128.0);
            }
        }
    )*};
}

/// Compiles streams, each in a module of its own, and makes a test of each.
macro_rules! streams {
    ($($name:ident $file:literal)*) => {$(
        mod $name {
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
            fn all_ways_give_the_same_integers() {
                xornet_testing::steps::<Net>(&SECOND, 128.0);
                assert_eq!(Net::STATE_BYTES, size_of::<Net>());
            }

            #[test]
            fn silence_settles() {
                let zero = Net::INPUT_QUANTIZATION.zero_point;
                let mut stream = Net::new();
                let mut frame = <Net as xornet::Stream>::Input::ZEROS;
                frame.numbers_mut().fill(zero);
                for _ in 0..Net::RECEPTIVE_FIELD.expect("a window") {
                    stream.step(&frame);
                }
                let mut settled = Net::SETTLED;
                assert_eq!(stream.step(&frame), settled.step(&frame));
            }
        }
    )*};
}

networks! {
    add_double "tests/quantized/add_double.toml"
    add_itself_double "tests/quantized/add_itself_double.toml"
    add_relu_double "tests/quantized/add_relu_double.toml"
    add_relu_single "tests/quantized/add_relu_single.toml"
    add_scales_double "tests/quantized/add_scales_double.toml"
    add_scales_single "tests/quantized/add_scales_single.toml"
    average_pool1d_double "tests/quantized/average_pool1d_double.toml"
    average_pool_double "tests/quantized/average_pool_double.toml"
    average_pool_same_double "tests/quantized/average_pool_same_double.toml"
    concatenate_double "tests/quantized/concatenate_double.toml"
    conv1d_double "tests/quantized/conv1d_double.toml"
    conv1d_same_strides_double "tests/quantized/conv1d_same_strides_double.toml"
    conv2d_dilation_double "tests/quantized/conv2d_dilation_double.toml"
    conv2d_double "tests/quantized/conv2d_double.toml"
    conv2d_per_tensor_double "tests/quantized/conv2d_per_tensor_double.toml"
    conv2d_pointwise_double "tests/quantized/conv2d_pointwise_double.toml"
    conv2d_same_double "tests/quantized/conv2d_same_double.toml"
    conv2d_same_strides_double "tests/quantized/conv2d_same_strides_double.toml"
    conv2d_same_strides_single "tests/quantized/conv2d_same_strides_single.toml"
    conv2d_strides_double "tests/quantized/conv2d_strides_double.toml"
    conv2d_wide_dilation_double "tests/quantized/conv2d_wide_dilation_double.toml"
    conv2d_wide_dilation_single "tests/quantized/conv2d_wide_dilation_single.toml"
    conv2d_wide_double "tests/quantized/conv2d_wide_double.toml"
    conv2d_wide_pointwise_double "tests/quantized/conv2d_wide_pointwise_double.toml"
    conv2d_wide_pointwise_single "tests/quantized/conv2d_wide_pointwise_single.toml"
    conv2d_wide_single "tests/quantized/conv2d_wide_single.toml"
    conv2d_wide_strides_double "tests/quantized/conv2d_wide_strides_double.toml"
    conv2d_wide_strides_single "tests/quantized/conv2d_wide_strides_single.toml"
    dense_double "tests/quantized/dense_double.toml"
    dense_per_channel_double "tests/quantized/dense_per_channel_double.toml"
    dense_per_channel_single "tests/quantized/dense_per_channel_single.toml"
    dense_rows_double "tests/quantized/dense_rows_double.toml"
    dense_rows_single "tests/quantized/dense_rows_single.toml"
    dense_saturated_double "tests/quantized/dense_saturated_double.toml"
    dense_single "tests/quantized/dense_single.toml"
    dense_wide_double "tests/quantized/dense_wide_double.toml"
    dense_zero_point_double "tests/quantized/dense_zero_point_double.toml"
    depthwise_double "tests/quantized/depthwise_double.toml"
    depthwise_multiplier_double "tests/quantized/depthwise_multiplier_double.toml"
    depthwise_same_double "tests/quantized/depthwise_same_double.toml"
    depthwise_single "tests/quantized/depthwise_single.toml"
    depthwise_wide_double "tests/quantized/depthwise_wide_double.toml"
    depthwise_wide_single "tests/quantized/depthwise_wide_single.toml"
    depthwise_wide_strides_double "tests/quantized/depthwise_wide_strides_double.toml"
    depthwise_wide_strides_single "tests/quantized/depthwise_wide_strides_single.toml"
    global_average_double "tests/quantized/global_average_double.toml"
    keyword_double "tests/quantized/keyword_double.toml"
    keyword_single "tests/quantized/keyword_single.toml"
    keyword_wide_double "tests/quantized/keyword_wide_double.toml"
    keyword_wide_single "tests/quantized/keyword_wide_single.toml"
    max_pool_double "tests/quantized/max_pool_double.toml"
    max_pool_same_double "tests/quantized/max_pool_same_double.toml"
    mean_double "tests/quantized/mean_double.toml"
    mean_large_double "tests/quantized/mean_large_double.toml"
    mean_power_double "tests/quantized/mean_power_double.toml"
    mean_single "tests/quantized/mean_single.toml"
    multiply_double "tests/quantized/multiply_double.toml"
    multiply_relu6_double "tests/quantized/multiply_relu6_double.toml"
    multiply_single "tests/quantized/multiply_single.toml"
    relu6_double "tests/quantized/relu6_double.toml"
    relu_double "tests/quantized/relu_double.toml"
    relu_rescaled_double "tests/quantized/relu_rescaled_double.toml"
    relu_rescaled_single "tests/quantized/relu_rescaled_single.toml"
    residual_double "tests/quantized/residual_double.toml"
    residual_single "tests/quantized/residual_single.toml"
    shapes_double "tests/quantized/shapes_double.toml"
    sigmoid_coarse_double "tests/quantized/sigmoid_coarse_double.toml"
    sigmoid_double "tests/quantized/sigmoid_double.toml"
    softmax_coarse_double "tests/quantized/softmax_coarse_double.toml"
    softmax_double "tests/quantized/softmax_double.toml"
    softmax_fine_double "tests/quantized/softmax_fine_double.toml"
    tanh_double "tests/quantized/tanh_double.toml"
    tanh_fine_double "tests/quantized/tanh_fine_double.toml"
}

streams! {
    stream_causal_double "tests/quantized/stream_causal_double.toml"
    stream_causal_single "tests/quantized/stream_causal_single.toml"
    stream_depthwise_double "tests/quantized/stream_depthwise_double.toml"
    stream_strides_double "tests/quantized/stream_strides_double.toml"
    stream_window_double "tests/quantized/stream_window_double.toml"
    stream_window_single "tests/quantized/stream_window_single.toml"
}
