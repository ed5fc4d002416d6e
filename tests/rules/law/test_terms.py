"""Terms of patents by the law of their filing date, and how certain their end is."""

from __future__ import annotations

import pytest
from tests.rules.law.making import day

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import term_of
from zhiquan.rules.refusal import Refusal

INVENTION, MODEL, DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN
BOOK = law_book()


@pytest.mark.parametrize(
    ("kind", "filed", "expires"),
    [
        (INVENTION, "1985-04-01", "2000-04-01"),
        (INVENTION, "1986-12-10", "2001-12-10"),
        (INVENTION, "1986-12-11", "2006-12-11"),
        (INVENTION, "1993-01-01", "2013-01-01"),
        (MODEL, "1992-12-31", "1997-12-31"),
        (MODEL, "1993-01-01", "2003-01-01"),
        (MODEL, "2014-12-15", "2024-12-15"),
        (MODEL, "2004-02-29", "2014-02-28"),
        (DESIGN, "1992-12-31", "1997-12-31"),
        (DESIGN, "2021-05-31", "2031-05-31"),
        (DESIGN, "2021-06-01", "2036-06-01"),
    ],
)
def test_the_ordinary_end_by_the_law_of_the_filing_date(kind: PatentKind, filed: str, expires: str) -> None:
    assert term_of(kind, day(filed), BOOK).expires_on == day(expires)


def test_the_end_does_not_move_to_a_working_day() -> None:
    # 15 December 2024 is a Sunday
    assert term_of(MODEL, day("2014-12-15"), BOOK).expires_on.weekday() == 6


@pytest.mark.parametrize(("kind", "filed"), [(MODEL, "2014-12-15"), (DESIGN, "2021-06-01"), (INVENTION, "2001-05-31")])
def test_a_term_that_nothing_prolongs_is_certain(kind: PatentKind, filed: str) -> None:
    term = term_of(kind, day(filed), BOOK)
    assert (term.certain, term.caveat, term.latest_on) == (True, None, term.expires_on)


def test_a_term_by_a_provision_that_is_not_compared_is_not_certain() -> None:
    term = term_of(DESIGN, day("2015-01-01"), BOOK)
    assert (term.certain, term.latest_on) == (False, term.expires_on)
    assert term.caveat == term.provision.note


def test_rights_from_before_1993_may_have_been_renewed() -> None:
    term = term_of(MODEL, day("1990-05-01"), BOOK)
    assert (term.expires_on, term.latest_on, term.certain) == (day("1995-05-01"), day("1998-05-01"), False)
    assert term.caveat is not None
    assert "续展" in term.caveat.zh


@pytest.mark.parametrize(
    ("filed", "granted", "latest"),
    [
        # grant unknown: sixteen years of delay at most, then five for a drug
        ("2001-06-01", None, "2042-06-01"),
        # granted before the rule on delay: only the five years for a drug
        ("2015-03-01", "2018-03-01", "2040-03-01"),
        # granted within four years: no delay
        ("2021-01-01", "2024-12-31", "2046-01-01"),
        # granted 31 days after the four years: 31 days, and five years for a drug
        ("2018-03-01", "2022-04-01", "2043-04-01"),
    ],
)
def test_an_invention_may_have_been_compensated(filed: str, granted: str | None, latest: str) -> None:
    term = term_of(INVENTION, day(filed), BOOK, day(granted) if granted else None)
    assert (term.latest_on, term.certain) == (day(latest), False)
    assert term.caveat is not None
    assert "补偿" in term.caveat.zh


def test_before_there_was_a_patent_law_there_is_no_term() -> None:
    with pytest.raises(Refusal, match="1985-03-31"):
        term_of(MODEL, day("1985-03-31"), BOOK)
