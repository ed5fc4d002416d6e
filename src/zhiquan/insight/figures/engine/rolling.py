"""From sums by place and month to figures: divisions above, running totals of a year, stocks at each month's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiquan.insight.figures.definition import Indicator, Kind
from zhiquan.insight.figures.engine.additive import Amount, Sums
from zhiquan.insight.figures.engine.axes import Axes
from zhiquan.insight.figures.model import FigureCell

NOTHING: Amount = (Decimal(0), 0, 0)
ByMonth = dict[int, Amount]


def plus(one: Amount, other: Amount, sign: int = 1) -> Amount:
    """Add amounts part by part."""
    return one[0] + sign * other[0], one[1] + sign * other[1], one[2] + sign * other[2]


def roll_up(indicators: Sequence[Indicator], sums: Sums, axes: Axes) -> Iterator[FigureCell]:
    """Yield the cells that at least one fact touches."""
    kinds = {one.code: one.kind for one in indicators}
    for (code, division), (entering, leaving) in sorted(_by_division(sums, axes).items()):
        if kinds[code] is Kind.STOCK:
            yield from _stock(code, division, entering, leaving, axes)
        else:
            yield from _flow(code, division, entering, axes)


def _by_division(sums: Sums, axes: Axes) -> dict[tuple[str, str], tuple[ByMonth, ByMonth]]:
    """Return what enters and leaves by month, for each indicator and each division that a fact counts for."""
    found: dict[tuple[str, str], tuple[ByMonth, ByMonth]] = {}
    for at, amounts in enumerate((sums.entering, sums.leaving)):
        for (code, place, month), amount in amounts.items():
            for division in axes.lineage[place]:
                by_month = found.setdefault((code, division), ({}, {}))[at]
                by_month[month] = plus(by_month.get(month, NOTHING), amount)
    return found


def _flow(code: str, division: str, entering: ByMonth, axes: Axes) -> Iterator[FigureCell]:
    running: defaultdict[int, Amount] = defaultdict(lambda: NOTHING)
    for month, amount in entering.items():
        for later in axes.running(month):
            running[later] = plus(running[later], amount)
    for month in range(axes.first, axes.last + 1):
        if month in entering:
            yield FigureCell(code, division, axes.period(month).code, *entering[month])
        if month in running:
            yield FigureCell(code, division, axes.period(month, to_date=True).code, *running[month])


def _stock(code: str, division: str, entering: ByMonth, leaving: ByMonth, axes: Axes) -> Iterator[FigureCell]:
    stands = NOTHING
    for amounts, sign in ((entering, 1), (leaving, -1)):
        for month, amount in amounts.items():
            if month < axes.first:
                stands = plus(stands, amount, sign)
    for month in range(axes.first, axes.last + 1):
        stands = plus(plus(stands, entering.get(month, NOTHING)), leaving.get(month, NOTHING), -1)
        if stands != NOTHING:
            yield FigureCell(code, division, axes.period(month).code, *stands)
