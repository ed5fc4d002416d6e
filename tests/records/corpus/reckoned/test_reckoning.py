"""Status and high value as dated stretches: reckoned by the law, kept with the records, made anew only where needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.laking import put
from tests.records.making import number, record

from zhiquan.definitions.shelf import law_book
from zhiquan.records.corpus.model import ConcordanceRecord, EventRecord, FamilyRecord, PatentRecord
from zhiquan.records.corpus.reckoned import HIGH_VALUE, STATUS, reckon
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text

COMMON: dict[str, Any] = {"source": "test", "batch": "b", "vintage": date(2024, 1, 1), "raw_hash": "0"}
GRANTED = date(2016, 3, 1)


def patent(serial: int, **changes: Any) -> PatentRecord:
    made = record(serial=serial, main_class="H01M10/0525", vintage=date(2024, 1, 1))
    return replace(made, grant_date=GRANTED, **changes)


def event(serial: int, kind: str, on: date, **changes: Any) -> EventRecord:
    key = number(serial)
    return EventRecord(**{**COMMON, "record": f"{key} {kind} {on}", "key": key, "event": kind, "on": on, **changes})


def member(key: str, publication: str, family: str = "1") -> FamilyRecord:
    told = {"record": f"{family} {publication}", "key": key, "publication": publication, "family": family}
    return FamilyRecord(**{**COMMON, **told})


def emerging(pattern: str, **changes: Any) -> ConcordanceRecord:
    told = {"record": f"sei {pattern}", "key": f"sei {pattern}", "table": "sei", "code": "1", "rule": "1"}
    return ConcordanceRecord(**{**COMMON, **told, "title": "新兴", "include": (pattern,), **changes})


def stretches(lake: Lake, table: str, key: str) -> list[dict[str, Any]]:
    return [row for row in lake.read_facts(table).to_pylist() if row["key"] == key]


def on(lake: Lake, serial: int, day: date) -> dict[str, Any]:
    """Return the one stretch of high value that holds a day."""
    (found,) = (
        one for one in stretches(lake, HIGH_VALUE, number(serial)) if one["first"] <= day <= (one["last"] or date.max)
    )
    return found


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def test_a_right_stands_from_its_grant_to_its_lapse(lake: Lake) -> None:
    put(lake, "a", patents=[patent(1)], events=[event(1, "ceased", date(2020, 5, 6))])
    assert reckon(lake, law_book())
    told = [(one["first"], one["last"], one["code"], one["certain"]) for one in stretches(lake, STATUS, number(1))]
    assert told == [
        (date(2014, 5, 6), date(2016, 2, 29), "pending", True),
        (date(2016, 3, 1), date(2020, 5, 5), "in_force", True),
        (date(2020, 5, 6), None, "lapsed", True),
    ]
    assert on(lake, 1, date(2022, 1, 1))["outcome"] == "fail"


def test_each_of_the_five_kinds_is_told_apart_and_what_no_source_holds_is_unknown(lake: Lake) -> None:
    pledged = event(3, "pledged", date(2021, 6, 1), amount="5000000", currency="CNY")
    families = [
        member(number(2), "CN104282860B"), member("pub.US9999999B2", "US9999999B2"),
        member(number(4), "CN104282861B", "2"), member("pub.US20150000001A1", "US20150000001A1", "2"),
        member(number(5), "CN104282862B", "3"),
    ]  # fmt: skip
    rights = [patent(serial) for serial in (1, 2, 3, 4, 5)]
    put(lake, "a", patents=rights, events=[pledged], families=families, concordances=[emerging("H01M*")])
    reckon(lake, law_book())
    day = date(2022, 1, 1)
    assert on(lake, 1, day) | {"first": None, "last": None} == {
        "key": number(1), "first": None, "last": None, "outcome": "pass", "valid": "pass",
        "emerging": "pass", "family": "unknown", "age": "fail", "pledge": "unknown", "award": "unknown",
    }  # fmt: skip
    assert [on(lake, serial, day)["family"] for serial in (2, 4, 5)] == ["pass", "unknown", "fail"]
    assert on(lake, 3, day)["pledge"] == "unknown"  # the region has set no figure
    assert on(lake, 1, date(2024, 5, 7))["age"] == "pass"
    assert not stretches(lake, HIGH_VALUE, number(6))


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        ((emerging("G06F*"),), "fail"),
        ((emerging("H01M*", keywords=("电池",)),), "unknown"),
        ((), "unknown"),
    ],
)
def test_a_class_decides_only_where_the_table_asks_for_nothing_else(
    lake: Lake, rules: tuple[Any, ...], outcome: str
) -> None:
    put(lake, "a", patents=[patent(1)], **({"concordances": rules} if rules else {}))
    reckon(lake, law_book())
    assert on(lake, 1, date(2022, 1, 1))["emerging"] == outcome


def test_only_what_changed_is_reckoned_anew_and_the_outcome_is_the_same(lake: Lake, tmp_path: Path) -> None:
    put(lake, "a", patents=[patent(serial) for serial in range(1, 30)])
    first = reckon(lake, law_book())
    assert first is not None
    assert (first.rights, first.whole) == (29, True)
    assert reckon(lake, law_book()) is None
    put(lake, "b", patents=[patent(40), patent(3, title="另一种装置")], events=[event(7, "ceased", date(2020, 5, 6))])
    second = reckon(lake, law_book())
    assert second is not None
    assert (second.rights, second.whole) == (3, False)
    kept = {name: sorted(map(str, lake.read_facts(name).to_pylist())) for name in (STATUS, HIGH_VALUE)}
    put(lake, "c", concordances=[emerging("A01B*")])
    third = reckon(lake, law_book())
    assert third is not None
    assert third.whole
    assert sorted(map(str, lake.read_facts(STATUS).to_pylist())) == kept[STATUS]
    lake.rollback(1)
    assert reckon(lake, law_book())
    assert not stretches(lake, STATUS, number(40))


def test_another_law_means_reckoning_anew(lake: Lake) -> None:
    put(lake, "a", patents=[patent(1)])
    book = law_book()
    reckon(lake, book)
    changed = (
        replace(one, note=Text("另一种读法", "Another reading")) if one.key == "high-value.age" else one for one in book
    )
    other = type(book)(changed)
    found = reckon(lake, other)
    assert found is not None
    assert found.whole


def test_rights_of_other_offices_and_of_unknown_kind_have_no_stretches(lake: Lake) -> None:
    put(lake, "a", patents=[patent(1, kind=""), patent(2, office="US")])
    assert reckon(lake, law_book()) is not None
    assert lake.read_facts(STATUS).num_rows == 0


def test_an_empty_lake_has_nothing_to_reckon_and_two_do_not_reckon_at_once(lake: Lake) -> None:
    assert reckon(lake, law_book()) is None
    put(lake, "a", patents=[patent(1)])
    with only_writer(lake.root / ".reckoning.lock", Text("", "")), pytest.raises(Conflict):
        reckon(lake, law_book())
