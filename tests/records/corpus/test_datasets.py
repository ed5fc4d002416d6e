"""The registry of data sets: what a source covers and how good it is, kept up to date by what comes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.records.corpus.laking import mark, put
from tests.records.making import record, row, workbook

from zhiquan.records.corpus import datasets as module
from zhiquan.records.corpus.datasets import SHARE_NAMES, TABLE_NAMES, YEAR_NAMES, refresh, registry
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.model import TABLES
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.survey import SHARES, YEARS


def test_an_import_leaves_the_registry_up_to_date(tmp_path: Path) -> None:
    rows = [*(row(serial) for serial in range(1, 31)), row(31, 专利名称=""), row(32, 摘要="")]
    import_file(workbook(tmp_path / "a.xlsx", rows), tmp_path / "lake", source="甲", vintage=date(2020, 1, 1))
    found = registry(Lake(tmp_path / "lake"))
    assert found
    assert (found.version, found.behind, found.rows) == (1, False, {"patents": 31})
    (one,) = found.sets
    assert (one.source, one.first_vintage, one.vintage, one.rows) == ("甲", "2020-01-01", "2020-01-01", 31)
    assert (one.quality.read, one.quality.accepted, one.quality.refused) == (32, 31, 1)
    assert [(reason.rule, reason.count) for reason in one.quality.reasons] == [("title.missing", 1)]
    assert [(batch.file, batch.version, batch.accepted) for batch in one.batches] == [("a.xlsx", 1, 31)]
    (cover,) = one.tables
    assert (cover.table, cover.rows, cover.things, cover.offices) == ("patents", 31, 31, (("CN", 31),))
    assert cover.years == {"filed": (2014, 2014)}
    assert cover.shares
    assert cover.shares["abstract"] == pytest.approx(30 / 31)
    assert (cover.shares["applicant"], cover.shares["class"], cover.shares["status"]) == (1, 1, 0)


def test_only_sources_that_changed_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)
    put(lake, "1", patents=[record(source="a")])
    put(lake, "2", marks=[mark(source="b")], patents=[record(source="b")])
    looked: list[str] = []
    survey = module.survey
    monkeypatch.setattr(module, "survey", lambda lake, source: looked.append(source) or survey(lake, source))
    first = refresh(lake)
    assert (looked, first.rows) == (["a", "b"], {"patents": 2, "marks": 1})
    put(lake, "3", patents=[record("新", serial=2, source="a", vintage=date(2021, 1, 1))])
    stale = registry(lake)
    assert stale
    assert stale.behind
    assert stale.sets == first.sets
    second = refresh(lake)
    assert looked == ["a", "b", "a"]
    assert (second.sets[0].vintage, second.sets[0].rows, second.sets[1]) == ("2021-01-01", 2, first.sets[1])
    lake.rollback(1)
    assert [one.source for one in refresh(lake).sets] == ["a"]
    assert registry(lake) == refresh(lake)


def test_doubts_offices_and_years_are_counted(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    offices = ["CN", "CN", "CN", "US", "US", "EP", "JP", "KR", "DE", "FR", "GB", "CA", "AU"]
    rows = [
        replace(record(serial=serial), office=office, doubts=("number.missing",) if serial == 1 else ())
        for serial, office in enumerate(offices)
    ]
    put(lake, "1", patents=[*rows, replace(record(serial=99), filing_date=None)])
    (cover,) = refresh(lake).sets[0].tables
    assert cover.doubtful == 1
    assert cover.offices[:2] == (("CN", 4), ("US", 2))
    assert (len(cover.offices), cover.more_offices) == (8, 2)


def test_without_a_lake_or_with_a_foreign_file_there_is_no_registry(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert registry(lake) is None
    assert refresh(lake).sets == ()
    put(lake, "1", patents=[record()])
    assert registry(lake) is None
    for content in ("{", '{"form": 0}'):
        (tmp_path / "datasets.json").write_text(content, encoding="utf-8")
        assert registry(lake) is None
    assert refresh(lake) == registry(lake)


def test_everything_counted_has_a_name_for_people() -> None:
    assert TABLE_NAMES.keys() == TABLES.keys()
    assert SHARE_NAMES.keys() == {name for shares in SHARES.values() for name in shares}
    assert YEAR_NAMES.keys() == {name for years in YEARS.values() for name in years}
