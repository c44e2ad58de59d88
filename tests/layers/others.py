"""Test cases of the layers that aren't convolutions or pools."""

from kinds import *

DENSE = [
    Case("dense_vector", "a chain of three", "f32", 5,
         [dense(9, activation="tanh"), dense(17, activation="relu", biases=None), dense(3, activation="softmax")]),
    Case("dense_vector_f64", "a chain of two", "f64", [4], [dense(6, activation="sigmoid"), dense(2)]),
    Case("dense_sequence", "on the channels of each frame", "f32", [5, 3], [dense(4, activation="tanh"), dense(9)]),
    Case("dense_image", "on the channels of each pixel", "f32", [3, 4, 2],
         [dense(5, activation="relu"), dense(1, biases=None)], flat=True),
    Case("dense_image_f64", "softmax over the units of each pixel", "f64", [2, 3, 4], [dense(3, activation="softmax")]),
    Case("dense_lengths", "5 channels to 8, to 16, to 1", "f32", [3, 5],
         [dense(8, activation="silu"), dense(16, activation="elu"), dense(1)]),
]

ACTIVATIONS = [
    Case("activations_smooth", "one after the other on a sequence", "f32", [3, 4],
         [activation("gelu"), dense(4), activation("silu"), dense(4), activation("mish"), dense(4),
          activation("softplus"), dense(4), activation("softsign")]),
    Case("activations_piecewise", "one after the other on an image", "f32", [2, 3, 3],
         [activation("leaky_relu", slope=0.3), dense(3), activation("elu", alpha=0.7), dense(3),
          activation("celu", alpha=1.3), dense(3), activation("selu"), dense(3), activation("hard_swish")]),
    Case("activations_exponential", "exponential of tanh, precise and not", "f64", [2, 3, 2],
         [activation("tanh"), activation("exponential"), dense(3), activation("sigmoid_precise"), dense(3),
          activation("tanh_precise")]),
    Case("activation_softmax_sequence", "over the last axis", "f32", [4, 5], [activation("softmax")]),
    Case("activation_softmax_image", "over the last axis, then its logarithm", "f64", [2, 3, 4],
         [activation("softmax"), dense(3), activation("log_softmax")]),
    Case("activation_sin", "of large angles, too", "f32", [3, 4],
         [activation("sin"), dense(3), activation("sin")], scale=5.0),
    Case("activation_clamp", "to a range that is not symmetric", "f32", 12,
         [activation("clamp", min=-0.4, max=1.25), dense(4), activation("clamp", min=-1.0, max=1.0)]),
    Case("activation_abs_sqrt", "the root of absolute values", "f64", [3, 4], [activation("abs"), activation("sqrt")]),
    Case("activation_abs_sqrt_f32", "the root of absolute values", "f32", [3, 4],
         [activation("abs"), activation("sqrt"), dense(2)]),
    Case("activation_hard_sigmoid", "Keras' old one: slope 0.2; and PyTorch's", "f32", 10,
         [activation("hard_sigmoid", slope=0.2, offset=0.5), dense(6), activation("hard_sigmoid")], scale=2.0),
]

NORMS = [
    Case("batch_norm_vector", "all parameters", "f32", 6, [dense(5), batch_norm(activation="relu"), dense(2)]),
    Case("batch_norm_sequence", "no gamma", "f32", [5, 4], [batch_norm(gamma=None)]),
    Case("batch_norm_image", "after a convolution without biases", "f32", [5, 5, 2],
         [conv2d(4, 3, biases=None), batch_norm(epsilon=1e-5, activation="relu")]),
    Case("batch_norm_bare", "no gamma, no beta", "f64", [3, 3, 3], [batch_norm(gamma=None, beta=None, epsilon=1e-2)]),
    Case("layer_norm_vector", "all parameters", "f32", 7, [layer_norm()]),
    Case("layer_norm_sequence", "of each frame", "f32", [4, 5],
         [dense(6), layer_norm(epsilon=1e-3, activation="gelu")]),
    Case("layer_norm_image", "of each pixel, no beta", "f64", [2, 3, 4], [layer_norm(beta=None)]),
    Case("layer_norm_bare", "no gamma, no beta, a large epsilon", "f32", [3, 4],
         [layer_norm(gamma=None, beta=None, epsilon=0.5)]),
    Case("l2_normalize_vector", "of a vector", "f32", 6, [l2_normalize()]),
    Case("l2_normalize_sequence", "frames above and below epsilon", "f32", [6, 3], [l2_normalize(epsilon=1.7)]),
    Case("l2_normalize_image", "of each pixel", "f64", [2, 3, 3], [conv2d(4, 2), l2_normalize(epsilon=1e-6)]),
    Case("prelu_channels", "a slope per channel of a sequence", "f32", [5, 4], [prelu()]),
    Case("prelu_image", "a slope per channel, after a convolution", "f64", [4, 4, 2], [conv2d(3, 2), prelu()]),
    Case("prelu_shared", "one slope for all channels", "f32", [3, 2, 4], [prelu(shared=True), dense(2)]),
]

SHAPES = [
    Case("flatten_image", "row by row, channels last", "f32", [3, 2, 4], [flatten(), dense(5)]),
    Case("flatten_sequence", "frame by frame", "f64", [4, 3], [conv1d(2, 2), flatten(), dense(3)]),
    Case("reshape", "a vector to an image, and to a sequence", "f32", 24,
         [reshape(2, 4, 3), conv2d(4, 2), reshape(6, 2), conv1d(3, 3)]),
    Case("upsample_sequence", "each frame three times", "f32", [4, 3], [upsample(3), conv1d(2, 3, padding="same")]),
    Case("upsample_image", "each pixel two by two", "f32", [2, 3, 2], [upsample(2), conv2d(3, 3, padding="same")]),
    Case("upsample_pair", "rows twice, columns three times", "f64", [2, 2, 3], [upsample([2, 3])]),
    Case("slice_channels", "of the last axis, which is the default", "f32", [4, 6], [part(1, 4), dense(3)]),
    Case("slice_negative", "from the fourth last to before the last", "f32", 9, [part(-4, -1)]),
    Case("slice_rows", "of the first axis, then the second from the back", "f32", [5, 6, 2],
         [part(1, -1, axis=0), part(-4, 6, axis=-2), conv2d(2, 2)]),
    Case("slice_frames", "the last three frames", "f64", [7, 3], [conv1d(4, 2), part(-3, 6, axis=0)]),
]

CASES = DENSE + ACTIVATIONS + NORMS + SHAPES
