"""Legal status: what the source says, what the law says, and unknown where neither does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import day

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import EventKind, LegalStatus, RightEvent, StatusCode, legal_status
from zhiquan.rules.text import Text

INVENTION, MODEL, DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN
BOOK = law_book()
REGISTER = Text("登记簿", "register")


def event(kind: EventKind, on: str) -> RightEvent:
    return RightEvent(kind, day(on), REGISTER)


def status(kind: PatentKind, filed: str | None, on: str, *events: RightEvent) -> LegalStatus:
    return legal_status(kind, day(filed) if filed else None, events, day(on), BOOK)


@pytest.mark.parametrize(
    ("kind", "filed", "on", "code", "certain"),
    [
        (MODEL, "2014-12-15", "2014-12-14", StatusCode.NOT_FILED, True),
        (MODEL, "2014-12-15", "2014-12-15", StatusCode.UNKNOWN, False),
        (MODEL, "2014-12-15", "2024-12-14", StatusCode.UNKNOWN, False),
        (MODEL, "2014-12-15", "2024-12-15", StatusCode.EXPIRED, True),
        (INVENTION, "2001-05-31", "2021-05-31", StatusCode.EXPIRED, True),
        (INVENTION, "2001-06-01", "2026-11-22", StatusCode.UNKNOWN, False),
        (INVENTION, "2001-06-01", "2042-05-31", StatusCode.UNKNOWN, False),
        (INVENTION, "2001-06-01", "2042-06-01", StatusCode.EXPIRED, True),
        # the ten years of older designs are still to be compared; fifteen is the longest a design ever had
        (DESIGN, "2010-01-01", "2020-01-01", StatusCode.EXPIRED, False),
        (DESIGN, "2010-01-01", "2025-01-01", StatusCode.EXPIRED, True),
        (MODEL, "1990-05-01", "1996-01-01", StatusCode.UNKNOWN, False),
        (MODEL, "1990-05-01", "1999-01-01", StatusCode.EXPIRED, False),
        (MODEL, "1990-05-01", "2026-11-22", StatusCode.EXPIRED, True),
        (MODEL, "1985-03-31", "2026-11-22", StatusCode.UNKNOWN, False),
    ],
)
def test_without_events_only_the_term_speaks(
    kind: PatentKind, filed: str, on: str, code: StatusCode, certain: bool
) -> None:
    found = status(kind, filed, on)
    assert (found.code, found.certain) == (code, certain)
    assert found.label == code.label


def test_unknown_says_why() -> None:
    assert status(MODEL, "2020-01-01", "2026-11-22").reason.zh == "来源不含法律状态"
    assert "补偿" in status(INVENTION, "2002-01-01", "2026-11-22").reason.zh
    assert "申请日" in status(MODEL, None, "2026-11-22").reason.zh
    assert "没有1985-03-31的期限规定" in status(MODEL, "1985-03-31", "2026-11-22").reason.zh


def test_an_expired_right_names_the_day_and_the_article() -> None:
    found = status(MODEL, "2014-12-15", "2026-11-22")
    assert found.since == day("2024-12-15")
    assert "第四十二条" in found.source.zh


def test_a_grant_without_later_news_is_in_force_but_not_certain() -> None:
    found = status(MODEL, "2020-01-01", "2026-11-22", event(EventKind.GRANT, "2020-09-01"))
    assert (found.code, found.certain, found.since) == (StatusCode.IN_FORCE, False, day("2020-09-01"))
    assert found.source == REGISTER


def test_what_happens_later_is_not_known_yet() -> None:
    events = (event(EventKind.LAPSE, "2023-01-01"), event(EventKind.GRANT, "2020-09-01"))
    assert status(MODEL, "2020-01-01", "2022-12-31", *events).code is StatusCode.IN_FORCE
    lapsed = status(MODEL, "2020-01-01", "2023-01-01", *events)
    assert (lapsed.code, lapsed.certain, lapsed.since) == (StatusCode.LAPSED, True, day("2023-01-01"))


def test_a_restored_right_is_in_force_again() -> None:
    events = (event(EventKind.LAPSE, "2023-01-01"), event(EventKind.RESTORATION, "2023-06-01"))
    assert status(MODEL, "2020-01-01", "2023-07-01", *events).code is StatusCode.IN_FORCE


def test_an_invalidated_right_stays_so_after_its_term() -> None:
    events = (event(EventKind.INVALIDATION, "2018-01-01"),)
    assert status(MODEL, "2014-12-15", "2026-11-22", *events).code is StatusCode.INVALIDATED


@pytest.mark.parametrize("kind", [EventKind.TRANSFER, EventKind.PLEDGE, EventKind.PLEDGE_RELEASE])
def test_transfers_and_pledges_do_not_change_the_status(kind: EventKind) -> None:
    assert status(MODEL, "2020-01-01", "2026-11-22", event(kind, "2022-01-01")) == status(
        MODEL, "2020-01-01", "2026-11-22"
    )


def test_a_granted_right_expires_with_its_term() -> None:
    grant = event(EventKind.GRANT, "2015-06-01")
    assert status(MODEL, "2014-12-15", "2024-12-15", grant).code is StatusCode.EXPIRED


def test_a_known_grant_narrows_what_compensation_could_have_added() -> None:
    grant = event(EventKind.GRANT, "2005-06-01")
    assert status(INVENTION, "2001-07-01", "2026-06-30", grant).code is StatusCode.UNKNOWN
    assert status(INVENTION, "2001-07-01", "2026-07-01", grant).code is StatusCode.EXPIRED


def test_events_speak_even_without_a_filing_date() -> None:
    assert status(MODEL, None, "2026-11-22", event(EventKind.LAPSE, "2023-01-01")).code is StatusCode.LAPSED
    assert status(MODEL, None, "2026-11-22", event(EventKind.GRANT, "2023-01-01")).code is StatusCode.IN_FORCE


@given(
    st.sampled_from(PatentKind),
    st.dates(date(1985, 4, 1), date(2030, 1, 1)),
    st.dates(date(1985, 4, 1), date(2080, 1, 1)),
)
def test_a_right_that_has_certainly_expired_stays_so(kind: PatentKind, filed: date, on: date) -> None:
    found = legal_status(kind, filed, (), on, BOOK)
    later = legal_status(kind, filed, (), on.replace(year=on.year + 5, day=min(on.day, 28)), BOOK)
    assert found.reason.zh
    if found.code is StatusCode.EXPIRED:
        assert later.code is StatusCode.EXPIRED
        assert later.certain >= found.certain
