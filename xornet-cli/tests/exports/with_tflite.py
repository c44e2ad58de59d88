#!/usr/bin/env python3
"""Networks of Keras that TensorFlow's converter wrote: `python3 with_tflite.py`, with requirements-tflite.txt installed."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf
import tflite_runtime.interpreter as runtime
from record import path, record, some
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(0)


def trained(model):
    """As if trained: biases and statistics that are not zero and one."""
    random = np.random.default_rng(0)
    for weight in model.weights:
        if "kernel" not in weight.name:
            weight.assign(random.uniform(0.25, 1.25, weight.shape))
    return model


def export(name, model, inputs, half=False):
    converter = tf.lite.TFLiteConverter.from_keras_model(trained(model))
    if half:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
    file = path(f"tflite_{name}.tflite")
    file.write_bytes(converter.convert())
    resolver = runtime.OpResolverType.BUILTIN_REF
    interpreter = runtime.Interpreter(str(file), experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    details = sorted(interpreter.get_input_details(), key=lambda detail: detail["name"])
    rows = []
    inputs = inputs if isinstance(inputs, list) else [inputs]
    for case in zip(*inputs):
        interpreter.reset_all_variables()
        for detail, row in zip(details, case):
            interpreter.set_tensor(detail["index"], row[None])
        interpreter.invoke()
        outputs = [interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()]
        rows.append(np.concatenate([output.ravel() for output in outputs]))
    order = [detail["index"] for detail in details]
    places = [order.index(detail["index"]) for detail in interpreter.get_input_details()]
    cases = np.concatenate([inputs[place].reshape(len(rows), -1) for place in places], axis=1)
    record(file.name, cases, rows)


def separable(x, filters, stride=1, activation="relu"):
    x = layers.DepthwiseConv2D(3, stride, padding="same", use_bias=False)(x)
    x = layers.Activation(activation)(layers.BatchNormalization()(x))
    x = layers.Conv2D(filters, 1, use_bias=False)(x)
    return layers.Activation(activation)(layers.BatchNormalization()(x))


def model(inputs, outputs):
    return keras.Model(inputs, outputs)


def export_int8(name, model, inputs):
    """A network of eight bits: the integers that come out are those of the reference kernels."""
    converter = tf.lite.TFLiteConverter.from_keras_model(trained(model))
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([row[None]] for row in inputs)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    file = path(f"tflite_{name}_int8.tflite")
    file.write_bytes(converter.convert())
    interpreter = runtime.Interpreter(str(file), experimental_op_resolver_type=runtime.OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    [given], [got] = interpreter.get_input_details(), interpreter.get_output_details()
    integers = np.random.default_rng(1).integers(-128, 128, size=inputs.shape).astype(np.int8)
    rows = []
    for row in integers:
        interpreter.set_tensor(given["index"], row[None])
        interpreter.invoke()
        rows.append(interpreter.get_tensor(got["index"]).ravel())
    record(file.name, integers.reshape(len(rows), -1).astype(np.float32), np.float32(rows))


# Keyword spotting, as MLPerf Tiny has it, in small.
x = inputs = keras.Input((17, 10, 1))
x = layers.Conv2D(8, (10, 4), 2, padding="same", activation="relu")(x)
x = separable(separable(x, 8), 8)
x = layers.Flatten()(layers.AveragePooling2D((9, 5))(x))
keywords = model(inputs, layers.Dense(4, activation="softmax")(x))
export("keywords", keywords, some(6, 17, 10, 1))
export_int8("keywords", keywords, some(6, 17, 10, 1))

# Images, as its residual network and its MobileNet classify them.
x = inputs = keras.Input((12, 12, 3))
x = layers.Conv2D(6, 3, padding="same")(x)
x = layers.Activation("relu")(layers.BatchNormalization()(x))
y = layers.Conv2D(6, 3, padding="same", activation="relu")(x)
y = layers.BatchNormalization()(layers.Conv2D(6, 3, padding="same")(y))
x = layers.Activation("relu")(layers.Add()([x, y]))
y = layers.Conv2D(8, 3, 2, padding="same", activation="relu")(x)
y = layers.Conv2D(8, 3, padding="same")(y)
x = layers.Activation("relu")(layers.Add()([layers.Conv2D(8, 1, 2, padding="same")(x), y]))
x = layers.Flatten()(layers.AveragePooling2D(6)(x))
residual = model(inputs, layers.Dense(5, activation="softmax")(x))
export("residual", residual, some(5, 12, 12, 3))
export_int8("residual", residual, some(5, 12, 12, 3))

x = inputs = keras.Input((16, 16, 3))
x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
x = layers.Conv2D(8, 3, 2, use_bias=False)(x)
x = layers.ReLU(6.0)(layers.BatchNormalization()(x))
x = separable(x, 12, 2, "relu6")
gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
gate = layers.Conv2D(12, 1, activation="hard_sigmoid")(layers.Conv2D(4, 1, activation="relu")(gate))
x = separable(layers.Multiply()([x, gate]), 8, 1, "swish")
x = layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(x))
mobile = model(inputs, layers.Dense(3, activation="softmax")(x))
export("mobile", mobile, some(4, 16, 16, 3))
export("mobile_float16", mobile, some(4, 16, 16, 3), half=True)

# Anomalies of machines: an autoencoder of dense layers.
x = inputs = keras.Input((20,))
for units in (16, 4, 16):
    x = layers.Activation("relu")(layers.BatchNormalization()(layers.Dense(units)(x)))
export("autoencoder", model(inputs, layers.Dense(20)(x)), some(6, 20))

# A decoder of images, in both ways of growing.
x = inputs = keras.Input((6,))
x = layers.Reshape((3, 3, 4))(layers.Dense(36, activation="relu")(x))
x = layers.LeakyReLU(0.125)(layers.Conv2DTranspose(4, 3, 2, padding="same")(x))
x = layers.Conv2D(2, 3, padding="same", activation="tanh")(layers.UpSampling2D(2)(x))
export("decoder", model(inputs, x), some(4, 6))

# Sequences: convolutions over time, and a recurrent layer.
x = inputs = keras.Input((24, 3))
x = layers.Conv1D(6, 3, padding="causal", activation="relu")(x)
x = layers.Conv1D(6, 3, padding="causal", dilation_rate=2, activation="relu")(x)
x = layers.MaxPooling1D(2)(x)
x = layers.GlobalAveragePooling1D()(layers.Conv1D(4, 3, strides=2, padding="same")(x))
export("sequence", model(inputs, layers.Dense(2, activation="sigmoid")(x)), some(4, 24, 3))

# In eight bits, the converter adds the biases of a convolution with dilation as a constant.
x = inputs = keras.Input((24, 3))
x = layers.Conv1D(6, 3, padding="causal", activation="relu")(x)
x = layers.Conv1D(4, 3, strides=2, padding="same", activation="tanh")(layers.MaxPooling1D(2)(x))
x = layers.GlobalAveragePooling1D()(x)
export_int8("sequence", model(inputs, layers.Dense(2, activation="sigmoid")(x)), some(4, 24, 3))

x = inputs = keras.Input((9, 3), batch_size=1)
x = layers.LSTM(5)(layers.LSTM(4, return_sequences=True)(x))
export("lstm", model(inputs, layers.Dense(2, activation="softmax")(x)), some(4, 9, 3))

# Several inputs and outputs, and parts of values.
first, second = keras.Input((8,), name="a"), keras.Input((4, 2), name="b")
y = layers.Concatenate()([first, layers.Flatten()(second), layers.Cropping1D(1)(second)[:, 0]])
hidden = layers.Dense(6, activation="gelu")(y)
value = layers.Dense(1, name="value")(hidden)
policy = layers.Softmax(name="policy")(layers.Dense(3)(hidden - tf.reduce_mean(hidden, axis=1, keepdims=True)))
export("actor_critic", model([first, second], [policy, value]), [some(5, 8), some(5, 4, 2, seed=1)])
