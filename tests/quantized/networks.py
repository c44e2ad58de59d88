"""The networks, by hand: every layer and key alone, and graphs of several."""

from layers import Net

NETWORKS = {
    "dense": lambda seed: Net(seed, [20]).dense(7).dense(5, "relu").dense(9, "relu6"),
    "dense_per_channel": lambda seed: Net(seed, [13]).dense(8, per_tensor=False),
    "dense_wide": lambda seed: Net(seed, [40], zero_point=-128).dense(33).dense(17),
    "dense_zero_point": lambda seed: Net(seed, [9], zero_point=127).dense(3).dense(2),
    "dense_saturated": lambda seed: Net(seed, [9]).dense(16, small=0.05),
    "conv2d": lambda seed: Net(seed, [6, 5, 3]).conv(9, 3, activation="relu"),
    "conv2d_same": lambda seed: Net(seed, [6, 5, 2]).conv(4, (3, 2), padding="same"),
    "conv2d_same_strides": lambda seed: Net(seed, [7, 6, 2]).conv(5, (4, 3), strides=2, padding="same", activation="relu6"),
    "conv2d_strides": lambda seed: Net(seed, [8, 7, 1]).conv(8, (3, 2), strides=(2, 3)),
    "conv2d_dilation": lambda seed: Net(seed, [7, 7, 2]).conv(3, 2, dilation=2),
    "conv2d_pointwise": lambda seed: Net(seed, [3, 3, 10]).conv(11, 1, activation="relu"),
    "conv2d_per_tensor": lambda seed: Net(seed, [5, 5, 2]).conv(4, 2, per_tensor=True),
    "conv1d": lambda seed: Net(seed, [12, 3]).conv(6, 3, activation="relu"),
    "conv1d_same_strides": lambda seed: Net(seed, [11, 2]).conv(4, 5, strides=2, padding="same"),
    "depthwise": lambda seed: Net(seed, [6, 6, 9]).conv(9, 3, depthwise=True, activation="relu"),
    "depthwise_same": lambda seed: Net(seed, [5, 6, 4]).conv(4, 3, strides=2, padding="same", depthwise=True),
    "depthwise_multiplier": lambda seed: Net(seed, [5, 5, 3]).conv(6, 2, depthwise=True),
    "max_pool": lambda seed: Net(seed, [6, 7, 3]).pool("max", 2).pool("max", 2, strides=1),
    "max_pool_same": lambda seed: Net(seed, [5, 7, 2]).pool("max", 3, strides=2, padding="same"),
    "average_pool": lambda seed: Net(seed, [6, 7, 3]).pool("average", 2).pool("average", 3, strides=1),
    "average_pool_same": lambda seed: Net(seed, [5, 7, 2]).pool("average", 3, strides=2, padding="same"),
    "average_pool1d": lambda seed: Net(seed, [9, 3]).pool("average", 3),
    "global_average": lambda seed: Net(seed, [5, 5, 3]).global_average(False),
    "mean": lambda seed: Net(seed, [5, 5, 3]).global_average(True),
    "mean_large": lambda seed: Net(seed, [12, 11, 2]).global_average(True),
    "mean_power": lambda seed: Net(seed, [4, 4, 3]).global_average(True),
    "sigmoid": lambda seed: Net(seed, [256], scale=0.05, zero_point=-7).activation("sigmoid"),
    "sigmoid_coarse": lambda seed: Net(seed, [256], scale=0.2).activation("sigmoid"),
    "tanh": lambda seed: Net(seed, [256], scale=0.03, zero_point=11).activation("tanh"),
    "tanh_fine": lambda seed: Net(seed, [256], scale=0.004).activation("tanh"),
    "softmax": lambda seed: Net(seed, [12], scale=0.11).activation("softmax"),
    "softmax_fine": lambda seed: Net(seed, [5], scale=0.013).activation("softmax"),
    "softmax_coarse": lambda seed: Net(seed, [40], scale=0.6).activation("softmax"),
    "relu": lambda seed: Net(seed, [64], scale=0.05, zero_point=-20).activation("relu"),
    "relu6": lambda seed: Net(seed, [64], scale=0.07, zero_point=4).activation("relu6"),
    "relu6_rescaled": lambda seed: Net(seed, [256], scale=0.071, zero_point=9).activation("relu6", (0.0272, -119)),
    "relu_rescaled": lambda seed: Net(seed, [256], scale=0.05, zero_point=-20).activation("relu", (0.031, -101)),
    "add": lambda seed: Net(seed, [5, 4, 3]).conv(3, 1).merge("add", "layer_0", "input"),
    "add_relu": lambda seed: Net(seed, [4, 4, 8]).conv(8, 3, padding="same").merge("add", "input", "layer_0", "relu"),
    "add_itself": lambda seed: Net(seed, [256]).merge("add", "input", "input"),
    "add_scales": lambda seed: Net(seed, [256], scale=0.05)
    .activation("relu", (0.0131, -90))
    .merge("add", "input", "layer_0")
    .merge("add", "layer_0", "layer_1", "relu6"),
    "multiply": lambda seed: Net(seed, [5, 4, 3]).conv(3, 1).merge("multiply", "layer_0", "input"),
    "multiply_relu6": lambda seed: Net(seed, [40]).dense(40).merge("multiply", "input", "layer_0", "relu6"),
    "concatenate": lambda seed: Net(seed, [3, 4, 2]).pool("max", 1).concatenate("input", "layer_0"),
    "shapes": lambda seed: Net(seed, [4, 3, 2]).flatten().reshape(2, 3, 4).slice(1, 3).upsample(2),
    "keyword": lambda seed: Net(seed, [10, 6, 1])
    .conv(8, (4, 3), strides=2, padding="same", activation="relu")
    .conv(8, 3, padding="same", depthwise=True, activation="relu")
    .conv(8, 1, activation="relu")
    .pool("average", 3)
    .flatten()
    .dense(4)
    .activation("softmax"),
    "residual": lambda seed: Net(seed, [8, 8, 3])
    .conv(4, 3, padding="same", activation="relu")
    .conv(4, 3, padding="same")
    .merge("add", "layer_0", "layer_1", "relu")
    .conv(8, 3, strides=2, padding="same", activation="relu")
    .global_average(True)
    .dense(5)
    .activation("softmax"),
    # Large enough for every tile of the kernels, and not multiples of them.
    "conv2d_wide": lambda seed: Net(seed, [3, 15, 5]).conv(41, 3, padding="same", activation="relu"),
    "conv2d_wide_dilation": lambda seed: Net(seed, [8, 9, 6]).conv(17, (3, 2), dilation=2),
    "conv2d_wide_strides": lambda seed: Net(seed, [9, 12, 3]).conv(24, (5, 3), strides=(3, 2), padding="same"),
    "conv2d_wide_pointwise": lambda seed: Net(seed, [9, 8, 7]).conv(20, 1, activation="relu6"),
    "depthwise_wide": lambda seed: Net(seed, [6, 9, 35]).conv(35, 3, padding="same", depthwise=True, activation="relu"),
    "depthwise_wide_strides": lambda seed: Net(seed, [7, 8, 18]).conv(18, (2, 4), strides=2, padding="same", depthwise=True),
    "dense_rows": lambda seed: Net(seed, [3, 30]).conv(70, 1).conv(12, 1),
    "keyword_wide": lambda seed: Net(seed, [10, 6, 1])
    .conv(48, (4, 3), strides=2, padding="same", activation="relu")
    .conv(48, 3, padding="same", depthwise=True, activation="relu")
    .conv(48, 1, activation="relu")
    .conv(48, 3, padding="same", depthwise=True, activation="relu")
    .conv(48, 1, activation="relu")
    .pool("average", 3)
    .flatten()
    .dense(12)
    .activation("softmax"),
}
