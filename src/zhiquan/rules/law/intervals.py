"""Status as dated intervals 法律状态区间: from the events and the term of a right, unknown where they are silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.high_value import Facts, HighValue, high_value, turning_days
from zhiquan.rules.law.status import (
    ENDED,
    STANDING,
    STATUS_EVENTS,
    EventKind,
    LegalStatus,
    RightEvent,
    StatusCode,
    legal_status,
)
from zhiquan.rules.law.terms import MONTHS_OF_A_YEAR, term_of
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
T = TypeVar("T")
_BEFORE_GRANT = frozenset(
    {
        EventKind.PUBLICATION,
        EventKind.EXAMINATION,
        EventKind.REJECTION,
        EventKind.WITHDRAWAL,
        EventKind.DEEMED_WITHDRAWAL,
        EventKind.GRANT,
    }
)
"""Events that only a pending application can meet: before the first of them it was pending."""


@dataclass(frozen=True, slots=True)
class Interval(Generic[T]):
    """What held from ``first`` to ``last``, both included; ``last`` is empty where it goes on."""

    first: date
    last: date | None
    holds: T


def status_intervals(
    kind: PatentKind, filing_date: date | None, events: tuple[RightEvent, ...], book: Book
) -> tuple[Interval[LegalStatus], ...]:
    """Return the status of a right from its filing on, without gaps, neighbours different.

    Looking back makes certain what on the day itself was not: between two known entries nothing else is assumed, and
    before an entry that only an application can meet it was pending. What no entry and no term tells is unknown.
    Without a filing date the intervals begin with the first entry; without either there are none.
    """
    known = tuple(sorted((e for e in events if e.kind in STATUS_EVENTS), key=lambda event: event.on))
    points = {event.on for event in known} | _of_term(kind, filing_date, known, book)
    if filing_date is not None:
        points = {point for point in points if point > filing_date} | {filing_date}

    def on(day: date) -> LegalStatus:
        status = legal_status(kind, filing_date, known, day, book)
        later = next((event for event in known if event.on > day), None)
        if status.code is StatusCode.UNKNOWN and later and later.kind in _BEFORE_GRANT and later is known[0]:
            pending = StatusCode.PENDING
            reason = Text("其后的登记表明当时在审", "A later entry shows that it was pending")
            return LegalStatus(pending, pending.label, True, filing_date, reason, later.source)  # noqa: FBT003
        if later and status.code not in {StatusCode.UNKNOWN, *ENDED}:
            return replace(status, certain=True)
        return status

    return _joined(points, on, lambda one, two: (one.code, one.certain) == (two.code, two.certain))


def high_value_intervals(
    kind: PatentKind, filing_date: date | None, events: tuple[RightEvent, ...], facts: Facts, book: Book
) -> tuple[Interval[HighValue], ...]:
    """Return whether a right counted as a high-value invention, in which classes, from its filing on."""
    statuses = status_intervals(kind, filing_date, events, book)
    if not statuses:
        return ()
    first = statuses[0].first
    turns = turning_days(filing_date or first, facts, book)
    points = {interval.first for interval in statuses} | {turn for turn in turns if turn > first}

    def on(day: date) -> HighValue:
        status = next(one.holds for one in reversed(statuses) if one.first <= day)
        return high_value(kind, replace(facts, valid=_valid(status), filing_date=filing_date), day, book)

    return _joined(points, on, lambda one, two: one.key == two.key)


def _valid(status: LegalStatus) -> bool | None:
    if status.code in {StatusCode.UNKNOWN, StatusCode.SUSPENDED}:
        return None
    return status.code in STANDING


def _of_term(kind: PatentKind, filing_date: date | None, known: tuple[RightEvent, ...], book: Book) -> set[date]:
    """Return the days on which the term itself may change the status."""
    if filing_date is None or book.in_force(f"patent.term.{kind}", filing_date) is None:
        return set()
    granted = next((event.on for event in known if event.kind is EventKind.GRANT), None)
    term = term_of(kind, filing_date, book, granted)
    longest = max(version.number for version in book.versions(f"patent.term.{kind}"))
    return {term.expires_on, term.latest_on, add_months(filing_date, longest * MONTHS_OF_A_YEAR)}


def _joined(points: Iterable[date], on: Callable[[date], T], same: Callable[[T, T], bool]) -> tuple[Interval[T], ...]:
    kept: list[tuple[date, T]] = []
    for point in sorted(points):
        value = on(point)
        if not kept or not same(kept[-1][1], value):
            kept.append((point, value))
    ends = [second[0] - ONE_DAY for _, second in pairwise(kept)]
    return tuple(
        Interval(first, last, value) for (first, value), last in zip(kept, [*ends, None][: len(kept)], strict=True)
    )
