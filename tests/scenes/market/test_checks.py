from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult, checks
from zhiquan.office.registers.services import end, enter
from zhiquan.records.corpus.model import EventRecord, MarkRecord, PatentRecord
from zhiquan.records.corpus.model import applicants as parties
from zhiquan.rules.identifiers import ApplicationNumber, parse_application_number
from zhiquan.rules.law import LegalStatus
from zhiquan.scenes.shared import standing

ON = date(2026, 7, 6)


def number(digits: str) -> str:
    parsed = parse_application_number(digits)
    assert isinstance(parsed, ApplicationNumber)
    return parsed.canonical


INVENTION, OLD_MODEL, DESIGN = number("202310000001"), number("201420000001"), number("202330000001")
OLD_DESIGN = number("201230000001")
TWIN, UNHEARD = number("202320000001"), number("202310000009")


def record(key: str, kind: str, filed: date | None, *applicants: str, title: str = "一种锂电池隔膜") -> PatentRecord:
    return PatentRecord(
        record=key,
        key=key,
        source="cn-xlsx:sample",
        batch="1",
        number=key,
        standing="valid",
        kind=kind,
        title=title,
        parties=parties(*(applicants or ("东湖示例科技有限公司",))),
        filing_date=filed,
        division="990101",
        vintage=date(2026, 6, 30),
        raw_hash="",
    )


class Corpus:
    """A corpus of a few records."""

    def __init__(self, *records: PatentRecord) -> None:
        self.records = {found.key: found for found in records}
        self.marks: dict[str, MarkRecord] = {}

    def get(self, key: str) -> PatentRecord | None:
        return self.records.get(key)

    def mark(self, key: str) -> MarkRecord | None:
        return self.marks.get(key)

    def marks_named(self, name: str) -> tuple[MarkRecord, ...]:
        return tuple(mark for mark in self.marks.values() if name in mark.owners)

    def same_day(self, applicant: str, filing_date: date) -> tuple[PatentRecord, ...]:
        return tuple(r for r in self.records.values() if applicant in r.applicants and r.filing_date == filing_date)


HELD = (
    record(INVENTION, "invention", date(2023, 1, 4)),
    record(OLD_MODEL, "utility_model", date(2014, 12, 15), "甲公司", "乙公司"),
    record(DESIGN, "design", date(2023, 1, 4)),
    record(OLD_DESIGN, "design", date(2012, 9, 3)),
)
Ask = Callable[..., CheckResult]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, db: None) -> Ask:
    """Run a check by name over some rights, with a corpus of a few records."""
    corpus = Corpus(*HELD)
    monkeypatch.setattr("zhiquan.scenes.shared.corpus.open_corpus", lambda: corpus)

    def run(name: str, *rights: str, params: dict[str, Any] | None = None, **form: Any) -> CheckResult:
        base = {"pledgor": "东湖示例科技有限公司", "debt_to": "2027-07-01", "co_owned": "no", "pledgor_uscc": "A"}
        party = {"name": "x", "uscc": "A", "division": "990101"}
        context = CheckContext({"rights": list(rights), **base, **form}, party, ON, params or {})
        found = checks.get(f"market.{name}").run(context)
        assert found.key == name
        assert found.text.zh
        assert found.text.en
        assert found.source.zh
        return found

    run.corpus = corpus  # type: ignore[attr-defined]
    return run


@pytest.fixture(params=[True, False], ids=["certain", "doubtful"])
def certain_ends(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the law book is sure of the terms."""
    told = standing.legal_status

    def status(*given: Any) -> LegalStatus:
        return replace(told(*given), certain=request.param)

    monkeypatch.setattr(standing, "legal_status", status)
    return bool(request.param)


def test_a_utility_model_past_its_ten_years_fails_with_the_day_it_ended(ask: Ask) -> None:
    found = ask("right-in-force", OLD_MODEL)
    assert found.outcome is CheckOutcome.FAIL
    assert "2024-12-15" in found.text.zh
    assert "专利法" in found.source.zh


def test_an_end_that_is_not_certain_is_unknown_and_asks_for_the_register(ask: Ask, certain_ends: bool) -> None:
    """The ten years of a design filed before 2021-06-01 were not compared with the act: doubt, no refusal."""
    assert ask("right-in-force", OLD_DESIGN).outcome is (CheckOutcome.FAIL if certain_ends else CheckOutcome.UNKNOWN)


def test_within_its_term_a_right_is_not_known_to_be_in_force(ask: Ask) -> None:
    found = ask("right-in-force", INVENTION)
    assert (found.outcome, found.as_of) == (CheckOutcome.UNKNOWN, date(2026, 6, 30))


def told(monkeypatch: pytest.MonkeyPatch, **events: date) -> None:
    """Let a gazette tell of the young invention what happened to it, and when."""
    rows = [
        EventRecord(
            record=f"e-{event}", key=INVENTION, source="gazette", batch="1", vintage=on, raw_hash="", event=event,
            code="E", on=on,
        )
        for event, on in events.items()
    ]  # fmt: skip
    monkeypatch.setattr(standing, "events_of", lambda rights: {INVENTION: rows} if INVENTION in rights else {})


def test_a_grant_that_is_told_is_a_grant_and_whether_the_right_still_stands_is_for_the_register(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch, granted=date(2025, 3, 4))
    granted, stands = ask("granted", INVENTION), ask("right-in-force", INVENTION)
    assert (granted.outcome, granted.as_of) == (CheckOutcome.PASS, date(2025, 3, 4))
    assert "gazette" in granted.source.zh
    assert stands.outcome is CheckOutcome.UNKNOWN
    assert "已授权" in stands.text.zh
    assert ask("granted", INVENTION, DESIGN).outcome is CheckOutcome.UNKNOWN


def test_a_right_that_lapsed_fails_with_the_day_of_the_entry(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, granted=date(2025, 3, 4), ceased=date(2026, 2, 4))
    found = ask("right-in-force", INVENTION)
    assert found.outcome is CheckOutcome.FAIL
    assert "自2026-02-04起已终止" in found.text.zh
    assert "gazette" in found.source.zh
    told(monkeypatch, granted=date(2025, 3, 4), ceased=date(2026, 2, 4), restored=date(2026, 4, 1))
    assert ask("right-in-force", INVENTION).outcome is CheckOutcome.UNKNOWN


def test_events_speak_of_a_right_without_a_record(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    del ask.corpus.records[INVENTION]  # type: ignore[attr-defined]
    told(monkeypatch, ceased=date(2026, 2, 4))
    assert ask("right-in-force", INVENTION).outcome is CheckOutcome.FAIL


def test_the_worst_right_decides_and_is_named(ask: Ask) -> None:
    found = ask("right-in-force", INVENTION, OLD_MODEL)
    assert found.outcome is CheckOutcome.FAIL
    assert OLD_MODEL in found.text.zh
    assert INVENTION not in found.text.zh
    assert found.evidence[INVENTION]["outcome"] == "unknown"


def test_what_the_corpus_does_not_hold_is_unknown_and_never_false(ask: Ask) -> None:
    for name in ("right-in-corpus", "right-in-force", "pledgor-is-owner", "co-owner-consent", "term-covers-debt"):
        assert ask(name, UNHEARD).outcome is CheckOutcome.UNKNOWN, name
    assert ask("right-in-corpus", INVENTION).outcome is CheckOutcome.PASS
    assert ask("same-day-dual-filing", UNHEARD).outcome is CheckOutcome.UNKNOWN


@pytest.mark.parametrize("name", ["granted", "annuity-paid", "suspended", "invalidation-pending"])
def test_where_the_records_are_silent_the_answer_is_unknown(ask: Ask, name: str) -> None:
    assert ask(name, INVENTION).outcome is CheckOutcome.UNKNOWN


def test_the_applicant_at_filing_hints_at_the_owner_and_proves_nothing(ask: Ask) -> None:
    same, other = ask("pledgor-is-owner", INVENTION), ask("pledgor-is-owner", INVENTION, pledgor="甲公司")
    assert same.outcome is other.outcome is CheckOutcome.UNKNOWN
    assert "一致" in same.text.zh
    assert "东湖示例科技有限公司" in other.text.zh


@pytest.mark.parametrize(
    ("right", "debt_to", "outcome"),
    [
        (INVENTION, "2043-01-03", CheckOutcome.PASS),
        (INVENTION, "2043-01-04", CheckOutcome.UNKNOWN),
        (OLD_MODEL, "2024-12-14", CheckOutcome.PASS),
        (OLD_MODEL, "2024-12-15", CheckOutcome.FAIL),
    ],
)
def test_the_debt_ends_before_the_term_does(ask: Ask, right: str, debt_to: str, outcome: CheckOutcome) -> None:
    """An invention's term may have been compensated, so its ordinary end alone does not fail."""
    assert ask("term-covers-debt", right, debt_to=debt_to).outcome is outcome


def test_a_right_in_the_own_register_is_pledged_until_the_entry_ends(ask: Ask) -> None:
    assert ask("already-pledged", INVENTION).outcome is CheckOutcome.UNKNOWN
    entry = enter("pledge", "Y1", "990101", [INVENTION], {}, date(2026, 1, 5), None, "ZYDJ-2026-000001")
    found = ask("already-pledged", TWIN, INVENTION)
    assert found.outcome is CheckOutcome.FAIL
    assert "Y1" in found.text.zh
    end(entry, date(2026, 7, 5), "ZYDJ-2026-000002")
    assert ask("already-pledged", INVENTION).outcome is CheckOutcome.UNKNOWN


def test_a_twin_of_the_same_day_and_title_is_named(ask: Ask) -> None:
    assert ask("same-day-dual-filing", INVENTION).outcome is CheckOutcome.UNKNOWN
    assert ask("same-day-dual-filing", DESIGN).outcome is CheckOutcome.PASS
    twin = replace(record(TWIN, "utility_model", date(2023, 1, 4)), title="一种锂电池 隔膜")
    ask.corpus.records[TWIN] = twin  # type: ignore[attr-defined]
    found = ask("same-day-dual-filing", INVENTION)
    assert found.outcome is CheckOutcome.FAIL
    assert TWIN in found.text.zh


def test_joint_ownership_needs_papers_unless_records_and_form_agree_that_there_is_none(ask: Ask) -> None:
    assert ask("co-owner-consent", INVENTION).outcome is CheckOutcome.PASS
    assert ask("co-owner-consent", INVENTION, co_owned="yes").outcome is CheckOutcome.UNKNOWN
    assert ask("co-owner-consent", OLD_MODEL).outcome is CheckOutcome.UNKNOWN


def test_a_contract_lacking_an_item_fails_and_names_it(ask: Ask) -> None:
    params = {"items": ["parties", "scope"]}
    found = ask("contract-items", params=params, contract_items=["parties"])
    assert found.outcome is CheckOutcome.FAIL
    assert "担保的范围" in found.text.zh
    assert ask("contract-items", params=params, contract_items=["scope", "parties"]).outcome is CheckOutcome.PASS


def test_only_a_party_to_the_contract_applies(ask: Ask) -> None:
    assert ask("applicant-is-party").outcome is CheckOutcome.PASS
    assert ask("applicant-is-party", pledgor_uscc="B", pledgee_uscc="C").outcome is CheckOutcome.FAIL


def test_without_an_index_nothing_is_held(db: None) -> None:
    context = CheckContext({"rights": [INVENTION]}, {}, ON)
    assert checks.get("market.right-in-corpus").run(context).outcome is CheckOutcome.UNKNOWN
