"""A target and how a figure stands to it: a bound, a growth, or both, which must then be met together.

「质押融资超100亿元、同比增长20%以上」 is one target of two parts: 105 亿元 with growth of 12 % meets the first, misses
the second, and so misses the target. What is not known is never taken for met, nor for missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from zhiquan.insight.figures.definition import Code
from zhiquan.insight.figures.views import Name, Strict
from zhiquan.rules.text import Text


class How(StrEnum):
    """The sense of a bound: 达到 (it suffices to reach it), 超过 (it must be passed), 不超过."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"

    def holds(self, value: Decimal, bound: Decimal) -> bool:
        """Tell whether a value is on the right side of the bound."""
        match self:
            case How.AT_LEAST:
                return value >= bound
            case How.MORE_THAN:
                return value > bound
            case How.AT_MOST:
                return value <= bound


class Bound(Strict):
    """An absolute bound, in the indicator's own unit (money in CNY, however it is shown)."""

    how: How
    value: Decimal


class Target(Strict):
    """What an indicator is to come to in the plan's year; ``growth``: at least so many per cent on the year before."""

    key: Name
    indicator: Code
    bound: Bound | None = None
    growth: Decimal | None = Field(default=None, gt=Decimal(-100))

    @model_validator(mode="after")
    def _says_something_possible(self) -> Self:
        if self.bound is None and self.growth is None:
            raise ValueError(f"{self.key}: a target has a bound, a growth, or both")
        if self.bound and self.bound.how is How.AT_MOST and self.growth is not None:
            raise ValueError(f"{self.key}: what is to stay below a bound has no least growth")
        return self

    @property
    def dual(self) -> bool:
        """Whether two parts must be met together."""
        return self.bound is not None and self.growth is not None


class Verdict(StrEnum):
    """Whether a part, or the whole, is met."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The verdict in words."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.PASS: Text("达标", "met"),
    Verdict.FAIL: Text("未达标", "not met"),
    Verdict.UNKNOWN: Text("无法判断", "cannot be told"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a target: ``wanted`` is the value it asks for, ``missing`` how far the figure is on the wrong side.

    Both in the indicator's own unit; of a growth, ``wanted`` is base × (1 + growth). ``missing`` is zero where the part
    is met, and where a bound that must be passed is just reached; ``None``: not known.
    """

    how: How
    verdict: Verdict
    wanted: Decimal | None
    missing: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a figure stands to a target. ``base`` is the same period of the year before, ``grown`` the growth in %."""

    value: Decimal | None
    base: Decimal | None
    bound: Part | None
    growth: Part | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that the target has."""
        return tuple(part for part in (self.bound, self.growth) if part)

    @property
    def verdict(self) -> Verdict:
        """Met only where every part is; missed as soon as one is."""
        verdicts = {part.verdict for part in self.parts}
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.PASS

    @property
    def grown(self) -> Decimal | None:
        """Growth on the base in per cent, exact; ``None`` where one is not known or the base is not above zero."""
        if self.value is None or self.base is None or self.base <= 0:
            return None
        return (self.value - self.base) * 100 / self.base

    @property
    def missing(self) -> Decimal | None:
        """What is needed for all parts together; ``None`` where that of one is not known."""
        amounts = [part.missing for part in self.parts]
        return None if None in amounts else max(amount for amount in amounts if amount is not None)


def stand(target: Target, value: Decimal | None, base: Decimal | None) -> Standing:
    """Return how a value stands to a target; ``base`` is asked only by growth, and growth from nothing is unknown."""
    bound = _part(target.bound.how, value, target.bound.value) if target.bound else None
    growth = _part(How.AT_LEAST, value, grown_to(target, base)) if target.growth is not None else None
    return Standing(value, base, bound, growth)


def grown_to(target: Target, base: Decimal | None) -> Decimal | None:
    """Return the value that the target's growth asks for on a base; ``None``: it asks for none, or it is not known."""
    if target.growth is None or base is None or base <= 0:
        return None
    return base * (100 + target.growth) / 100


def _part(how: How, value: Decimal | None, wanted: Decimal | None) -> Part:
    if value is None or wanted is None:
        return Part(how, Verdict.UNKNOWN, wanted, None)
    if how.holds(value, wanted):
        return Part(how, Verdict.PASS, wanted, Decimal(0))
    return Part(how, Verdict.FAIL, wanted, abs(wanted - value))
