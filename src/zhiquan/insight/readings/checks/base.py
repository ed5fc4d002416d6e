"""What every check gets and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from zhiquan.insight.readings.model import Finding, Growth, Outcome, Quantity, Reading, Sort
from zhiquan.insight.readings.places import Population
from zhiquan.insight.readings.ports import Known
from zhiquan.insight.readings.topics import Topic, Vocabulary
from zhiquan.rules.text import Text

WAN = Decimal(10**4)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Scene:
    """A text's readings with what is known beside them."""

    text: str
    place: str
    readings: Sequence[Reading]
    words: Vocabulary
    populations: Sequence[Population] = ()
    known: Sequence[Known] = ()
    repairs: Sequence[tuple[str, str]] = ()
    """Damaged dates, as written and as read."""

    def topic(self, reading: Reading) -> Topic | None:
        """Return a reading's topic, ``None`` where the vocabulary does not know it."""
        return self.words.topics.get(reading.topic)

    @cached_property
    def by_topic(self) -> dict[str, list[Reading]]:
        """The readings of every topic, in order."""
        found: dict[str, list[Reading]] = {}
        for one in self.readings:
            found.setdefault(one.topic, []).append(one)
        return found

    @cached_property
    def _stated(self) -> dict[str, list[Reading]]:
        found: dict[str, dict[tuple[object, ...], Reading]] = {}
        for one in self.readings:
            if one.topic and not one.target and one.value is not None and one.quantity:
                key = (one.value, one.quantity.unit, one.period, one.scopes)
                found.setdefault(one.topic, {}).setdefault(key, one)
        return {code: list(held.values()) for code, held in found.items()}

    def stated(self, code: str) -> list[Reading]:
        """Return the readings of a topic that can be computed with and are no targets, each value said once."""
        return self._stated.get(code, [])

    def together(self, code: str) -> list[list[Reading]]:
        """Return the same, those of one sentence and period together."""
        found: dict[tuple[object, ...], list[Reading]] = {}
        for one in self.stated(code):
            found.setdefault((one.sentence, one.period), []).append(one)
        return [held for held in found.values() if len(held) > 1]

    @cached_property
    def firsts(self) -> dict[tuple[object, ...], Reading]:
        """The first reading of each topic, period, unit and place (row of a table)."""
        found: dict[tuple[object, ...], Reading] = {}
        for held in self._stated.values():
            for one in held:
                found.setdefault(same_place(one, one.topic), one)
        return found

    @cached_property
    def densities(self) -> list[tuple[Reading, Reading]]:
        """(stock, density) of one period and place, each density with the stock it was divided from."""
        return [
            (stock, density)
            for topic in self.words.topics.values()
            if topic.kind == "density"
            for density in self.stated(topic.code)
            if (stock := self.firsts.get(same_place(density, topic.per))) and _divides(density) and _divides(stock)
        ]

    @cached_property
    def parts(self) -> list[tuple[Reading, Reading]]:
        """(part, whole) of one period, unit and place."""
        return [
            (part, whole)
            for topic in self.words.topics.values()
            if topic.of
            for part in self.stated(topic.code)
            if (whole := self.firsts.get(same_place(part, topic.of))) and _divides(whole) and _divides(part)
        ]

    @cached_property
    def growths(self) -> dict[str, dict[tuple[str, str], Decimal]]:
        """Growths in percent of every topic, by what they are measured against."""
        found: dict[str, dict[tuple[str, str], Decimal]] = {}
        for one in self.readings:
            for growth in one.growth if not one.target else ():
                if growth.quantity.sort is Sort.SHARE and factor(growth) is not None:
                    found.setdefault(one.topic, {})[growth.basis.value, growth.since] = growth.amount
        return found


def factor(growth: Growth) -> Decimal | None:
    """Return what a growth in percent multiplies by; ``None`` where nothing would be left to divide by (−100%)."""
    least = growth.amount - growth.quantity.step / 2
    return 1 + growth.amount / HUNDRED if growth.quantity.sort is Sort.SHARE and least > -HUNDRED else None


def _divides(reading: Reading) -> bool:
    """Tell whether a figure is surely more than zero, rounding considered."""
    return reading.quantity is not None and reading.quantity.window()[0] > 0


def same_place(reading: Reading, topic: str) -> tuple[object, ...]:
    """Return what readings of a topic for one period, unit and place have in common; a table's row is a place."""
    unit = reading.quantity.unit if reading.quantity else ""
    return (topic, reading.period, unit, reading.scopes if reading.column else ())


Run = Callable[[Scene], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One check: its number in the list, code, name and function, whose docstring is the rule with an example."""

    number: str
    code: str
    label: Text
    run: Run

    @property
    def rule(self) -> str:
        """The rule, with its example."""
        return " ".join((self.run.__doc__ or "").split())

    def findings(self, scene: Scene) -> list[Finding]:
        """Run it."""
        return list(self.run(scene))


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    """Return the outcome of a check over a text: fail before pass, unknown when nothing could be said."""
    outcomes = {one.outcome for one in findings}
    if Outcome.FAIL in outcomes:
        return Outcome.FAIL
    return Outcome.PASS if Outcome.PASS in outcomes else Outcome.UNKNOWN


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Return a value with so many decimals, halves up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def said(value: Decimal, places: int = 2) -> str:
    """Return a value as a sentence says it: no needless zeros, thousands separated."""
    plain = rounded(value, places).normalize()
    return f"{plain:,f}"


def in_unit(quantity: Quantity | None) -> str:
    """Return a number as it was printed, blanks left out; nothing for none."""
    return quantity.shown.replace(" ", "") if quantity else ""


def windows_meet(one: tuple[Decimal, Decimal], two: tuple[Decimal, Decimal]) -> bool:
    """Tell whether two intervals share a value."""
    return one[0] <= two[1] and two[0] <= one[1]


def percent(share: Decimal, places: int = 2) -> Decimal:
    """Return a share as percent."""
    return rounded(share * HUNDRED, places)
