"""High-value inventions 高价值发明专利: a valid invention that meets at least one of five classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.measures import Bounds, Measure
from zhiquan.rules.law.provision import NATION, Provision
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

MONTHS_OF_A_YEAR = 12
ONE_DAY = timedelta(days=1)
Since = bool | date | None
"""A fact: yes, no, unknown, or yes from a day on."""


class Outcome(StrEnum):
    """What a check says; unknown is neither."""

    PASS = "pass"  # noqa: S105 - an outcome
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Pledged:
    """A registered pledge loan and its amount in CNY."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a right; nothing (``None``) is unknown, not false.

    ``scope`` is the division whose figure for a fairly high pledge is used.
    """

    valid: bool | None = None
    filing_date: date | None = None
    emerging: Since = None
    overseas_family: Since = None
    pledges: tuple[Pledged, ...] | None = None
    awarded: Since = None
    scope: str = NATION

    def turns(self) -> tuple[date, ...]:
        """Return the days on which a fact begins."""
        facts = (self.emerging, self.overseas_family, self.awarded)
        return (*(fact for fact in facts if isinstance(fact, date)), *(pledge.on for pledge in self.pledges or ()))


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One of the five classes: its provision's key, whether the right meets it, and why."""

    key: str
    outcome: Outcome
    text: Text


@dataclass(frozen=True, slots=True)
class HighValue:
    """The answer for a day: whether the right counts, with the result of every class."""

    outcome: Outcome
    valid: Outcome
    classes: tuple[ClassResult, ...]

    @property
    def key(self) -> tuple[Outcome, ...]:
        """Return all outcomes, to compare two days."""
        return (self.outcome, self.valid, *(one.outcome for one in self.classes))


def high_value(kind: PatentKind, facts: Facts, on: date, book: Book) -> HighValue:
    """Return whether a right is a high-value invention on a day: valid, an invention, and one class at least.

    One class that passes is enough whatever the others say; one that is unknown keeps the answer open; each right
    counts once. Only inventions count, so other kinds fail.
    """
    valid = Outcome.FAIL if kind is not PatentKind.INVENTION else _outcome(facts.valid, on)
    classes = tuple(_classes(facts, on, book))
    outcomes = {one.outcome for one in classes}
    met = next((o for o in (Outcome.PASS, Outcome.UNKNOWN) if o in outcomes), Outcome.FAIL)
    both = {valid, met}
    outcome = next((o for o in (Outcome.FAIL, Outcome.UNKNOWN) if o in both), Outcome.PASS)
    return HighValue(outcome, valid, classes)


def turning_days(filing_date: date, facts: Facts, book: Book) -> set[date]:
    """Return the days on which age, a fact or the rules themselves may change the classes."""
    ages = book.versions("high-value.age")
    old = {_old_from(filing_date, version.value) for version in ages if isinstance(version.value, Bounds)}
    places = {NATION, facts.scope, f"{facts.scope[:4]}00", f"{facts.scope[:2]}0000"}
    rules = {version.valid_from for place in places for version in book.versions("high-value.pledge", place)}
    return old | rules | {version.valid_from for version in ages} | set(facts.turns())


def _old_from(filing_date: date, bounds: Bounds) -> date:
    day = add_months(filing_date, int(bounds.low or 0) * MONTHS_OF_A_YEAR)
    return day + ONE_DAY if bounds.above is not None else day


def _classes(facts: Facts, on: date, book: Book) -> Iterator[ClassResult]:
    yield _fact(
        "high-value.emerging", facts.emerging, on, Text("属于战略性新兴产业", "in a strategic emerging industry")
    )
    yield _fact("high-value.family", facts.overseas_family, on, Text("有海外同族专利权", "with a family right abroad"))
    yield _aged(facts, on, book.in_force("high-value.age", on))
    yield _pledge(facts, on, book.in_force("high-value.pledge", on, facts.scope))
    yield _fact("high-value.award", facts.awarded, on, Text("获国家科学技术奖或中国专利奖", "with one of the awards"))


def _fact(key: str, fact: Since, on: date, text: Text) -> ClassResult:
    return ClassResult(key, _outcome(fact, on), text)


def _outcome(fact: Since, on: date) -> Outcome:
    if fact is None:
        return Outcome.UNKNOWN
    holds = fact <= on if isinstance(fact, date) else fact
    return Outcome.PASS if holds else Outcome.FAIL


def _aged(facts: Facts, on: date, provision: Provision | None) -> ClassResult:
    key, text = "high-value.age", Text("维持年限超过规定年数", "maintained longer than the years of the rule")
    if provision is None or not isinstance(provision.value, Bounds) or facts.filing_date is None:
        return ClassResult(key, Outcome.UNKNOWN, text)
    old = on >= _old_from(facts.filing_date, provision.value)
    return ClassResult(key, Outcome.PASS if old else Outcome.FAIL, text)


def _pledge(facts: Facts, on: date, provision: Provision | None) -> ClassResult:
    key, text = "high-value.pledge", Text("实现较高质押融资金额", "pledged for a fairly high amount")
    if facts.pledges is None:
        return ClassResult(key, Outcome.UNKNOWN, text)
    most = max((pledge.amount for pledge in facts.pledges if pledge.on <= on), default=Decimal(0))
    if not most:
        return ClassResult(key, Outcome.FAIL, text)
    bounds = _bounds(provision)
    if bounds is None:
        open_ = Text("已质押，但当地没有设定金额标准", "pledged, but no figure is set for the place")
        return ClassResult(key, Outcome.UNKNOWN, open_)
    return ClassResult(key, Outcome.PASS if bounds.holds(most) else Outcome.FAIL, text)


def _bounds(provision: Provision | None) -> Bounds | None:
    if provision is None or provision.unit is not Measure.CNY:
        return None
    value = provision.value
    if isinstance(value, int):
        return Bounds(least=Decimal(value))
    return value if isinstance(value, Bounds) else None
