"""Values that no office writes: long, deep, endless. A gate answers at once and keeps none of them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from tests.records.making import number

from zhiquan.records.corpus.gates import Gate, Origin, Refused
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import TABLES
from zhiquan.records.corpus.store.schema import to_batch

GATE = Gate(Origin("test", "b", "", date(2020, 1, 1)))
LONG = 200_000
SECONDS = 5.0
"""Enough for reading a value once on a busy machine; a reading that begins anew at every place takes minutes."""

SOUND: dict[str, dict[str, Value]] = {
    "patents": {"application": number(1), "title": "灯", "applicants": "甲", "filing_date": "2014-05-06"},
    "marks": {"number": "1", "nice_class": "9", "applicants": "甲"},
    "indications": {"register": "CN", "number": "1", "name": "茶", "regime": "product"},
    "events": {"application": number(1), "event": "granted", "on": "2018-01-02"},
    "citations": {"application": number(1), "cited_number": "US10123456B2"},
    "families": {"application": number(1), "family": "1"},
    "organisations": {"name": "甲"},
    "classes": {"scheme": "ipc", "symbol": "A01B1/02", "level": "5"},
    "concordances": {"table": "t", "code": "1"},
    "divisions": {"code": "990101", "name": "东湖区"},
    "statistics": {"dataset": "d", "measure": "m", "item": "i", "place": "浙江", "period": "2014", "value": "1"},
}
FIELDS = {
    "patents": ("application", "publication", "kind_code", "kind", "filing_date", "main_class", "ipc", "applicants",
                "agency", "address", "pct", "division", "priorities"),
    "marks": ("number", "nice_class", "goods", "groups", "feature", "kind", "vienna", "expires_on"),
    "indications": ("register", "number", "regime", "name", "countries", "registration_date"),
    "events": ("event", "on", "until", "amount", "from", "mark_number", "text"),
    "citations": ("cited_number", "cited_office", "text"),
    "families": ("family", "scheme"),
    "organisations": ("name", "code", "area"),
    "classes": ("symbol", "level", "parent"),
    "concordances": ("include", "keywords"),
    "divisions": ("code", "parent", "name"),
    "statistics": ("place", "period", "value"),
}  # fmt: skip
FILLINGS = ("1", " ", ";", "质押", "文字", "A01B", "某 ", "-", "2014-", "PCT/", "(", "１")


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_long_value_is_read_once(table: str, filling: str) -> None:
    long = "甲" + filling * (LONG // len(filling)) + "乙"
    for field in FIELDS[table]:
        fields = {**SOUND[table], field: long}
        started = time.process_time()
        outcome = GATE.check(RawRow("1", fields, fields, table))
        assert time.process_time() - started < SECONDS, field
        if not isinstance(outcome, Refused):
            to_batch(table, [outcome])


@pytest.mark.parametrize(
    "value", ["1e999999999", "1e-999999999", "9" * 50, "0x10", "1_0", "NaN", "Infinity", "1e", "."]
)
def test_a_figure_of_endless_places_is_none(value: str) -> None:
    fields = {**SOUND["statistics"], "value": value}
    outcome = GATE.check(RawRow("1", fields, fields, "statistics"))
    assert isinstance(outcome, Refused)
    assert outcome.rule == "value.unreadable"


@pytest.mark.parametrize("level", ["9" * 5_000, "999", "²", "-1", "1.5"])
def test_a_level_that_no_column_could_hold_is_refused(level: str) -> None:
    fields = {**SOUND["classes"], "level": level}
    outcome = GATE.check(RawRow("1", fields, fields, "classes"))
    assert isinstance(outcome, Refused)
    assert outcome.rule == "level.unreadable"


def test_an_amount_of_endless_digits_is_a_doubt() -> None:
    fields = {**SOUND["events"], "amount": "9" * 5_000 + "亿元"}
    outcome = GATE.check(RawRow("1", fields, fields, "events"))
    assert not isinstance(outcome, Refused)
    assert outcome.doubts == ("amount.unreadable",)
