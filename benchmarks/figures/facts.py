"""Ten million patents and a million cases of a fictional province of fourteen cities, as facts in Parquet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.facts import fact_table

CITIES = [f"99{number:02}00" for number in range(1, 15)]
TODAY = np.datetime64("2026-10-31")
CHUNK = 500_000
HOLDERS = ["university", "institute", "enterprise", "body", "individual"]
MATTERS = ["adjudication", "mediation", "pledge", "preexam", "rights-assistance", "open-licence", "fake-patent"]


def write(folder: Path, patents: int, cases: int) -> None:
    """Write the facts of two views in order of their keys, in files of half a million rows; what is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    views = catalogue().views
    for name, rows, make in (("patents", patents, _patents), ("cases", cases, _cases)):
        schema = fact_table(views[name], ()).schema
        for number, start in enumerate(range(0, rows, CHUNK)):
            path = folder / f"{name}-{number:03}.parquet"
            if path.exists():
                continue
            count = min(CHUNK, rows - start)
            columns = make(np.random.default_rng([20261031, number]), start, count)
            arrays = [_array(columns.get(field.name), field.type, count) for field in schema]
            pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)


def _array(values: object, kind: pa.DataType, count: int) -> pa.Array:
    if values is None:
        return pa.nulls(count, kind)
    return pa.array(values).cast(kind)


def _some(rng: np.random.Generator, values: list[str], count: int, weights: list[float] | None = None) -> pa.Array:
    places = rng.choice(len(values), count, p=weights)
    return pa.array(values).take(pa.array(places))


def _days(rng: np.random.Generator, first: str, last: np.datetime64, count: int) -> np.ndarray:
    begin = np.datetime64(first)
    return begin + rng.integers(0, int((last - begin).astype(int)), count).astype("timedelta64[D]")


def _masked(values: np.ndarray, there: np.ndarray) -> pa.Array:
    return pa.array(values, mask=~there)


def _patents(rng: np.random.Generator, start: int, count: int) -> dict[str, object]:
    filed = _days(rng, "2005-01-01", TODAY, count)
    took = rng.integers(200, 1_000, count)
    granted = filed + took.astype("timedelta64[D]")
    there = (granted <= TODAY) & (rng.random(count) < 0.7)
    until = granted + rng.integers(300, 6_000, count).astype("timedelta64[D]")
    ended = there & (until < TODAY)
    high = there & (rng.random(count) < 0.25)
    return {
        "key": pa.array([f"CN{number:012}" for number in range(start, start + count)]),
        "title": pa.array(["一种示例装置"]).take(pa.array(np.zeros(count, int))),
        "division": _some(rng, CITIES, count, [0.4, *[0.6 / 13] * 13]),
        "kind": _some(rng, ["invention", "utility_model", "design"], count, [0.45, 0.45, 0.1]),
        "holder": _some(rng, [f"示例单位{number}" for number in range(60_000)], count),
        "holder_kind": _some(rng, HOLDERS, count, [0.25, 0.05, 0.6, 0.02, 0.08]),
        "filed_on": filed,
        "granted_on": _masked(granted, there),
        "days_to_grant": pa.array(took, mask=~there),
        "in_force_from": _masked(granted, there),
        "in_force_until": _masked(until, ended),
        "high_value_from": _masked(granted, high),
        "high_value_until": _masked(until, high & ended),
        "digital": _some(rng, ["yes", "no", "unknown"], count, [0.2, 0.7, 0.1]),
    }


def _cases(rng: np.random.Generator, start: int, count: int) -> dict[str, object]:
    opened = _days(rng, "2022-01-01", TODAY, count)
    took = rng.integers(1, 120, count)
    closed = opened + took.astype("timedelta64[D]")
    done = closed <= TODAY
    grade = rng.integers(1, 6, count)
    steps = [["accept", "decide"], ["accept", "mediated"], ["accept"]]
    return {
        "number": pa.array([f"C{number:010}" for number in range(start, start + count)]),
        "matter": _some(rng, MATTERS, count),
        "division": _some(rng, CITIES, count),
        "channel": _some(rng, ["online", "counter"], count),
        "opened_on": opened,
        "accepted_on": opened + np.timedelta64(2, "D"),
        "open_until": _masked(closed - np.timedelta64(1, "D"), done),
        "closed_on": _masked(closed, done),
        "days": pa.array(took, mask=~done),
        "outcome": pa.array(_some(rng, ["favourable", "unfavourable", "withdrawn"], count)),
        "steps": pa.array(steps).take(pa.array(rng.integers(0, 3, count))),
        "grade": pa.array(grade, mask=~done),
        "party": _some(rng, [f"示例单位{number}" for number in range(30_000)], count),
        "party_code": _some(rng, [f"U{number:017}" for number in range(30_000)], count),
        "rated": _some(rng, ["yes", "no"], count),
        "satisfied": _some(rng, ["yes", "no"], count, [0.95, 0.05]),
    }
