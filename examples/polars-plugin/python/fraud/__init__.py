"""A network as an expression of Polars.

    frame.with_columns(pl.col(fraud.COLUMNS).fraud.score())
    frame.with_columns(fraud.score("amount", "hour", …))
"""

from pathlib import Path

import polars as pl
from polars.plugins import register_plugin_function

from fraud._fraud import COLUMNS

__all__ = ["COLUMNS", "score"]


def score(*columns):
    """The score of each row, from the columns in the order of COLUMNS; null if one of its numbers is null."""
    return register_plugin_function(
        plugin_path=Path(__file__).parent,
        function_name="score",
        args=list(columns),
        is_elementwise=True,
        input_wildcard_expansion=True,
    ).alias("score")


@pl.api.register_expr_namespace("fraud")
class Fraud:
    """Expressions of several columns, as `pl.col(fraud.COLUMNS).fraud.score()`."""

    def __init__(self, columns):
        self._columns = columns

    def score(self):
        """The score of each row."""
        return score(self._columns)
