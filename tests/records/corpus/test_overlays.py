"""Corrections: applied last, visible with who, when and why; withdrawn, never changed; not lost by a rollback."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.records.corpus.laking import mark, put
from tests.records.making import number, record

from zhiquan.records.corpus.merged import CORRECTION, changed_keys, merged, merged_one
from zhiquan.records.corpus.overlays import correct, corrections, table_of, withdraw
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import NotFound, Refusal

WHY = {"reason": "登记簿副本", "by": "经办人", "on": date(2024, 1, 1)}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path)
    put(lake, "1", patents=[record("一", serial=serial, main_class="H01M10/05") for serial in (1, 2)])
    put(lake, "2", marks=[mark("7")])
    return lake


def test_a_correction_stands_above_every_source_and_says_why(lake: Lake) -> None:
    correct(lake, number(1), "status", "有效", **WHY)
    one = merged_one(lake, "patents", number(1))
    assert one
    assert (one.record.status, one.reasons["status"]) == ("有效", CORRECTION)
    assert (one.corrections["status"].reason, one.corrections["status"].by) == ("登记簿副本", "经办人")
    assert {item.key: item.record.status for item in merged(lake)} == {number(1): "有效", number(2): ""}
    put(lake, "3", patents=[record("新", serial=1, vintage=date(2025, 1, 1))])
    again = merged_one(lake, "patents", number(1))
    assert again
    assert (again.record.title, again.record.status) == ("新", "有效")


def test_the_last_correction_of_a_field_holds_and_a_withdrawn_one_does_not(lake: Lake) -> None:
    correct(lake, number(1), "title", "二", **WHY)
    last = correct(lake, number(1), "title", "三", **WHY)
    again = correct(lake, number(1), "title", "二", **WHY)
    assert title(lake) == "二"
    withdraw(lake, again.record, **WHY)
    assert title(lake) == "三"
    withdraw(lake, last.record, **WHY)
    assert title(lake) == "二"
    assert len(corrections(lake, number(1))) == 5
    assert corrections(lake, number(2)) == []
    assert title(lake, 2) == "一"
    with pytest.raises(NotFound):
        withdraw(lake, "none", **WHY)


def title(lake: Lake, version: int | None = None) -> str:
    one = merged_one(lake, "patents", number(1), version)
    assert one
    return str(one.record.title)


@pytest.mark.parametrize(
    ("field", "value", "there"),
    [
        ("filing_date", "2014-05-07", date(2014, 5, 7)),
        ("filing_date", "", None),
        ("priorities", "US1；JP2; ", ("US1", "JP2")),
        ("owners", "甲;乙", ("甲", "乙")),
        ("applicants", "丙", ("丙",)),
    ],
)
def test_dates_lists_and_parties_are_corrected_too(lake: Lake, field: str, value: str, there: object) -> None:
    correct(lake, number(1), field, value, **WHY)
    one = merged_one(lake, "patents", number(1))
    assert one
    assert getattr(one.record, field) == there
    assert one.reasons["parties" if field in ("owners", "applicants") else field] == CORRECTION


@pytest.mark.parametrize(
    ("key", "field", "value", "code"),
    [
        (number(1), "key", "x", "overlay.field"),
        (number(1), "vintage", "2020-01-01", "overlay.field"),
        (number(1), "colour", "x", "overlay.field"),
        (number(1), "filing_date", "gestern", "overlay.value"),
        (number(9), "title", "x", "overlay.no-key"),
        ("tm.CN.7", "owners_of", "x", "overlay.field"),
    ],
)
def test_what_cannot_be_corrected_is_said(lake: Lake, key: str, field: str, value: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        correct(lake, key, field, value, **WHY)
    assert refusal.value.code == code
    assert corrections(lake) == []


def test_a_correction_needs_a_reason(lake: Lake) -> None:
    with pytest.raises(Refusal):
        correct(lake, number(1), "title", "x", reason=" ", by="甲", on=date(2024, 1, 1))


def test_a_rollback_takes_imports_back_and_leaves_corrections(lake: Lake) -> None:
    correct(lake, "tm.CN.7", "status", "注册", **WHY)
    put(lake, "3", patents=[record("坏", serial=1)])
    lake.rollback(2)
    assert title(lake) == "一"
    (one,) = merged(lake, "marks")
    assert one.record.status == "注册"
    correct(lake, number(1), "status", "有效", **WHY)
    lake.rollback(1)
    assert len(corrections(lake)) == 2
    assert lake.verify().sound


def test_a_correction_is_a_change_for_the_index(lake: Lake) -> None:
    before = lake.version()
    assert before
    first = correct(lake, number(2), "title", "x", **WHY)
    assert list(changed_keys(lake, "patents", before)) == [number(2)]
    assert list(changed_keys(lake, "marks", before)) == []
    withdraw(lake, first.record, **WHY)
    assert list(changed_keys(lake, "patents", before + 1)) == [number(2)]


def test_the_table_is_known_by_the_form_of_the_key() -> None:
    assert [table_of(key) for key in ("tm.CN.7", "gi.EU.1", "CN1", "pub.CN1A")] == [
        "marks",
        "indications",
        "patents",
        "patents",
    ]
