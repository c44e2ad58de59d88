"""Scores of the plugin: the bits of the model file, nulls, lazy and streamed frames.

XORNET names the command `xornet`, whose outputs are those that the plugin must have.
"""

import os
import subprocess
import tomllib
from pathlib import Path

import fraud
import numpy as np
import polars as pl
import pytest

MODEL = Path(__file__).parent.parent / "models" / "fraud.toml"
COLUMNS = tomllib.loads(MODEL.read_text())["input_names"]


def payments(rows):
    """A frame of random numbers in f32."""
    random = np.random.default_rng(0)
    numbers = random.random((rows, len(COLUMNS)), np.float32) * 4
    return pl.DataFrame(numbers, schema=COLUMNS)


def expected(frame):
    """What the command computes, as f32: the numbers it prints read back the same."""
    table = frame.select(COLUMNS).write_csv()
    command = [os.environ["XORNET"], "run", MODEL, "-"]
    printed = subprocess.run(command, input=table, text=True, capture_output=True, check=True).stdout
    return np.array([np.float32(line) for line in printed.split()])


def same_bits(scores, numbers):
    assert scores.dtype == pl.Float32
    assert scores.to_numpy().tobytes() == numbers.tobytes()


def test_the_columns_are_those_of_the_model_file():
    assert fraud.COLUMNS == COLUMNS


@pytest.mark.parametrize("rows", [1, 127, 128, 129, 1000])
def test_the_bits_are_those_of_the_command(rows):
    frame = payments(rows)
    numbers = expected(frame)
    assert len(numbers) == rows
    same_bits(frame.select(pl.col(fraud.COLUMNS).fraud.score())["score"], numbers)
    same_bits(frame.select(fraud.score(*COLUMNS))["score"], numbers)


def test_the_test_cases_of_the_model_file():
    checks = tomllib.loads(MODEL.read_text())["checks"]
    frame = pl.DataFrame([check["input"] for check in checks], schema=COLUMNS, orient="row")
    scores = frame.select(fraud.score(*COLUMNS))["score"]
    for score, check in zip(scores, checks, strict=True):
        assert abs(score - check["output"][0]) < check["tolerance"]


def test_a_row_with_a_null_is_null():
    frame = payments(300)
    full = frame.select(fraud.score(*COLUMNS))["score"]
    row = pl.int_range(pl.len())
    holes = frame.with_columns(
        pl.when(row % 5 != 1).then(pl.col("hour")), pl.when(row % 7 != 2).then(pl.col("shop_3"))
    )
    scores = holes.select(fraud.score(*COLUMNS))["score"]
    for index, (score, number) in enumerate(zip(scores, full, strict=True)):
        assert score == (None if index % 5 == 1 or index % 7 == 2 else number)


def test_lazy_frames_and_streamed_files(tmp_path):
    frame = payments(20_000)
    numbers = frame.select(fraud.score(*COLUMNS))["score"].to_numpy()
    for part in range(4):
        frame[part * 5000 : (part + 1) * 5000].write_parquet(tmp_path / f"{part}.parquet")
    query = pl.scan_parquet(tmp_path / "*.parquet").select(pl.col(fraud.COLUMNS).fraud.score())
    same_bits(query.collect()["score"], numbers)
    same_bits(query.collect(engine="streaming")["score"], numbers)


def test_chunks_slices_and_filters():
    frame = payments(500)
    numbers = frame.select(fraud.score(*COLUMNS))["score"].to_numpy()
    chunks = pl.concat([frame[:100], frame[100:]], rechunk=False)
    same_bits(chunks.select(fraud.score(*COLUMNS))["score"], numbers)
    same_bits(frame[37:411].select(fraud.score(*COLUMNS))["score"], numbers[37:411])
    kept = frame.filter(fraud.score(*COLUMNS) > 0.5).height
    assert kept == int((numbers > 0.5).sum()) and 0 < kept < 500


def test_integers_and_literals_are_cast():
    frame = payments(50).with_columns(pl.col("hour").cast(pl.Int32), pl.lit(2.0, pl.Float32).alias("weekday"))
    numbers = expected(frame)
    same_bits(frame.select(fraud.score(*COLUMNS))["score"], numbers)
    literal = [pl.lit(2) if name == "weekday" else pl.col(name) for name in COLUMNS]
    same_bits(frame.select(fraud.score(*literal))["score"], numbers)


def test_an_empty_frame_gives_an_empty_column():
    assert payments(0).select(fraud.score(*COLUMNS))["score"].len() == 0


def test_a_wrong_number_of_columns_says_what_the_network_takes():
    with pytest.raises(pl.exceptions.PolarsError, match="takes 30 columns, it was given 2: amount, hour, "):
        payments(3).lazy().select(fraud.score("amount", "hour")).collect_schema()


def test_a_text_is_refused():
    frame = payments(3).with_columns(pl.lit("noon").alias("hour"))
    with pytest.raises(pl.exceptions.PolarsError, match="`hour` is to be a number"):
        frame.lazy().select(fraud.score(*COLUMNS)).collect_schema()
