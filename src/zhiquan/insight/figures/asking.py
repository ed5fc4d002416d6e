"""What a plan or an appraisal may ask of an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.definition import Kind
from zhiquan.rules.text import Text


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
