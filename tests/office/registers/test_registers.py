"""The registers: entered once, ended once, shown in a right's file."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.office.panels import right_panels
from zhiquan.office.registers import services
from zhiquan.office.registers.models import EntryHolder, RegisterEntry
from zhiquan.office.registers.selectors import entries_for_organisation, entries_for_right
from zhiquan.rules.refusal import Conflict, Refusal

pytestmark = pytest.mark.django_db
RIGHT, OTHER = "CN201420789305.0", "CN85102475.1"
EXAMINER = Actor(1, "承办人", frozenset({Role.EXAMINER}), ("990101",))


def enter(**changes: Any) -> RegisterEntry:
    """A pledge of two rights, 20 November 2026 to 19 November 2027."""
    given: dict[str, Any] = {
        "register": "pledge",
        "number": "Y2026990101000001",
        "division": "990101",
        "rights": (RIGHT, OTHER),
        "data": {"amount": "3000000.00", "pledgee": "示例银行"},
        "valid_from": date(2026, 11, 20),
        "valid_to": date(2027, 11, 19),
        "basis": "ZYDJ-2026-000001",
    }
    return services.enter(**{**given, **changes})


def test_an_entry_shows_under_each_of_its_rights() -> None:
    entry = enter()
    assert entries_for_right(RIGHT) == entries_for_right(OTHER) == [entry]


def test_entering_again_on_the_same_basis_is_the_same_entry() -> None:
    assert enter().pk == enter(data={"amount": "1.00"}).pk
    entry = RegisterEntry.objects.get()
    assert entry.data["amount"] == "3000000.00"
    assert entry.rights.count() == 2


def test_a_number_is_never_entered_by_two_cases() -> None:
    enter()
    with pytest.raises(Conflict):
        enter(basis="ZYDJ-2026-000002")


def test_a_right_named_twice_is_entered_once() -> None:
    assert enter(rights=(RIGHT, RIGHT)).rights.count() == 1


@pytest.mark.parametrize("lacking", [{"number": ""}, {"basis": ""}, {"rights": (" ",)}, {"register": ""}])
def test_an_incomplete_entry_is_refused(lacking: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        enter(**lacking)
    assert refused.value.code == "registers.incomplete"
    assert not RegisterEntry.objects.exists()


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal):
        enter(valid_to=date(2026, 11, 19))


def test_an_ended_entry_stays_in_the_register_with_its_last_day() -> None:
    entry = services.end(enter(), date(2027, 3, 1), "ZX-2027-000001")
    assert entries_for_right(RIGHT, "pledge", on=date(2027, 3, 1)) == [entry]
    assert entries_for_right(RIGHT, "pledge", on=date(2027, 3, 2)) == []
    assert entries_for_right(RIGHT) == [entry]
    assert (entry.basis, entry.ended_by) == ("ZYDJ-2026-000001", "ZX-2027-000001")


def test_ending_again_on_the_same_basis_changes_nothing_and_on_another_is_a_conflict() -> None:
    entry = enter()
    first = services.end(entry, date(2027, 3, 1), "ZX-2027-000001")
    assert services.end(entry, date(2027, 3, 1), "ZX-2027-000001").valid_to == first.valid_to
    with pytest.raises(Conflict):
        services.end(entry, date(2027, 3, 2), "ZX-2027-000002")


@pytest.mark.parametrize("on", [date(2026, 11, 19), date(2027, 11, 20)])
def test_an_entry_ends_within_its_term(on: date) -> None:
    with pytest.raises(Refusal):
        services.end(enter(), on, "ZX-2027-000001")


@pytest.mark.parametrize(
    ("on", "seen"),
    [(date(2026, 11, 19), 0), (date(2026, 11, 20), 1), (date(2027, 11, 19), 1), (date(2027, 11, 20), 0)],
)
def test_both_end_dates_are_in_force(on: date, seen: int) -> None:
    enter()
    assert len(entries_for_right(RIGHT, on=on)) == seen


def test_another_register_is_not_shown_when_one_is_asked_for() -> None:
    enter()
    assert entries_for_right(RIGHT, "licence") == []


def test_the_public_sees_number_and_term_but_neither_terms_nor_case() -> None:
    enter()
    (fact,) = panel(NOBODY, date(2026, 12, 1)).facts
    assert fact.label.zh == "专利权质押登记"
    assert fact.value.zh == "Y2026990101000001（2026年11月20日至2027年11月19日，有效）"
    assert fact.note is None


def test_the_office_that_answers_sees_the_case() -> None:
    enter()
    (fact,) = panel(EXAMINER, date(2026, 12, 1)).facts
    assert fact.note is not None
    assert "ZYDJ-2026-000001" in fact.note.zh


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2026, 11, 1), "起生效"), (date(2027, 1, 1), "有效"), (date(2028, 1, 1), "已终止")],
)
def test_the_panel_tells_the_standing_on_the_date(on: date, told: str) -> None:
    enter()
    assert told in panel(NOBODY, on).facts[0].value.zh


def test_a_right_without_entries_says_so() -> None:
    view = panel(NOBODY, date(2026, 12, 1))
    assert view.facts == ()
    assert "没有" in view.empty.zh


def panel(viewer: Actor, on: date) -> Any:
    return right_panels.get("registers")(RIGHT, viewer, on)


FIRM, BANK = "91990101MA0000001Y", "91990101MA00000022"


def concerning_codes() -> dict[str, list[str]]:
    return {code: [entry.number for entry in entries_for_organisation(code)] for code in (FIRM, BANK, "X")}


def test_an_entry_shows_in_the_file_of_everybody_it_concerns_each_once() -> None:
    enter(data={"pledgor_uscc": FIRM, "pledgee_uscc": BANK, "name": "某公司"})
    enter(number="2", data={"uscc": BANK, "pledgee_uscc": BANK, "pledgor_uscc": ""})
    enter(number="3", data={"uscc": FIRM, "other": BANK})
    assert concerning_codes() == {FIRM: ["3", "Y2026990101000001"], BANK: ["2", "Y2026990101000001"], "X": []}


def test_who_an_entry_concerns_is_found_by_an_index(django_assert_num_queries: Any) -> None:
    enter(data={"uscc": FIRM})
    with django_assert_num_queries(1):
        assert entries_for_organisation(FIRM)
    plan = EntryHolder.objects.filter(code=FIRM, role="uscc").explain()
    assert "entry_holder_code" in plan or "Seq Scan" in plan, "PostgreSQL reads a table of one row whole"


def test_the_entries_of_before_are_carried_over_to_whom_they_concern() -> None:
    enter(data={"pledgor_uscc": FIRM, "pledgee_uscc": BANK})
    enter(number="2", data={"uscc": FIRM})
    enter(number="3", data={})
    before = concerning_codes()
    EntryHolder.objects.all().delete()
    assert concerning_codes() == {FIRM: [], BANK: [], "X": []}
    import_module("zhiquan.office.registers.migrations.0003_holders").carry_over(apps, None)
    assert concerning_codes() == before
