"""Status and class as dated intervals: without gaps, unknown where nothing tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import (
    EventKind,
    Facts,
    Outcome,
    Pledged,
    RightEvent,
    StatusCode,
    high_value,
    high_value_intervals,
    legal_status,
    status_intervals,
)
from zhiquan.rules.text import Text

INVENTION, MODEL = PatentKind.INVENTION, PatentKind.UTILITY_MODEL
BOOK, REGISTER = law_book(), Text("登记簿", "register")
PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN


def event(kind: EventKind, on: str) -> RightEvent:
    return RightEvent(kind, day(on), REGISTER)


def told(kind: PatentKind, filed: str | None, *events: RightEvent) -> list[tuple[str, str | None, str, bool]]:
    return [
        (str(one.first), one.last and str(one.last), one.holds.code.value, one.holds.certain)
        for one in status_intervals(kind, day(filed) if filed else None, events, BOOK)
    ]


def test_a_right_lives_from_application_to_the_end_of_its_term() -> None:
    events = (
        event(EventKind.GRANT, "2015-06-10"),
        event(EventKind.ANNUITY_MISSED, "2018-12-15"),
        event(EventKind.ANNUITY_PAID, "2019-03-01"),
        event(EventKind.PLEDGE, "2020-01-01"),
    )
    assert told(MODEL, "2014-12-15", *events) == [
        ("2014-12-15", "2015-06-09", "pending", True),
        ("2015-06-10", "2018-12-14", "in_force", True),
        ("2018-12-15", "2019-02-28", "in_grace", True),
        ("2019-03-01", "2024-12-14", "in_force", False),
        ("2024-12-15", None, "expired", True),
    ]


def test_without_events_only_the_end_of_the_term_is_known() -> None:
    assert told(MODEL, "2014-12-15") == [
        ("2014-12-15", "2024-12-14", "unknown", False),
        ("2024-12-15", None, "expired", True),
    ]
    assert told(MODEL, None) == []
    assert told(MODEL, "1980-01-01") == [("1980-01-01", None, "unknown", False)]


def test_a_first_entry_that_only_a_right_can_meet_leaves_the_time_before_unknown() -> None:
    assert told(MODEL, "2014-12-15", event(EventKind.LAPSE, "2018-12-15"))[:2] == [
        ("2014-12-15", "2018-12-14", "unknown", False),
        ("2018-12-15", None, "lapsed", True),
    ]


def test_an_entry_that_comes_too_late_does_not_make_an_old_right_pending() -> None:
    events = (event(EventKind.GRANT, "2005-06-01"), event(EventKind.GRANT, "2024-01-01"))
    assert [row[:3] for row in told(INVENTION, "2001-07-01", *events)] == [
        ("2001-07-01", "2005-05-31", "pending"),
        ("2005-06-01", "2021-06-30", "in_force"),
        ("2021-07-01", "2026-06-30", "unknown"),
        ("2026-07-01", None, "expired"),
    ]


def test_an_application_that_fails_was_pending_until_then() -> None:
    steps = (
        event(EventKind.PUBLICATION, "2019-07-01"),
        event(EventKind.EXAMINATION, "2019-09-01"),
        event(EventKind.REJECTION, "2021-05-01"),
    )
    codes = [row[2] for row in told(INVENTION, "2018-01-05", *steps)]
    assert codes == ["pending", "published", "examining", "rejected"]


def test_a_lapsed_right_that_is_restored_stood_not_in_between() -> None:
    events = (
        event(EventKind.GRANT, "2015-06-10"),
        event(EventKind.LAPSE, "2018-12-15"),
        event(EventKind.RESTORATION, "2019-06-01"),
        event(EventKind.INVALIDATION, "2020-06-01"),
    )
    codes = [row[2] for row in told(MODEL, "2014-12-15", *events)]
    assert codes == ["pending", "in_force", "lapsed", "in_force", "invalidated"]


def test_after_a_suspension_stands_what_stood_before() -> None:
    events = (
        event(EventKind.GRANT, "2015-06-10"),
        event(EventKind.SUSPENSION, "2016-01-01"),
        event(EventKind.SUSPENSION, "2016-02-01"),
        event(EventKind.RESUMPTION, "2016-06-01"),
    )
    rows = told(MODEL, "2014-12-15", *events)
    assert [row[2] for row in rows] == ["pending", "in_force", "suspended", "in_force", "expired"]
    # a resumption without a known suspension tells nothing
    assert told(MODEL, "2014-12-15", event(EventKind.RESUMPTION, "2016-06-01"))[0][2] == "unknown"


def test_events_alone_make_intervals_without_a_filing_date() -> None:
    events = (event(EventKind.GRANT, "2015-06-10"), event(EventKind.WAIVER, "2017-01-01"))
    assert told(MODEL, None, *events) == [
        ("2015-06-10", "2016-12-31", "in_force", True),
        ("2017-01-01", None, "waived", True),
    ]


kinds = st.sampled_from(list(EventKind))
histories = st.lists(st.tuples(kinds, st.dates(date(2002, 1, 1), date(2040, 1, 1))), max_size=6)


@given(st.sampled_from(PatentKind), st.dates(date(1986, 1, 1), date(2024, 1, 1)), histories)
def test_intervals_have_no_gaps_and_agree_with_the_status_of_the_day(
    kind: PatentKind, filed: date, history: list[tuple[EventKind, date]]
) -> None:
    events = tuple(RightEvent(step, on, REGISTER) for step, on in history if on > filed)
    found = status_intervals(kind, filed, events, BOOK)
    assert found[0].first == filed
    assert found[-1].last is None
    for one, two in pairwise(found):
        assert one.last is not None
        assert one.last + timedelta(days=1) == two.first
        assert (one.holds.code, one.holds.certain) != (two.holds.code, two.holds.certain)
    for one in found:
        status = legal_status(kind, filed, events, one.first, BOOK)
        assert one.holds.code is status.code or one.holds.code is StatusCode.PENDING
        last = one.last or date(2090, 1, 1)
        assert legal_status(kind, filed, events, last, BOOK).code is status.code


YES = Facts(valid=True, filing_date=day("2020-01-05"), emerging=False, overseas_family=False, pledges=(), awarded=False)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, FAIL),
        ({"emerging": True}, PASS),
        ({"emerging": None}, UNKNOWN),
        ({"emerging": None, "awarded": True}, PASS),
        ({"valid": None, "awarded": True}, UNKNOWN),
        ({"valid": None}, FAIL),
        ({"valid": False, "awarded": True}, FAIL),
        ({"valid": False, "awarded": None}, FAIL),
        ({"overseas_family": day("2026-01-02")}, FAIL),
        ({"overseas_family": day("2026-01-01")}, PASS),
        ({"filing_date": day("2015-12-31")}, PASS),
        ({"filing_date": day("2016-01-01")}, FAIL),
        ({"filing_date": None}, UNKNOWN),
        ({"pledges": None}, UNKNOWN),
        ({"pledges": (Pledged(day("2025-01-01"), Decimal(3_000_000)),)}, UNKNOWN),
        ({"pledges": (Pledged(day("2026-01-02"), Decimal(3_000_000)),)}, FAIL),
    ],
)
def test_one_class_is_enough_and_unknown_is_neither(facts: dict[str, object], outcome: Outcome) -> None:
    found = high_value(INVENTION, replace(YES, **facts), day("2026-01-01"), BOOK)  # type: ignore[arg-type]
    assert found.outcome is outcome
    assert [one.key for one in found.classes] == [
        f"high-value.{name}" for name in ("emerging", "family", "age", "pledge", "award")
    ]


def test_only_inventions_count() -> None:
    assert high_value(MODEL, Facts(valid=True, awarded=True), day("2026-01-01"), BOOK).outcome is FAIL


@pytest.mark.parametrize(
    ("value", "amount", "outcome"),
    [(5_000_000, 5_000_000, PASS), (5_000_000, 4_999_999, FAIL), ({"above": 5_000_000}, 5_000_000, FAIL)],
)
def test_the_figure_for_a_pledge_is_set_by_the_place(value: object, amount: int, outcome: Outcome) -> None:
    rules = book(
        entry("high-value.age", {"least": 10}, "year"),
        entry("high-value.pledge", value, "cny", scope="990000"),
    )
    pledged = (Pledged(day("2025-01-01"), Decimal(amount)),)
    facts = replace(YES, filing_date=day("2016-01-01"), pledges=pledged, scope="990100")
    assert high_value(INVENTION, facts, day("2025-12-31"), rules).outcome is outcome
    # ten years and more: the day itself counts
    assert high_value(INVENTION, facts, day("2026-01-01"), rules).outcome is PASS


def test_a_book_without_rules_leaves_age_and_pledge_unknown() -> None:
    facts = replace(YES, filing_date=day("2000-01-01"), pledges=(Pledged(day("2025-01-01"), Decimal(1)),))
    found = high_value(INVENTION, facts, day("2026-01-01"), book())
    assert [one.outcome for one in found.classes] == [FAIL, FAIL, UNKNOWN, UNKNOWN, FAIL]
    strange = book(entry("high-value.age", 10, "year"), entry("high-value.pledge", 10, "percent"))
    assert high_value(INVENTION, facts, day("2026-01-01"), strange).outcome is UNKNOWN


def test_the_class_of_a_right_as_intervals() -> None:
    events = (event(EventKind.GRANT, "2018-03-01"), event(EventKind.LAPSE, "2031-01-05"))
    facts = Facts(emerging=False, overseas_family=day("2022-05-01"), pledges=(), awarded=False)
    found = high_value_intervals(INVENTION, day("2015-01-05"), events, facts, BOOK)
    assert [(str(one.first), one.holds.outcome) for one in found] == [
        ("2015-01-05", FAIL),  # pending
        ("2018-03-01", UNKNOWN),  # in force; the classes were not set yet
        ("2021-03-12", FAIL),
        ("2022-05-01", PASS),
        ("2025-01-06", PASS),  # now by age as well
        ("2031-01-05", FAIL),
    ]
    assert high_value_intervals(INVENTION, None, (), facts, BOOK) == ()


def test_an_unknown_status_leaves_the_class_unknown() -> None:
    facts = Facts(emerging=True, overseas_family=False, pledges=(), awarded=False)
    found = high_value_intervals(MODEL, day("2015-01-05"), (), facts, BOOK)
    assert {one.holds.outcome for one in found} == {FAIL}
    rules = book(entry("patent.term.invention", 20, "year"))
    found = high_value_intervals(INVENTION, day("2015-01-05"), (), facts, rules)
    assert [one.holds.outcome for one in found] == [UNKNOWN, FAIL]
