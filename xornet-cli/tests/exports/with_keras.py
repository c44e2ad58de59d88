#!/usr/bin/env python3
"""Exports of Keras, through tf2onnx, and of JAX: `python3 with_keras.py`, with requirements-keras.txt installed."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import jax
import keras
import numpy as np
from keras import layers
from record import by_onnxruntime, path, record, some
from safetensors.numpy import save_file

keras.utils.set_random_seed(0)


def export(name, model, inputs):
    file = path(f"{name}.onnx")
    model(inputs[:1])
    model.export(file, format="onnx", verbose=False)
    by_onnxruntime(file.name, inputs)


def gelu(x):
    """The exact one becomes `Erfc` in tf2onnx 1.17, which is no operator of ONNX."""
    return keras.activations.gelu(x, approximate=True)


def trained(model):
    """As if trained: biases and statistics that are not zero and one."""
    random = np.random.default_rng(0)
    for weight in model.weights:
        if not weight.path.endswith("kernel"):
            weight.assign(random.uniform(0.25, 1.25, weight.shape))
    return model


samples = some(12, 4) * np.float32([5, 1, 100, 0.25]) + np.float32([50, 0, -200, 3])
norm = layers.Rescaling(scale=[1 / 5, 1, 1 / 100, 4], offset=[-10, 0, 2, -12])
classifier = keras.Sequential([
    keras.Input((4,)), norm,
    layers.Dense(8, use_bias=False), layers.BatchNormalization(), layers.Activation("relu"), layers.Dropout(0.3),
    layers.Dense(6, activation=gelu), layers.Dense(3, activation="softmax"),
])
export("keras_classifier", trained(classifier), samples)

functions = [
    "relu", "relu6", "leaky_relu", "elu", "selu", gelu, "silu", "mish", "sigmoid", "hard_sigmoid", "hard_silu",
    "tanh", "softplus", "softsign", "exponential", "log_softmax", "softmax",
]
stack = [keras.Input((4,))] + [layers.Dense(4, activation=name) for name in functions]
export("keras_activations", trained(keras.Sequential(stack)), some(12, 4))

image = keras.Sequential([
    keras.Input((4, 4, 1)), layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(5, activation="tanh"), layers.Dense(2),
])
export("keras_image", trained(image), np.abs(some(12, 4, 4, 1)) * np.float32(127))

# Images and sequences. tf2onnx writes `Conv1D` as a convolution of images of height one, causal padding as a `Pad`, and
# `UpSampling2D` as repetitions of axes of one.
digits = keras.Sequential([
    keras.Input((12, 10, 1)),
    layers.Conv2D(4, 3, use_bias=False), layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling2D(2),
    layers.SeparableConv2D(6, 3, padding="same", activation="relu"), layers.AveragePooling2D(2),
    layers.Flatten(), layers.Dense(5, activation="softmax"),
])
export("keras_cnn", trained(digits), some(6, 12, 10, 1))
sequence = keras.Sequential([
    keras.Input((20, 3)),
    layers.Conv1D(6, 5, strides=2, padding="same", activation="relu"), layers.BatchNormalization(),
    layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="tanh"), layers.MaxPooling1D(2),
    layers.GlobalAveragePooling1D(), layers.Dense(2),
])
export("keras_sequence", trained(sequence), some(6, 20, 3))
decoder = keras.Sequential([
    keras.Input((4, 4, 2)),
    layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu"),
    layers.UpSampling2D(), layers.Conv2D(1, 3, padding="same"),
])
export("keras_decoder", trained(decoder), some(6, 4, 4, 2))

# tf2onnx 1.17 makes inputs of this layer's statistics, and loses their values.
norm = layers.Normalization()
norm.adapt(samples)
lossy = keras.Sequential([keras.Input((4,)), norm, layers.Dense(2)])
lossy(samples)
lossy.export(path("keras_statistics.onnx"), format="onnx", verbose=False)

# Parameters alone: the kernels as they are, one row per input.
mlp = trained(keras.Sequential([keras.Input((4,)), layers.Dense(8, activation="silu", name="hidden"), layers.Dense(3, name="logits")]))
save_file({weight.path: np.asarray(weight) for weight in mlp.weights}, path("keras_weights.safetensors"))
record("keras_weights.npz", some(12, 4), mlp(some(12, 4)).numpy())

# JAX keeps parameters as the user likes; these are those of Flax, names joined with dots.
keys = jax.random.split(jax.random.key(0), 4)
params = {
    "Dense_0": {"kernel": jax.random.normal(keys[0], (4, 6)), "bias": jax.random.normal(keys[1], (6,))},
    "Dense_1": {"kernel": jax.random.normal(keys[2], (6, 2)), "bias": jax.random.normal(keys[3], (2,))},
}
flat = {f"{layer}.{name}": np.asarray(value) for layer, values in params.items() for name, value in values.items()}
save_file(flat, path("jax_params.safetensors"))
hidden = jax.nn.tanh(some(12, 4) @ params["Dense_0"]["kernel"] + params["Dense_0"]["bias"])
record("jax_params.npz", some(12, 4), np.asarray(hidden @ params["Dense_1"]["kernel"] + params["Dense_1"]["bias"]))
