"""Cases accepted, disposed of and open must add up, and a closing rate must be what they say.

结案率 = closed ÷ accepted in the period. A text that carries cases over from the year before should say so; a rate
held against counts of one period is therefore told with its formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, in_unit, percent, said
from zhiquan.insight.readings.model import Bound, Finding, Outcome, Quantity, Reading
from zhiquan.rules.text import Text

_FILED = re.compile(r"立案|受理|收案")
_CASES = ("件", "起", "宗")
_PARTS = ("case.adjudicated", "case.mediated", "case.withdrawn")


@dataclass(frozen=True)
class Docket:
    """What one sentence says of cases."""

    filed: Reading
    closed: Reading | None
    parts: tuple[Reading, ...]
    open: Reading | None
    rate: Reading | None

    @property
    def disposed(self) -> Decimal | None:
        """Cases closed as said, else the dispositions together."""
        if self.closed and self.closed.value is not None:
            return self.closed.value
        return sum((one.value or Decimal(0) for one in self.parts), Decimal(0)) if self.parts else None

    @property
    def terms(self) -> tuple[Reading, ...]:
        """What the disposed are made of."""
        return (self.closed,) if self.closed else self.parts

    @property
    def numbers(self) -> tuple[int, ...]:
        """The readings it is made of."""
        return tuple(one.number for one in (self.filed, self.closed, *self.parts, self.open, self.rate) if one)


def dockets(scene: Scene) -> list[Docket]:
    """Return a docket for every sentence that says how many cases were accepted."""
    sentences: dict[int, list[Reading]] = {}
    for one in scene.readings:
        if one.value is not None and not one.target:
            sentences.setdefault(one.sentence, []).append(one)
    return [docket for held in sentences.values() if (docket := _docket(held))]


def _docket(held: list[Reading]) -> Docket | None:
    closed = next((one for one in held if one.topic in {"case.closed", "case.open", *_PARTS} and _counts(one)), None)
    before = [one for one in held if closed is None or one.number < closed.number]
    filed = next((one for one in reversed(before) if _counts(one) and _accepted(one)), None)
    if filed is None:
        return None
    after = [one for one in held if one.number > filed.number]
    return Docket(
        filed,
        next((one for one in after if one.topic == "case.closed" and _counts(one)), None),
        tuple(one for one in after if one.topic in _PARTS and _counts(one)),
        next((one for one in after if one.topic == "case.open"), None),
        next((one for one in after if one.topic == "case.closing.rate"), None),
    )


def _accepted(reading: Reading) -> bool:
    return reading.topic == "case.filed" or bool(_FILED.search(reading.name))


def _counts(reading: Reading) -> bool:
    return bool(reading.quantity) and reading.quantity.unit in (*_CASES, "")  # type: ignore[union-attr]


def closing(scene: Scene) -> Iterator[Finding]:
    """A7: 9 304 closed of 9 741 accepted is 95.51%, 437 open; a claimed rate must agree (14 of 18 is not over 90%)."""
    for docket in dockets(scene):
        if docket.disposed is None or not docket.filed.value:
            continue
        rate = docket.disposed / docket.filed.value
        values = {"percent": percent(rate), "open": docket.filed.value - docket.disposed}
        how = (
            said(docket.disposed, 0)
            if docket.closed
            else " + ".join(said(one.value or Decimal(0), 0) for one in docket.parts) + f" = {said(docket.disposed, 0)}"
        )
        text = _RATE.format(closed=how, filed=said(docket.filed.value, 0), rate=said(rate * 100))
        outcome = Outcome.PASS if rate <= 1 else Outcome.UNKNOWN
        if rate > 1:
            text = _both(text, _CARRIED)
        if docket.rate and docket.rate.quantity:
            agrees = _agrees(rate * 100, docket.rate.quantity)
            outcome = Outcome.PASS if agrees else Outcome.FAIL
            text = _both(text, (_CLAIM_OK if agrees else _CLAIM_NOT).format(claim=in_unit(docket.rate.quantity)))
        yield Finding("closing-rate", outcome, text, docket.numbers, values)


def partition(scene: Scene) -> Iterator[Finding]:
    """A8: 7 adjudicated + 7 mediated + 4 open = 18 accepted."""
    for docket in dockets(scene):
        if docket.open is None or docket.disposed is None or docket.filed.value is None or docket.open.value is None:
            continue
        total = docket.disposed + docket.open.value
        exact = total == docket.filed.value
        terms = " + ".join(said(one.value or Decimal(0), 0) for one in docket.terms)
        text = (_ADDS if exact else _ADDS_NOT).format(
            terms=f"{terms} + {said(docket.open.value, 0)}", total=said(total, 0), filed=said(docket.filed.value, 0)
        )
        yield Finding("case-partition", Outcome.PASS if exact else Outcome.FAIL, text, docket.numbers, {"total": total})


def _agrees(rate: Decimal, claim: Quantity) -> bool:
    low, high = claim.window()
    match claim.bound:
        case Bound.OVER:
            return rate > claim.value
        case Bound.AT_LEAST:
            return rate >= low
        case Bound.BELOW | Bound.AT_MOST:
            return rate <= high
        case Bound.ABOUT | Bound.NEAR:
            return abs(rate - claim.value) <= _NEAR
        case _:
            return low <= rate <= high


def _both(one: Text, two: Text) -> Text:
    return Text(f"{one.zh}{two.zh}", f"{one.en} {two.en}")


_NEAR = Decimal(2)
_RATE = Text("结案 {closed}，受理 {filed}，结案率 {rate}%。", "{closed} closed of {filed} accepted: {rate}%.")
_CARRIED = Text(
    "结案多于受理，应含上年结转，请写明。", "More were closed than accepted: cases carried over should be stated."
)
_CLAIM_OK = Text("与所写“{claim}”相符。", "This agrees with the “{claim}” stated.")
_CLAIM_NOT = Text("与所写“{claim}”矛盾。", "This contradicts the “{claim}” stated.")
_ADDS = Text("{terms} = {filed}，与立案数相等。", "{terms} = {filed}, the number accepted.")
_ADDS_NOT = Text("{terms} = {total}，与立案数 {filed} 不等。", "{terms} = {total}, but {filed} were accepted.")
