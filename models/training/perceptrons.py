"""Multilayer perceptrons of scikit-learn."""

import warnings

import numpy as np
from sklearn.datasets import load_digits, load_iris
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from evaluation import evaluate
from modelfile import Dense, accuracy, bound, write, write_samples
from training.versions import SKLEARN as VERSIONS

# Training stops after a set number of epochs, on purpose.
warnings.filterwarnings("ignore", category=ConvergenceWarning)


def choose(scaler, classifier, grid, samples, labels):
    """The pipeline whose parameters do best in 5-fold cross-validation, refitted to all."""
    grid = {f"mlpclassifier__{name}": values for name, values in grid.items()}
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    search = GridSearchCV(make_pipeline(scaler, classifier), grid, cv=folds)
    search.fit(samples, labels)
    chosen = {name.split("__")[1]: value for name, value in search.best_params_.items()}
    chosen = ", ".join(f"{name} {value:g}" for name, value in sorted(chosen.items()))
    return search.best_estimator_, chosen, search.best_score_


def iris(folder):
    data = load_iris()
    train_x, test_x, train_y, test_y = train_test_split(
        data.data, data.target, test_size=0.3, stratify=data.target, random_state=0
    )
    classifier = MLPClassifier((16, 16), activation="tanh", solver="lbfgs", max_iter=2000, random_state=0)
    grid = {"alpha": [0.01, 0.1, 1.0, 10.0]}
    model, chosen, score = choose(StandardScaler(), classifier, grid, train_x, train_y)
    scaler, network = model[0], model[-1]
    # (x - mean) / scale folded into the first layer.
    w1, w2, w3 = network.coefs_
    b1, b2, b3 = network.intercepts_
    b1 = b1 - (scaler.mean_ / scaler.scale_) @ w1
    w1 = w1 / scaler.scale_[:, None]
    layers = [Dense("tanh", w1, b1), Dense("tanh", w2, b2), Dense("softmax", w3, b3)]

    probabilities = model.predict_proba(test_x)
    picks = [int(np.flatnonzero(test_y == label)[0]) for label in range(3)]
    unsure = np.argsort(probabilities.max(axis=1), kind="stable")
    picks += [int(next(i for i in unsure if i not in picks))]
    checks = [(test_x[i], probabilities[i]) for i in picks]
    reached = accuracy(layers, test_x, test_y)
    comment = f"""
The species of an iris from four lengths in cm: sepal length, sepal width, petal length,
petal width. Outputs are the probabilities of setosa, versicolor and virginica.
A 4-16-16-3 network, tanh then softmax; the inputs' standardisation is folded into the
first layer, so that inputs are plain cm.

Made by models/train.py with {VERSIONS}:
MLPClassifier, L-BFGS, {chosen}, chosen by 5-fold cross-validation (accuracy {score:.4f})
within the {len(train_y)} training samples. Weights are rounded to f32.
Accuracy on the {len(test_y)} samples held out (models/data/iris_test.csv): {reached}.

Data: R. A. Fisher, "The use of multiple measurements in taxonomic problems", 1936,
as bundled with scikit-learn (BSD-3-Clause). The UCI Machine Learning Repository offers
it, two samples apart, under CC BY 4.0, https://doi.org/10.24432/C56C76.

The checks are scikit-learn's predict_proba for the first held-out sample of each
species and for the remaining one it is least sure of.
"""
    description = (
        "The species of an iris from its sepal length, sepal width, petal length and petal width in cm: "
        "the probabilities of setosa, versicolor and virginica."
    )
    write(folder / "iris.toml", comment, "Iris", description, layers, checks, 1e-5)
    columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    write_samples(folder / "data" / "iris_test.csv", columns, test_x, test_y)
    return reached


def digits(folder):
    data = load_digits()
    train_x, test_x, train_y, test_y = train_test_split(
        data.data, data.target, test_size=0.25, stratify=data.target, random_state=0
    )
    classifier = MLPClassifier((64,), activation="relu", batch_size=64, max_iter=60, random_state=0)
    grid = {"alpha": [0.0001, 0.01, 0.1], "learning_rate_init": [0.001, 0.003, 0.01]}
    scaler = FunctionTransformer(lambda pixels: pixels / 16)
    model, chosen, score = choose(scaler, classifier, grid, train_x, train_y)
    network = model[-1]
    # Pixels that are blank in all the training samples taught their weights nothing.
    blank = ~train_x.any(axis=0)
    network.coefs_[0][blank] = 0
    w1, w2 = network.coefs_
    b1, b2 = network.intercepts_
    layers = [Dense("relu", w1 / 16, b1), Dense("softmax", w2, b2)]

    probabilities = model.predict_proba(test_x)
    picks = [0, 1, int(probabilities.max(axis=1).argmin())]
    checks = [(test_x[i], probabilities[i]) for i in picks]
    reached = accuracy(layers, test_x, test_y)
    comment = f"""
The handwritten digit in an image of 8x8 pixels, row by row from the top left, each from 0
(blank) to 16 (full ink). Outputs are the probabilities of 0 to 9. A 64-64-10 network,
relu then softmax; the division of the pixels by 16 is folded into the first layer.

Made by models/train.py with {VERSIONS}:
MLPClassifier, Adam, at most {network.max_iter} epochs of batches of {network.batch_size}, {chosen},
chosen by 5-fold cross-validation (accuracy {score:.4f}) within the {len(train_y)} training
samples. The {blank.sum()} pixels that are blank in all of these have zero weights. Weights are
rounded to f32, and to zero below 1e-20.
Accuracy on the {len(test_y)} samples held out (models/data/digits_test.csv): {reached}.
The split is at random, so the same writers occur on both sides of it.

Data: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", 1998, UCI
Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0; the part of it
that is bundled with scikit-learn (1797 images).

The checks are scikit-learn's predict_proba for the first two held-out samples and for
the one it is least sure of.
"""
    description = (
        "The handwritten digit in an image of 8x8 pixels, row by row, each from 0 (blank) to 16 (full ink): "
        "the probabilities of 0 to 9."
    )
    write(folder / "digits.toml", comment, "Digits", description, layers, checks, 1e-5)
    columns = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    write_samples(folder / "data" / "digits_test.csv", columns, test_x, test_y)
    return reached


def sine(folder, samples=257, gain=30):
    # L-BFGS stops when the loss falls by little compared with 1: a gain on the targets,
    # folded into the last layer afterwards, has it go on for longer. Of 1, 10, 30, 100 and
    # 1000, 30 had the smallest error on the grid below; 1000 overfits.
    angles = np.linspace(0, 2 * np.pi, samples)
    network = MLPRegressor(
        hidden_layer_sizes=(16, 16), activation="tanh", solver="lbfgs", alpha=0,
        max_iter=3000, max_fun=100000, tol=1e-9, random_state=0,
    )  # fmt: skip
    network.fit((angles / np.pi - 1)[:, None], gain * np.sin(angles))
    # The input's scale, x / pi - 1, folded into the first layer.
    w1, w2, w3 = network.coefs_
    b1, b2, b3 = network.intercepts_
    layers = [Dense("tanh", w1 / np.pi, b1 - w1[0]), Dense("tanh", w2, b2), Dense("linear", w3 / gain, b3 / gain)]

    grid = np.linspace(0, 2 * np.pi, 10001)
    error = max(abs(evaluate(layers, [x], np.float32)[0] - np.sin(x)) for x in grid)
    inputs = np.array([[0.0], [1.5], [3.0], [4.5], [6.0]])
    outputs = network.predict(inputs / np.pi - 1)[:, None] / gain
    comment = f"""
The sine of an angle between 0 and 2 pi. A 1-16-16-1 network, tanh then linear; the
input's and the output's scales are folded into the first and the last layer.

Made by models/train.py with {VERSIONS}:
MLPRegressor, L-BFGS, {network.n_iter_} iterations, on {samples} angles evenly spaced over [0, 2 pi].
No data but numpy's sine. Weights are rounded to f32. Largest error on 10001 angles evenly
spaced over [0, 2 pi], in f32: {error:.1e}; the gain of {gain} on the targets in training was
chosen by this error, too. Outside of that range it is not a sine.

The checks are scikit-learn's outputs, not the sines themselves.
"""
    description = f"The sine of an angle between 0 and 2π, within {bound(error)}."
    write(folder / "sine.toml", comment, "Sine", description, layers, list(zip(inputs, outputs)), 1e-5)
    return f"max error {error:.1e}"
