"""Makes fraud.toml: payments by card, some of them fraud, and a network that tells which.

The payments are drawn here, not collected: the network is one to try a query engine with. With the packages of
models/requirements.txt, except for PyTorch:

    pip install numpy==2.4.6 scikit-learn==1.9.1
    python3 xornet-datafusion/models/train.py
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "models"))
from modelfile import Dense, write  # noqa: E402

# Training stops after a set number of epochs, on purpose.
warnings.filterwarnings("ignore", category=ConvergenceWarning)

COLUMNS = ["amount", "hour", "weekday", "age_of_card", "distance_from_home", "minutes_since_last"]
COLUMNS += [f"{what}_{days}d" for what in ("count", "sum", "largest", "refused") for days in (1, 7, 30)]
COLUMNS += [f"shop_{i}" for i in range(6)] + [f"device_{i}" for i in range(6)]


def payments(count, seed):
    """Columns of payments, and which of them are fraud."""
    random = np.random.default_rng(seed)
    amount = random.lognormal(3.5, 1.1, count).round(2)
    columns = [
        amount,
        random.integers(0, 24, count),
        random.integers(0, 7, count),
        random.integers(0, 3000, count),
        random.exponential(30, count).round(1),
        random.exponential(900, count).round(),
    ]
    daily = random.gamma(2, 1, count)
    columns += [random.poisson(daily * days) for days in (1, 7, 30)]
    columns += [(daily * days * random.lognormal(3.5, 0.5, count)).round(2) for days in (1, 7, 30)]
    columns += [random.lognormal(3.5 + np.log(days) / 3, 0.8, count).round(2) for days in (1, 7, 30)]
    columns += [random.poisson(0.02 * days, count) for days in (1, 7, 30)]
    columns += list(random.normal(0, 1, (12, count)).round(3))
    table = np.column_stack(columns).astype(np.float64)
    night = (table[:, 1] < 5).astype(float)
    risk = (
        0.8 * (np.log(amount) - 3.5)
        + 1.1 * night
        + 0.02 * np.minimum(table[:, 4], 100)
        - 0.0005 * table[:, 3]
        + 0.9 * table[:, 15]
        + 0.4 * table[:, 18] * table[:, 24]
        + 0.6 * np.tanh(table[:, 19] + table[:, 25])
    )
    return table, (risk + random.logistic(0, 0.5, count) > 2.4).astype(int)


def main():
    train, train_labels = payments(40_000, 0)
    test, test_labels = payments(10_000, 1)
    scaler = StandardScaler().fit(train)
    network = MLPClassifier((64, 32), batch_size=256, alpha=1e-3, max_iter=15, random_state=0)
    network.fit(scaler.transform(train), train_labels)
    w1, w2, w3 = network.coefs_
    b1, b2, b3 = network.intercepts_
    # (x - mean) / scale folded into the first layer.
    b1 = b1 - (scaler.mean_ / scaler.scale_) @ w1
    w1 = w1 / scaler.scale_[:, None]
    layers = [Dense("relu", w1, b1), Dense("relu", w2, b2), Dense("sigmoid", w3, b3)]

    scores = network.predict_proba(scaler.transform(test))[:, 1]
    picks = [0, int(scores.argmax()), int(np.abs(scores - 0.5).argmin())]
    checks = [(test[i], scores[i : i + 1]) for i in picks]
    comment = f"""
How likely a payment by card is fraud, from {len(COLUMNS)} columns about it. A 30-64-32-1 network, relu
then sigmoid; the inputs' standardisation is folded into the first layer.

Made by xornet-datafusion/models/train.py with numpy {np.__version__} and scikit-learn {sklearn.__version__}:
MLPClassifier, Adam, {network.max_iter} epochs. The payments are drawn by the script, not
collected. Of {len(test)} others, {test_labels.mean():.1%} are fraud; area under the curve {roc_auc_score(test_labels, scores):.4f}.

The checks are scikit-learn's predict_proba for the first of these, for the one that it is
surest of, and for the one that it is least sure of.
"""
    description = "How likely a payment by card is fraud, a number from 0 to 1, from what is known about it."
    write(HERE / "fraud.toml", comment, "Fraud", description, layers, checks, 1e-4, input_names=COLUMNS)


main()
