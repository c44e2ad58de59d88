#!/usr/bin/env python3
"""Exports of scikit-learn, by skl2onnx: `python3 with_sklearn.py`, with requirements-sklearn.txt installed."""

import warnings

import numpy as np
from record import by_onnxruntime, path
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, Normalizer, RobustScaler, StandardScaler

warnings.filterwarnings("ignore")


def export(name, model, data, output=None, double=False, zipmap=True):
    samples, targets = data
    samples = samples.astype(np.float64 if double else np.float32)
    model.fit(samples, targets)
    last = model[-1] if hasattr(model, "steps") else model
    options = {} if zipmap or not hasattr(last, "classes_") else {id(last): {"zipmap": False}}
    kind = DoubleTensorType if double else FloatTensorType
    onnx = to_onnx(model, initial_types=[("X", kind([None, samples.shape[1]]))], options=options, target_opset=17)
    path(f"{name}.onnx").write_bytes(onnx.SerializeToString())
    if output is not False:
        by_onnxruntime(f"{name}.onnx", samples[:: max(1, len(samples) // 12)], output)


def mlp(kind, *hidden, activation="relu"):
    return kind(hidden_layer_sizes=hidden, activation=activation, max_iter=200, random_state=0)


iris, digits = load_iris(return_X_y=True), load_digits(return_X_y=True)
diabetes, cancer = load_diabetes(return_X_y=True), load_breast_cancer(return_X_y=True)
named_iris = (iris[0], load_iris().target_names[iris[1]])

export("sklearn_iris_mlp", make_pipeline(StandardScaler(), mlp(MLPClassifier, 10)), iris, "output_probability")
export("sklearn_iris_names", make_pipeline(StandardScaler(), mlp(MLPClassifier, 6, activation="tanh")), named_iris, "output_probability")
export("sklearn_iris_logistic", make_pipeline(MinMaxScaler(), LogisticRegression()), iris, "probabilities", zipmap=False)
export("sklearn_cancer_mlp", make_pipeline(StandardScaler(), mlp(MLPClassifier, 8, activation="logistic")), cancer, "probabilities", zipmap=False)
export("sklearn_cancer_logistic", make_pipeline(StandardScaler(), LogisticRegression()), cancer, "output_probability")
export("sklearn_digits_mlp", make_pipeline(MaxAbsScaler(), mlp(MLPClassifier, 16)), digits, "probabilities", zipmap=False)
export("sklearn_digits_pca", make_pipeline(PCA(8, whiten=True), mlp(MLPClassifier, 12, activation="tanh")), digits, "probabilities", zipmap=False)
export("sklearn_diabetes_mlp", make_pipeline(StandardScaler(), mlp(MLPRegressor, 12, 6)), diabetes)
export("sklearn_diabetes_identity", mlp(MLPRegressor, 4, activation="identity"), diabetes)
export("sklearn_diabetes_linear", LinearRegression(), diabetes)
export("sklearn_diabetes_double", make_pipeline(StandardScaler(), Ridge()), diabetes, double=True)
export("sklearn_diabetes_robust", make_pipeline(SimpleImputer(), RobustScaler(), mlp(MLPRegressor, 8)), diabetes)

# What no network of layers can be.
export("refused_forest", RandomForestClassifier(2, max_depth=2, random_state=0), iris, False)
export("sklearn_iris_normalizer", make_pipeline(Normalizer(), mlp(MLPClassifier, 4)), iris, "output_probability")
export("refused_one_vs_rest", OneVsRestClassifier(LogisticRegression()), iris, False)
