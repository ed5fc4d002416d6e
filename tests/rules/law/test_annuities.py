"""Annuities against the official table, with grace and surcharge."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import annuity_schedule, late_fee
from zhiquan.rules.refusal import Refusal

INVENTION, MODEL, DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN
BOOK = law_book()


@pytest.mark.parametrize(
    ("kind", "filed", "amounts"),
    [
        (
            INVENTION,
            "2022-03-01",
            [900] * 3 + [1200] * 3 + [2000] * 3 + [4000] * 3 + [6000] * 3 + [8000] * 5,
        ),
        (MODEL, "2022-03-01", [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2),
        (DESIGN, "2022-03-01", [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2 + [3000] * 5),
        (DESIGN, "2021-05-31", [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2),
    ],
)
def test_the_full_table_by_kind(kind: PatentKind, filed: str, amounts: list[int]) -> None:
    lines = annuity_schedule(kind, day(filed), BOOK)
    assert [line.amount for line in lines] == amounts
    assert [line.year for line in lines] == list(range(1, len(amounts) + 1))


def test_a_year_is_due_on_the_filing_day_that_begins_it() -> None:
    third = annuity_schedule(MODEL, day("2022-03-01"), BOOK)[2]
    assert (third.due_on, third.grace_until) == (day("2024-03-01"), day("2024-09-01"))


def test_with_a_calendar_last_days_move_to_working_days() -> None:
    lines = annuity_schedule(MODEL, day("2022-10-01"), BOOK, calendar=calendar())
    # 1 October 2025 is in the holidays to the 8th; 1 April 2026 is a Wednesday
    assert (lines[3].due_on, lines[3].grace_until) == (day("2025-10-09"), day("2026-04-01"))


@pytest.mark.parametrize(("granted", "year"), [("2024-02-29", 2), ("2024-03-01", 3), ("2022-03-01", 1)])
def test_fees_begin_with_the_year_of_grant_paid_at_registration(granted: str, year: int) -> None:
    first = annuity_schedule(INVENTION, day("2022-03-01"), BOOK, day(granted))[0]
    assert (first.year, first.due_on, first.grace_until) == (year, day(granted), day(granted))


def test_a_grant_before_the_filing_is_refused() -> None:
    with pytest.raises(Refusal, match="早于申请日"):
        annuity_schedule(INVENTION, day("2022-03-01"), BOOK, day("2022-02-28"))


def test_fees_the_book_does_not_know_are_refused() -> None:
    with pytest.raises(Refusal, match="1995-03-01"):
        annuity_schedule(MODEL, day("1995-03-01"), BOOK)


def test_a_table_too_short_for_the_term_is_refused() -> None:
    short = book(
        entry("patent.term.design", 3, "year"),
        entry("patent.annuity.design", [{"first": 1, "last": 2, "amount": 600}], "cny"),
        entry("patent.annuity.grace", 6, "month"),
    )
    with pytest.raises(Refusal, match="第3档"):
        annuity_schedule(DESIGN, day("2020-01-01"), short)


@pytest.mark.parametrize(
    ("paid", "share"),
    [
        ("2026-02-01", 0),
        ("2026-03-01", 0),
        ("2026-03-02", 0),
        ("2026-04-01", 0),
        ("2026-04-02", 5),
        ("2026-05-01", 5),
        ("2026-06-02", 15),
        ("2026-08-01", 20),
        ("2026-08-02", 25),
        ("2026-09-01", 25),
    ],
)
def test_paying_late_costs_a_share_per_month_and_nothing_in_the_first(paid: str, share: int) -> None:
    fifth = annuity_schedule(MODEL, day("2022-03-01"), BOOK)[4]
    assert fifth.due_on == day("2026-03-01")
    assert late_fee(fifth, day(paid), BOOK) == Decimal(900) * share / 100


def test_after_the_grace_the_right_has_ended() -> None:
    fifth = annuity_schedule(MODEL, day("2022-03-01"), BOOK)[4]
    with pytest.raises(Refusal) as refused:
        late_fee(fifth, day("2026-09-02"), BOOK)
    assert refused.value.code == "law.annuity.lapsed"


def test_the_last_day_of_grace_moved_to_monday_still_costs_the_last_share() -> None:
    # due on 7 September 2026, a Monday; grace to Sunday 7 March 2027, moved to Monday the 8th
    fifth = annuity_schedule(MODEL, day("2022-09-07"), BOOK, calendar=calendar())[4]
    assert (fifth.due_on, fifth.grace_until) == (day("2026-09-07"), day("2027-03-08"))
    assert late_fee(fifth, day("2027-03-08"), BOOK) == Decimal(225)
