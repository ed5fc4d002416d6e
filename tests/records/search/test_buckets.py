"""Counts of very many values are exact, by whichever way they were found."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests.records.making import record

from zhiquan.records.search.engines.tantivy import buckets
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.language import parse

NAMES = [f"公司{at}" for at in range(400)]


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, list[tuple[str, ...]]]:
    """Three segments with many names, a few of them frequent, some only in one segment."""
    chance = random.Random(2)
    weights = [1 / (rank + 1) for rank in range(len(NAMES))]
    held = [tuple(set(chance.choices(NAMES, weights, k=chance.randint(1, 3)))) for _ in range(1500)]
    folder, base = tmp_path_factory.mktemp("uneven"), None
    for at in range(3):
        place = folder / str(at)
        place.mkdir()
        part = range(500 * at, 500 * at + 500)
        write(place, (record("电池" if one % 2 else "灯", "", held[one], serial=one) for one in part), base=base)
        base = place
    return Reader(folder / "2"), held


@pytest.mark.parametrize("few", [1, 10, 60, 1000])
@pytest.mark.parametrize("size", [1, 3, 10, 500])
@pytest.mark.parametrize("query", ["*", "电池", "PA=公司7+"])
def test_the_first_of_many_names_are_counted_exactly(  # type: ignore[no-untyped-def]
    uneven, monkeypatch: pytest.MonkeyPatch, few: int, size: int, query: str
) -> None:
    reader, held = uneven
    monkeypatch.setattr(buckets, "FEW_OF_SEGMENT", few)
    monkeypatch.setattr(buckets, "MORE_OF_SEGMENT", (4 * few,))
    hits = [
        names
        for one, names in enumerate(held)
        if query == "*" or (query == "电池" and one % 2) or (query[:2] == "PA" and any("公司7" in n for n in names))
    ]
    counted = Counter(name for names in hits for name in names)
    expected = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:size]
    assert list(reader.buckets(parse(query), {"name": size})["name"]) == expected


def test_few_names_are_enough_to_know_the_first(uneven, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    reader, _ = uneven
    exact = reader.buckets(parse("*"), {"name": 3})
    asked: list[int] = []
    monkeypatch.setattr(buckets, "FEW_OF_SEGMENT", 100)
    monkeypatch.setattr(buckets, "_all", lambda searcher, query, field, size: _noted(searcher, query, field, asked))
    assert reader.buckets(parse("*"), {"name": 3}) == exact
    assert len(asked) == 1
    assert asked[0] < 1500


def _noted(searcher, query, field, asked: list[int]):  # type: ignore[no-untyped-def]
    """Note among how many hits names were counted; the names come from those alone."""
    asked.append(int(searcher.search(query, limit=1, count=True).count))
    wanted = {field: buckets._terms(field, buckets.ALL_OF_SEGMENT, buckets.ALL_OF_SEGMENT)}
    return searcher.aggregate(query, wanted)[field]


def test_a_bound_that_is_not_looked_at_is_found_out(uneven, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    reader, _ = uneven
    exact = reader.buckets(parse("*"), {"name": 40})
    monkeypatch.setattr(buckets, "FEW_OF_SEGMENT", 5)
    monkeypatch.setattr(buckets, "_MORE", 1)
    assert reader.buckets(parse("*"), {"name": 40}) == exact
    monkeypatch.setattr(buckets, "_exact", lambda _s, _c, _q, _f, size, told: buckets._read(told)[:size])
    assert reader.buckets(parse("*"), {"name": 40}) != exact


def test_sets_of_sections_are_counted_apart(tmp_path: Path) -> None:
    held = [
        ("ipc:H01M10/05", "ipc:G06F3/00"),
        ("ipc:H01M10/05",),
        ("cpc:Y02E60/10", "ipc:H04L9/00"),
        ("locarno:06-01",),
    ]
    write(tmp_path, (replace(record("灯", serial=at), classes=one) for at, one in enumerate(held)))
    found = Reader(tmp_path).buckets(parse("*"), {"section": 40})["section"]
    assert found == (("ipc:H", 3), ("cpc:Y", 1), ("ipc:G", 1), ("locarno:06", 1))
