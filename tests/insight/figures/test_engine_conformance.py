"""What every backend of the engine has to pass: each figure equal to the count by hand, on DuckDB and on Spark."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.insight.figures.test_engine import COUNTIES, by_hand, parts
from tests.insight.figures.things import INDICATORS, VIEW, rows_of

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.engine.backends import Backend, duckdb, spark
from zhiquan.insight.figures.engine.distinct import WORD
from zhiquan.insight.figures.facts import fact_table
from zhiquan.insight.figures.model import months_between

SINCE, THROUGH = date(2021, 1, 1), date(2026, 4, 30)
"""More months than one whole number of a distinct count has bits."""


@pytest.fixture(scope="module", params=["duckdb", pytest.param("spark", marks=pytest.mark.long)])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    if request.param == "duckdb":
        yield duckdb("1GB")
        return
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (the optional extra `spark`)")
    builder = sql.SparkSession.builder.master("local[2]").appName("zhiquan").config("spark.ui.enabled", "false")
    # the days of the facts are dates without a zone, and a shuffle of a few rows needs no two hundred parts
    session = builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "2")
    made = session.getOrCreate()
    yield spark(made)
    made.stop()


def rows_at_random(count: int) -> list[dict[str, Any]]:
    rng = random.Random(20261031)

    def day() -> date | None:
        return None if rng.random() < 0.2 else date(2019, 6, 1) + timedelta(days=rng.randrange(2_700))

    return rows_of(
        {
            "place": rng.choice(COUNTIES),
            "sort": rng.choice(["a", "b", "c", None]),
            "firm": rng.choice(["A", "B", "C", "D", "", None]),
            "tags": rng.choice([None, [], ["x"], ["x", "y"], ["z", "z"]]),
            "pieces": rng.choice([None, 0, 3, 9]),
            "money": rng.choice([None, Decimal("0.01"), Decimal("99999999999.99")]),
            "happened": day(),
            "begins": day(),
            "ends": day(),
        }
        for _ in range(count)
    )


def test_every_figure_of_six_years_in_two_files_equals_the_count_by_hand(backend: Backend, tmp_path: Path) -> None:
    assert len(list(months_between(SINCE, THROUGH))) > WORD
    rows = rows_at_random(240)
    files = []
    for at, part in enumerate((rows[:100], rows[100:])):
        files.append(str(tmp_path / f"{at}.parquet"))
        pq.write_table(fact_table(VIEW, part), files[-1])
    cells = compute(VIEW, INDICATORS, files, divisions(), SINCE, THROUGH, backend=backend)
    found = {(cell.indicator, cell.division, cell.period): cell for cell in cells}
    assert len(found) == len(cells)
    assert parts(found) == by_hand(rows, SINCE, THROUGH)


def test_a_fact_without_place_stops_the_run_on_every_backend(backend: Backend, tmp_path: Path) -> None:
    rows = rows_of([{"happened": date(2026, 3, 5)}])
    rows[0]["place"] = None
    pq.write_table(fact_table(VIEW, rows), tmp_path / "facts.parquet")
    with pytest.raises(ValueError, match="no division"):
        compute(VIEW, INDICATORS, [str(tmp_path / "facts.parquet")], divisions(), SINCE, THROUGH, backend=backend)
