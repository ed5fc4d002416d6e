"""A figure beside an earlier one: growth in per cent, shares in percentage points, ranks in places. Like with like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from zhiquan.insight.figures.definition import Comparison, Indicator, Kind
from zhiquan.insight.figures.model import Period
from zhiquan.rules.text import Text

PLAN_YEARS = 5
"""Five-year plans begin in years that end in 1 and 6; their base is the end of the year before."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: ``amount`` in per cent, percentage points or places (upward is positive)."""

    against: Comparison
    before: Decimal
    amount: Decimal
    unit: Text

    @property
    def said(self) -> Text:
        """The change in words."""
        how = _UP if self.amount > 0 else _DOWN if self.amount < 0 else _SAME
        return how.format(against=self.against.label, amount=f"{abs(self.amount)}", unit=self.unit)


_UP = Text("{against}增长{amount}{unit}", "up {amount}{unit} {against}")
_DOWN = Text("{against}下降{amount}{unit}", "down {amount}{unit} {against}")
_SAME = Text("{against}持平", "unchanged {against}")
_PERCENT, _POINTS, _PLACES = Text("%", "%"), Text("个百分点", " points"), Text("位", " places")


def closed_month(through: date, until: date | None = None) -> Period:
    """Return the last whole month: over before ``through``, and told to its end by a source that speaks to ``until``.

    Only whole months are compared 同比、环比 (of a year: January to that month): a month that still runs, or that the
    source does not tell to its end, would always look as if it fell.
    """
    first = through.replace(day=1)
    if until is not None:
        first = min(first, (until + timedelta(days=1)).replace(day=1))
    last = first - timedelta(days=1)
    return Period(last.year, last.month)


def earlier(one: Indicator, period: Period, against: Comparison) -> Period | None:
    """Return the period that a comparison is with; ``None`` where it makes no sense for the indicator."""
    match against:
        case Comparison.SAME_PERIOD:
            return period.years_before(1)
        case Comparison.YEAR_END if one.as_of:
            return Period(period.year - 1, 12)
        case Comparison.PLAN_BASE if one.as_of:
            return Period((period.year - 1) // PLAN_YEARS * PLAN_YEARS, 12)
        case _:
            return None


def compared(one: Indicator, now: Decimal, before: Decimal | None, against: Comparison) -> Change | None:
    """Return the change; ``None`` where nothing is known of before, or growth from nothing is asked for."""
    if before is None:
        return None
    if one.kind is Kind.RANK:
        return Change(against, before, before - now, _PLACES)
    if one.unit.label.zh == "%":
        return Change(against, before, (now - before).quantize(_TENTH, ROUND_HALF_UP), _POINTS)
    if not before:
        return None
    growth = ((now - before) * 100 / before).quantize(_TENTH, ROUND_HALF_UP)
    return Change(against, before, growth, _PERCENT)
