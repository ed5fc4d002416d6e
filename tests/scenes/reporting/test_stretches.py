"""What figures count by is what the law reckoned at import: in force, of high value, in which of the five classes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.conf import settings

from zhiquan.definitions.shelf import law_book
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.portal.demo import write_demo_workbook
from zhiquan.portal.demo.patents import UNTIL, DemoPatent, demo_patents
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.standing import register_events
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.intervals import status_intervals
from zhiquan.rules.law.status import STANDING
from zhiquan.rules.law.units import add_months
from zhiquan.scenes.reporting.sources import source_of
from zhiquan.scenes.reporting.sources.stretches import runs
from zhiquan.settings.folders import DataFolder

MANY = 150
JUNE = date(2026, 6, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The first patents of the fictional city, imported and nothing else done."""
    root = tmp_path_factory.mktemp("stretches")
    written = write_demo_workbook(root / "city.xlsx", MANY)
    held = DataFolder(root / "data")
    import_file(written.path, held.lake, vintage=UNTIL, division="990100")
    return held


@pytest.fixture
def told(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    monkeypatch.setattr(settings, "DATA", folder)
    views = catalogue().views
    names = ("patents", "high_value_classes")
    return {name: list(source_of(views[name]).read(views[name]).facts) for name in names}  # type: ignore[arg-type]


def stands(row: dict[str, Any], first: str, last: str, on: date) -> bool:
    return row[first] is not None and row[first] <= on and (row[last] is None or row[last] >= on)


def test_a_patent_counts_as_in_force_on_exactly_the_days_that_the_law_says(
    told: dict[str, list[dict[str, Any]]], folder: DataFolder
) -> None:
    rows, book, seen = {row["key"]: row for row in told["patents"]}, law_book(None), Counter[bool]()
    for right in merged(Lake(folder.lake), "patents"):
        record = right.record
        kind, events = PatentKind(record.kind), register_events(record, ())
        now = next(
            (
                one.holds.code
                for one in status_intervals(kind, record.filing_date, events, book)
                if one.first <= JUNE and (one.last is None or one.last >= JUNE)
            ),
            None,
        )
        held = stands(rows[record.key], "in_force_from", "in_force_until", JUNE)
        assert held is (now in STANDING)
        seen[held] += 1
    assert min(seen[True], seen[False]) > 20


def test_an_invention_in_force_for_over_ten_years_is_of_high_value_by_age(
    told: dict[str, list[dict[str, Any]]],
) -> None:
    def old(one: DemoPatent) -> bool:
        return one.kind is PatentKind.INVENTION and add_months(one.filed_on, 120) < JUNE

    granted = {one.key for one in demo_patents(MANY) if old(one) and one.granted_on and one.granted_on <= JUNE}
    valid = {row["key"] for row in told["patents"] if stands(row, "in_force_from", "in_force_until", JUNE)}
    by_age = {row["right"] for row in told["high_value_classes"] if stands(row, "since", "until", JUNE)}
    assert by_age == granted & valid != set()
    assert {row["class"] for row in told["high_value_classes"]} == {"age"}
    high = {row["key"] for row in told["patents"] if stands(row, "high_value_from", "high_value_until", JUNE)}
    assert high == by_age


def test_a_gap_of_a_lapsed_year_makes_two_runs_and_neighbours_make_one() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)]
    ends = [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31), None]
    told = [("A", first, last, holds) for first, last, holds in zip(days, ends, (True, True, False, True), strict=True)]
    assert list(runs(told)) == [("A", (days[0], ends[1])), ("A", (days[3], None))]
