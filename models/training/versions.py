"""The versions of the packages, as the comments in the model files name them."""

from importlib.metadata import version


def named(*packages):
    return ", ".join(f"{package} {version(package)}" for package in packages)


SKLEARN = named("numpy", "scipy", "scikit-learn")
TORCH = f"PyTorch {version('torch')}, {named('numpy')}"
