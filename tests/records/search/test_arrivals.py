"""What newly answers a question between two versions of the lake, held against asking both versions whole."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from tests.records.corpus.laking import mark, put
from tests.records.making import number, record

from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import source
from zhiquan.records.search.arrivals import arrivals
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import Node
from zhiquan.records.search.oracle import Folded, holds


def answering(lake: Lake, version: int, node: Node) -> set[str]:
    """Every record of a version that answers, found by reading all of it."""
    folded = (Folded.of(item) for item in source.records(lake, version))
    return {one.entry.key for one in folded if holds(node, one)}


def new(lake: Lake, since: int, version: int, query: str) -> list[tuple[str, bool]]:
    return [(one.key, one.came) for one in arrivals(lake, since, version, {1: parse(query)})[1]]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = Lake(tmp_path / "lake")
    put(made, "a", patents=[record("电池", serial=serial) for serial in (1, 2)])
    return made


def test_a_record_that_came_in_is_new_and_one_that_was_there_is_not(lake: Lake) -> None:
    put(lake, "b", patents=[record("电池隔膜", serial=3), record("阀门", serial=4)])
    assert new(lake, 1, 2, "电池") == [(number(3), True)]
    assert new(lake, 2, 2, "电池") == []


def test_before_the_first_batch_everything_is_new(lake: Lake) -> None:
    assert {key for key, came in new(lake, 0, 1, "电池") if came} == {number(1), number(2)}


def test_a_record_that_fits_since_its_data_changed_is_new_but_has_not_come(lake: Lake) -> None:
    put(lake, "b", patents=[record("传感器", serial=1)])
    assert new(lake, 1, 2, "传感器") == [(number(1), False)]
    assert new(lake, 1, 2, "*") == [], "it was among all records before"


def test_the_newest_day_comes_first_and_marks_are_found_beside_patents(lake: Lake) -> None:
    late = record("电池", serial=5, filed=date(2016, 1, 1))
    battery = mark("7", "电池王", source="test", filing_date=date(2019, 1, 1))
    put(lake, "b", patents=[record("电池", serial=4), late], marks=[battery])
    assert [key for key, _ in new(lake, 1, 2, "电池")] == ["tm.CN.7", late.key, number(4)]


def test_what_a_rollback_took_away_is_not_new_and_what_it_brought_back_is(lake: Lake) -> None:
    put(lake, "b", patents=[record("电池", serial=3)])
    back = lake.rollback(1)
    assert new(lake, 2, back, "电池") == []
    assert new(lake, back, 2, "电池") == [(number(3), True)]


def test_it_is_the_difference_of_what_the_two_versions_answer(tmp_path: Path) -> None:
    draw, lake = random.Random(20261122), Lake(tmp_path / "lake")
    words = ("电池", "隔膜", "阀门")
    for batch in "abc":
        rows = [record("".join(draw.choices(words, k=2)), serial=one) for one in draw.sample(range(1, 30), k=15)]
        put(lake, batch, patents=rows)
    asked = dict(enumerate(map(parse, ("电池", "TI=(隔膜 NOT 电池)", "阀门 OR 隔膜", "*"))))
    for since, version in ((1, 3), (2, 3)):
        found = arrivals(lake, since, version, asked)
        for one, node in asked.items():
            expected = answering(lake, version, node) - answering(lake, since, node)
            assert {new.key for new in found[one]} == expected
            assert expected
