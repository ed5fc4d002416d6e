"""What plans and appraisals share: files whose parts must fit each other, and what they may ask of an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from pydantic import model_validator

from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.definition import Kind
from zhiquan.insight.figures.views import Strict
from zhiquan.rules.text import Text


class HeldTogether(Strict):
    """A definition that is refused with the first of its ``faults`` when its parts do not fit each other."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if fault := next(self.faults(), None):
            raise ValueError(fault)
        return self

    def faults(self) -> Iterator[str]:
        """Yield what does not fit."""
        yield from ()


def given_twice(name: str, keys: Iterable[str]) -> Iterator[str]:
    """Yield a fault for every key that stands more than once."""
    held = list(keys)
    yield from (f"the {name} {key!r} is given twice" for key in sorted({key for key in held if held.count(key) > 1}))


@dataclass(frozen=True, slots=True)
class Ask:
    """What a file asks of an indicator: to reach a ``value`` or, with ``growth``, to grow by per cent.

    ``by`` names who asks (目标 pledge, 考核项 firms), for the refusal.
    """

    by: Text
    indicator: str
    growth: bool
    value: Decimal | None

    def faults(self, read: Catalogue) -> Iterator[Text]:
        """Yield what the catalogue has not, and what cannot be asked of the indicator."""
        one = read.by_code.get(self.indicator)
        if one is None:
            yield _NO_INDICATOR.format(by=self.by, code=self.indicator)
            return
        if self.growth and (one.kind is Kind.RANK or one.unit.label.zh == "%"):
            yield _NO_GROWTH.format(by=self.by, name=one.label)
        if self.value is not None and not one.bounds.hold(self.value):
            yield _IMPOSSIBLE.format(by=self.by, name=one.label, value=self.value)


_NO_INDICATOR = Text("{by}：没有指标“{code}”。", "{by}: there is no indicator “{code}”.")
_NO_GROWTH = Text(
    "{by}：“{name}”是位次或百分数，不能用增长率。",
    "{by}: “{name}” is a rank or a percentage; it takes no growth in per cent.",
)
_IMPOSSIBLE = Text("{by}：“{name}”不可能是 {value}。", "{by}: “{name}” cannot be {value}.")
