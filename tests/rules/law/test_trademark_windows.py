"""Windows of marks on both sides of 2027-01-01."""

from __future__ import annotations

import pytest
from tests.rules.law.making import day

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.law import Window, trademark_windows

BOOK, CN = law_book(), calendar()


def opposition(published: str) -> Window:
    return trademark_windows(BOOK, CN, published_on=day(published))[0]


@pytest.mark.parametrize(
    ("published", "last", "months", "open_"),
    [
        ("2026-06-06", "2026-09-07", 3, False),  # 6 September is a Sunday
        ("2026-09-27", "2026-12-28", 3, False),  # 27 December is a Sunday
        # the last publication under three months, read past the change
        ("2026-12-31", "2027-03-31", 3, True),
        ("2027-01-01", "2027-03-01", 2, False),
        ("2027-01-06", "2027-03-08", 2, False),  # 6 March 2027 is a Saturday
    ],
)
def test_the_day_of_publication_selects_three_months_or_two(
    published: str, last: str, months: int, open_: bool
) -> None:
    window = opposition(published)
    assert (str(window.last), window.provision.number) == (last, months)
    assert (window.note is not None) is open_
    assert (window.first - day(published)).days == 1


def test_an_unannounced_year_makes_the_window_provisional() -> None:
    assert opposition("2026-12-06").provisional
    assert not opposition("2026-06-06").provisional


def test_a_later_publication_may_end_earlier_when_the_window_shortens() -> None:
    assert opposition("2026-12-31").last > opposition("2027-01-06").last


def test_a_mark_is_renewed_in_the_last_year_or_the_half_year_after() -> None:
    # registered on 7 March 2016: the term runs to 6 March 2026; grace to 6 September 2026, a Sunday
    renewal, grace = trademark_windows(BOOK, CN, registered_on=day("2016-03-07"))
    assert (str(renewal.first), str(renewal.last)) == ("2025-03-07", "2026-03-06")
    assert (str(grace.first), str(grace.last)) == ("2026-03-07", "2026-09-07")
    assert [w.provision.key for w in (renewal, grace)] == ["trademark.renewal.window", "trademark.renewal.grace"]


def test_all_known_dates_open_their_windows() -> None:
    assert trademark_windows(BOOK, CN) == ()
    found = trademark_windows(BOOK, CN, published_on=day("2026-06-06"), registered_on=day("2026-09-07"))
    assert [w.name.zh for w in found] == ["异议期", "续展期", "续展宽展期"]
