"""What every check gets and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhiquan.insight.readings.model import Finding, Outcome, Quantity, Reading
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

    def topic(self, reading: Reading) -> Topic | None:
        """Return a reading's topic, ``None`` where the vocabulary does not know it."""
        return self.words.topics.get(reading.topic)

    def stated(self, code: str, *, target: bool = False) -> list[Reading]:
        """Return the readings of a topic that can be computed with, each value said once."""
        found: dict[tuple[object, ...], Reading] = {}
        for one in self.readings:
            if one.topic == code and one.target == target and one.value is not None and one.quantity:
                found.setdefault((one.value, one.quantity.unit, one.period, one.scopes), one)
        return list(found.values())


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


def in_unit(quantity: Quantity) -> str:
    """Return a number as it was printed, blanks left out."""
    return quantity.shown.replace(" ", "")


def windows_meet(one: tuple[Decimal, Decimal], two: tuple[Decimal, Decimal]) -> bool:
    """Tell whether two intervals share a value."""
    return one[0] <= two[1] and two[0] <= one[1]


def percent(share: Decimal, places: int = 2) -> Decimal:
    """Return a share as percent."""
    return rounded(share * HUNDRED, places)
